package convocation

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/secret"
)

// Demontrer gives the convoked people of a demonstration académie the letters that they would have received, some of them
// opened, acknowledged or contested, and the settings with which to convoke the others. No mail is written.
func Demontrer(ctx context.Context, base *db.DB, coffre *secret.Coffre, academie, url string) error {
	a := API{Base: base, URL: url, Poste: &courriel.Poste{Coffre: coffre}}
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "Gaëlle MORVAN"})
	var t *traitement
	var lues []ligneTraitement
	err := base.InAcademie(ctx, academie, func(tx *db.Tx) (err error) {
		if t, err = preparerDemonstration(ctx, tx); err != nil || t == nil {
			return err
		}
		lues, err = db.Query[ligneTraitement](ctx, tx.Reader, `SELECT id AS affectation_id, intervenant_id AS groupe FROM affectation
			WHERE academie = $1 AND session_id = $2 AND etat = 'convoquee' ORDER BY nom, prenom, intervenant_id, debut`, academie, t.SessionID)
		return err
	})
	for debut := 0; err == nil && debut < len(lues); {
		fin := min(debut+4*parTranche, len(lues))
		for fin < len(lues) && lues[fin].Groupe == lues[fin-1].Groupe {
			fin++
		}
		err = base.InAcademie(ctx, academie, func(tx *db.Tx) error { return a.demontrer(ctx, tx, t, lues[debut:fin]) })
		debut = fin
	}
	if err != nil || t == nil {
		return err
	}
	return base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		if err := vivre(ctx, tx, t); err != nil {
			return err
		}
		return a.contester(ctx, tx, t)
	})
}

func preparerDemonstration(ctx context.Context, tx *db.Tx) (*traitement, error) {
	type ligne struct {
		ID   uuid.UUID
		Code string
	}
	s, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT id, code FROM session WHERE academie = $1 AND etat = 'ouverte' ORDER BY code DESC LIMIT 1`, tx.Academie)
	if err != nil || !ok {
		return nil, err
	}
	modele, err := modeleDeDepart(ctx, tx)
	if err != nil {
		return nil, err
	}
	version, err := derniereVersion(ctx, tx.Reader, tx.Academie, modele)
	if err != nil {
		return nil, err
	}
	r := Reglages{Signataire: "academie", Regroupement: "personne", Ordre: "nom", CopieChef: true, Langue: "fr", Service: "Division des examens et concours", Adresse: "96, rue d’Antrain\n35044 Rennes Cedex",
		Ville: "Rennes", Contact: "Bureau des examens", Tel: "02 00 00 00 00", ReponseJours: 8}
	texte, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	t := &traitement{ID: uuid.Must(uuid.NewV7()), SessionID: s.ID, SessionCode: s.Code, ModeleVersion: version, reglages: r}
	tache := uuid.Must(uuid.NewV7())
	for _, x := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO parametrage_edition (academie, id, libelle, proprietaire_id, proprietaire, partage, session_id, filtre, modele_id, service, adresse, ville, contact, tel)
			SELECT $1, uuid_v7(), x.libelle, u.id, 'Gaëlle MORVAN', true, $2, x.filtre, $3, $4, $5, $6, $7, $8 FROM utilisateur u, (VALUES ('Toute la session', ''), ('BTS', 'examen==BTS')) x(libelle, filtre)
			WHERE u.academie = $1 AND u.identifiant = 'gaelle.morvan'`, []any{tx.Academie, s.ID, modele, r.Service, r.Adresse, r.Ville, r.Contact, r.Tel}},
		{`INSERT INTO signature (academie, id, portee, qualite, nom, cree_par) VALUES ($1, uuid_v7(), 'academie', 'La cheffe de la division des examens et concours', 'Anne LE BRAS', 'Gaëlle MORVAN')`, []any{tx.Academie}},
		{`INSERT INTO tache (academie, id, type, libelle, objet, cree_par) VALUES ($1, $2, $3, 'Convocations – première vague', $4, 'Gaëlle MORVAN')`, []any{tx.Academie, tache, codeTraitement, objet(t.ID)}},
		{`UPDATE tache SET etat = 'en_cours', debut = now() WHERE academie = $1 AND id = $2`, []any{tx.Academie, tache}},
		{`UPDATE tache SET etat = 'terminee', fin = now(), message = 'Convocations éditées.' WHERE academie = $1 AND id = $2`, []any{tx.Academie, tache}},
		{`INSERT INTO traitement_convocation (academie, id, session_id, libelle, genre, reglages, modele_version, tache_id, demande_par) VALUES ($1, $2, $3, 'Première vague', 'officiel', $4, $5, $6, 'Gaëlle MORVAN')`,
			[]any{tx.Academie, t.ID, s.ID, json.RawMessage(texte), version, tache}},
	} {
		if _, err := tx.Exec(ctx, x.sql, x.args...); err != nil {
			return nil, err
		}
	}
	t.signatures, err = lireSignatures(ctx, tx.Reader, tx.Academie)
	return t, err
}

// demontrer writes the letters of people who are already convoked.
func (a API) demontrer(ctx context.Context, tx *db.Tx, t *traitement, lues []ligneTraitement) error {
	ids := make([]uuid.UUID, len(lues))
	for i, l := range lues {
		ids[i] = l.AffectationID
	}
	ss, err := sources(ctx, tx.Reader, tx.Academie, ids)
	if err != nil {
		return err
	}
	for i := range ss {
		if ss[i].EtatMission == "ouverte" {
			ss[i].Etat = "affectee" // what they were when they were convoked
		}
	}
	groupes, _ := grouper(lues, ss)
	nouvelles, err := a.lettres(ctx, tx, t, groupes)
	if err != nil {
		return err
	}
	t.Convocations += len(nouvelles)
	return ecrire(ctx, tx, t, nouvelles)
}

// vivre gives letters the lives that they have a week after they left.
func vivre(ctx context.Context, tx *db.Tx, t *traitement) error {
	const tirage = `('x' || substr(md5(c.id::text), 1, 6))::bit(24)::integer % 100`
	for _, sql := range []string{
		`UPDATE convocation c SET etat = 'envoyee', canal = 'courriel', envoyee_le = c.editee_le WHERE c.academie = $1 AND c.traitement_id = $2 AND ` + tirage + ` < 97`,
		`UPDATE convocation c SET etat = 'ouverte', ouverte_le = now() WHERE c.academie = $1 AND c.traitement_id = $2 AND c.etat = 'envoyee' AND ` + tirage + ` < 80`,
		`UPDATE convocation c SET etat = 'acquittee', repondue_le = now() WHERE c.academie = $1 AND c.traitement_id = $2 AND c.etat = 'ouverte' AND ` + tirage + ` < 60`,
		`UPDATE convocation c SET etat = 'contestee', repondue_le = now(), motif = 'Dispense demandée' WHERE c.academie = $1 AND c.traitement_id = $2 AND c.etat = 'ouverte' AND ` + tirage + ` >= 79`,
		`UPDATE traitement_convocation SET etat = 'en_cours' WHERE academie = $1 AND id = $2`,
		`UPDATE traitement_convocation t SET etat = 'termine', termine_le = now(), convocations = x.n, demandees = x.n FROM (SELECT count(*) AS n FROM convocation WHERE academie = $1 AND traitement_id = $2) x WHERE t.academie = $1 AND t.id = $2`,
	} {
		if _, err := tx.Exec(ctx, sql, tx.Academie, t.ID); err != nil {
			return err
		}
	}
	return nil
}

// contester gives contested letters the requests that say why.
func (a API) contester(ctx context.Context, tx *db.Tx, t *traitement) error {
	type ligne struct{ ID, IntervenantID uuid.UUID }
	lues, err := db.Query[ligne](ctx, tx.Reader, `SELECT id, intervenant_id FROM convocation WHERE academie = $1 AND traitement_id = $2 AND etat = 'contestee' ORDER BY id`, tx.Academie, t.ID)
	motif, nature := "Rendez-vous médical fixé de longue date.", api.MotifDispenseSante
	for _, l := range lues {
		dispense, err := a.demanderDispense(ctx, tx, api.Convocation{Id: l.ID, Intervenant: l.IntervenantID}, &api.ReponseConvocation{Motif: &motif, Nature: &nature})
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE convocation SET dispense_id = $3 WHERE academie = $1 AND id = $2`, tx.Academie, l.ID, dispense); err != nil {
			return err
		}
	}
	return err
}
