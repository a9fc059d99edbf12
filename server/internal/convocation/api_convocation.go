package convocation

import (
	"context"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation/agenda"
	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

func plus(args []any, n int) string { return strconv.Itoa(len(args) + n) }

// ListerConvocations answers GET /convocations.
func (a API) ListerConvocations(ctx context.Context, r api.ListerConvocationsRequestObject) (api.ListerConvocationsResponseObject, error) {
	res, err := list.Lire[api.Convocation](ctx, a.Base, Convocations, list.Params(r.Params))
	return api.ListerConvocations200JSONResponse(res), err
}

func (a API) lireConvocation(ctx context.Context, id uuid.UUID) (api.Convocation, error) {
	c, ok, err := list.Un[api.Convocation](ctx, a.Base, Convocations, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette convocation")
	}
	return c, err
}

func (a API) contenuDe(ctx context.Context, academie string, id uuid.UUID) (l lettre.Lettre, err error) {
	err = a.Base.Lire(ctx, academie, func(r db.Reader) error {
		texte, err := db.Scalar[[]byte](ctx, r, `SELECT convert_to(contenu::text, 'UTF8') FROM convocation WHERE academie = $1 AND id = $2`, academie, id)
		if err != nil {
			return err
		}
		return json.Unmarshal(texte, &l)
	})
	return l, err
}

// LireConvocation answers GET /convocations/{id}: what the letter says, for a screen. It returns fail.NotFound.
func (a API) LireConvocation(ctx context.Context, r api.LireConvocationRequestObject) (api.LireConvocationResponseObject, error) {
	c, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	l, err := a.contenuDe(ctx, access.De(ctx).Academie, r.Id)
	if err != nil {
		return nil, err
	}
	d := api.ConvocationDetail{Convocation: c, Service: l.Service.Nom, Missions: []api.MissionConvoquee{}, Changements: changementsAPI(l.Changements)}
	if contact := strings.Join(nonVides(l.Service.Contact, l.Service.Tel, l.Service.Mel), ", "); contact != "" {
		d.Contact = &contact
	}
	d.Motif = nonVide(l.Motif)
	for _, m := range l.Missions {
		id, err := uuid.Parse(m.ID)
		if err != nil {
			return nil, err
		}
		x := api.MissionConvoquee{Affectation: id, Type: m.Type, Session: m.Session, Examen: nonVide(m.Examen), Specialite: nonVide(m.Specialite), Epreuve: nonVide(m.Epreuve),
			Role: lettre.Role(m.Role), Jury: nonVide(m.Jury), Commission: nonVide(m.Commission), Consignes: nonVide(m.Consignes), Centre: m.Centre.Nom, Adresse: append([]string{}, m.Centre.Adresse...),
			Fuseau: m.Centre.Fuseau, Creneaux: []api.CreneauConvoque{}}
		for _, k := range m.Creneaux {
			date, heures := lettre.Quand(k, m.Centre.Fuseau)
			x.Creneaux = append(x.Creneaux, api.CreneauConvoque{Debut: k.Debut, Fin: k.Fin, SurPlace: k.SurPlace, Date: date, Heures: heures})
		}
		d.Missions = append(d.Missions, x)
	}
	return api.LireConvocation200JSONResponse(d), nil
}

func changementsAPI(l []lettre.Changement) []api.ChangementConvocation {
	r := make([]api.ChangementConvocation, len(l))
	for i, c := range l {
		r[i] = api.ChangementConvocation{Objet: c.Objet, Avant: c.Avant, Apres: c.Apres}
	}
	return r
}

func nonVide(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func nonVides(textes ...string) (l []string) {
	for _, t := range textes {
		if t != "" {
			l = append(l, t)
		}
	}
	return l
}

// ImprimerConvocation answers GET /convocations/{id}/lettre. It returns fail.NotFound.
func (a API) ImprimerConvocation(ctx context.Context, r api.ImprimerConvocationRequestObject) (api.ImprimerConvocationResponseObject, error) {
	c, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return rendu{"application/pdf", "convocation-" + c.Numero + ".pdf", func(w io.Writer) error {
		return a.uneLettre(ctx, access.De(ctx).Academie, r.Id, w)
	}}, nil
}

// ImprimerTraitement answers GET /traitements-convocation/{id}/lettres. It returns fail.NotFound.
func (a API) ImprimerTraitement(ctx context.Context, r api.ImprimerTraitementRequestObject) (api.ImprimerTraitementResponseObject, error) {
	t, err := a.lireTraitement(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	par, papier := string(valeur(r.Params.Par, api.ParLettresEnsemble)), valeur(r.Params.Papier, false)
	genre, nom := "application/pdf", nomDeFichier("convocations "+t.Libelle)+".pdf"
	if par != "ensemble" {
		genre, nom = "application/zip", nomDeFichier("convocations "+t.Libelle)+".zip"
	}
	return rendu{genre, nom, func(w io.Writer) error { return a.lotDe(ctx, access.De(ctx).Academie, r.Id, par, papier, w) }}, nil
}

// LireAgendaConvocation answers GET /convocations/{id}/agenda. It returns fail.NotFound.
func (a API) LireAgendaConvocation(ctx context.Context, r api.LireAgendaConvocationRequestObject) (api.LireAgendaConvocationResponseObject, error) {
	if _, err := a.lireConvocation(ctx, r.Id); err != nil {
		return nil, err
	}
	academie := access.De(ctx).Academie
	var evs []agenda.Evenement
	err := a.Base.Lire(ctx, academie, func(l db.Reader) (err error) {
		evs, err = a.evenements(ctx, l, academie, "c.id = $2", r.Id)
		return err
	})
	return rendu{"text/calendar; charset=utf-8", "convocation.ics", func(w io.Writer) error { return agenda.Ecrire(w, "Convocation", evs) }}, err
}

// domaine of the names of events: that of the service, always the same.
func (a API) domaine() string {
	d := strings.TrimPrefix(strings.TrimPrefix(a.URL, "https://"), "http://")
	if i := strings.IndexAny(d, ":/"); i >= 0 {
		d = d[:i]
	}
	return d
}

// evenements of the convocations that a condition chooses, with what each changes in the one before.
func (a API) evenements(ctx context.Context, r db.Reader, academie, condition string, args ...any) (evs []agenda.Evenement, err error) {
	type ligne struct {
		Contenu, Avant []byte
		Sequence       int
	}
	lues, err := db.Query[ligne](ctx, r, `SELECT convert_to(c.contenu::text, 'UTF8') AS contenu, convert_to(p.contenu::text, 'UTF8') AS avant, c.sequence FROM convocation c
		LEFT JOIN convocation p ON p.academie = c.academie AND p.id = c.remplace_id WHERE c.academie = $1 AND `+condition+` ORDER BY c.debut, c.id`, append([]any{academie}, args...)...)
	for _, l := range lues {
		var apres lettre.Lettre
		var avant *lettre.Lettre
		if err := json.Unmarshal(l.Contenu, &apres); err != nil {
			return nil, err
		}
		if l.Avant != nil {
			avant = &lettre.Lettre{}
			if err := json.Unmarshal(l.Avant, avant); err != nil {
				return nil, err
			}
		}
		evs = append(evs, agenda.Evenements(avant, &apres, l.Sequence, a.domaine(), a.URL+"/activites/missions-consultation")...)
	}
	return evs, err
}

// OuvrirConvocation answers POST /convocations/{id}/ouverture: seen by the person herself. It returns fail.NotFound.
func (a API) OuvrirConvocation(ctx context.Context, r api.OuvrirConvocationRequestObject) (api.OuvrirConvocationResponseObject, error) {
	c, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error { return ouvrir(ctx, tx, r.Id) })
	if err != nil {
		return nil, err
	}
	c, err = a.lireConvocation(ctx, c.Id)
	return api.OuvrirConvocation200JSONResponse(c), err
}

// ouvrir marks a letter as seen. Seen before any mail left, it was delivered on line.
func ouvrir(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	n, err := tx.Exec(ctx, `UPDATE convocation SET etat = 'envoyee', canal = coalesce(canal, 'en_ligne'), envoyee_le = coalesce(envoyee_le, now()) WHERE academie = $1 AND id = $2 AND etat = 'editee'`, tx.Academie, id)
	if err != nil {
		return err
	}
	m, err := tx.Exec(ctx, `UPDATE convocation SET etat = 'ouverte', ouverte_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'envoyee'`, tx.Academie, id)
	if err != nil || n+m == 0 {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "ouverture", Objet: "convocation", ObjetID: id.String(), Apres: map[string]any{"etat": "ouverte"}})
}

// RepondreConvocation answers POST /convocations/{id}/reponse. It returns fail.NotFound, fail.Invalid for a contestation
// without motive, fail.Conflict for a letter that is no longer in force.
func (a API) RepondreConvocation(ctx context.Context, r api.RepondreConvocationRequestObject) (api.RepondreConvocationResponseObject, error) {
	if _, err := a.lireConvocation(ctx, r.Id); err != nil {
		return nil, err
	}
	motif := strings.TrimSpace(valeur(r.Body.Motif, ""))
	reponse := string(r.Body.Reponse)
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := ouvrir(ctx, tx, r.Id); err != nil {
			return err
		}
		avant, err := db.Scalar[string](ctx, tx.Reader, `SELECT etat FROM convocation WHERE academie = $1 AND id = $2 FOR UPDATE`, tx.Academie, r.Id)
		if err != nil || avant == reponse && reponse == "acquittee" {
			return err
		}
		if avant == "remplacee" || avant == "annulee" {
			return fail.New(fail.Conflict, "convocation.perimee", "Cette convocation n’est plus en vigueur. Répondez à celle qui la remplace.")
		}
		if _, err := tx.Exec(ctx, `UPDATE convocation SET etat = $3, motif = CASE WHEN $3 = 'contestee' THEN nullif($4, '') ELSE motif END, repondue_le = now(), version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2`, tx.Academie, r.Id, reponse, motif); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "reponse", Objet: "convocation", ObjetID: r.Id.String(), Pourquoi: motif, Avant: map[string]any{"etat": avant}, Apres: map[string]any{"etat": reponse, "dispense": r.Body.Dispense}})
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireConvocation(ctx, r.Id)
	return api.RepondreConvocation200JSONResponse(c), err
}

// DonnerSuite answers POST /convocations/{id}/suite: the word of the gestionnaire on a contestation; the letter stays in
// force, or is cancelled. It returns fail.NotFound, fail.Conflict when nothing is contested.
func (a API) DonnerSuite(ctx context.Context, r api.DonnerSuiteRequestObject) (api.DonnerSuiteResponseObject, error) {
	avant, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if avant.Etat != api.EtatConvocationContestee {
		return nil, fail.New(fail.Conflict, "convocation.non_contestee", "Cette convocation n’est pas contestée.")
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE convocation SET suite = $3, suite_par = $4, suite_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`,
			tx.Academie, r.Id, strings.TrimSpace(r.Body.Suite), tx.Acteur.Qui); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "suite", Objet: "convocation", ObjetID: r.Id.String(), Apres: r.Body}); err != nil || valeur(r.Body.Maintenue, true) {
			return err
		}
		return a.annulerUne(ctx, tx, r.Id, r.Body.Suite, "affectee")
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireConvocation(ctx, r.Id)
	return api.DonnerSuite200JSONResponse(c), err
}

// AnnulerConvocation answers POST /convocations/{id}/annulation: its affectations are again only affected, the person is
// told if she had been. It returns fail.NotFound, fail.Conflict when it is no longer in force or an état de frais has begun.
func (a API) AnnulerConvocation(ctx context.Context, r api.AnnulerConvocationRequestObject) (api.AnnulerConvocationResponseObject, error) {
	if _, err := a.lireConvocation(ctx, r.Id); err != nil {
		return nil, err
	}
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := deSonCentre(ctx, tx, r.Id); err != nil {
			return err
		}
		return a.annulerUne(ctx, tx, r.Id, r.Body.Motif, "affectee")
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireConvocation(ctx, r.Id)
	return api.AnnulerConvocation200JSONResponse(c), err
}

// deSonCentre keeps a chef de centre from cancelling a letter that also calls to another centre.
func deSonCentre(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	p := access.De(ctx)
	if p.Profil != "chef_centre" {
		return nil
	}
	ailleurs, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM convocation_mission m JOIN mission n ON n.academie = m.academie AND n.id = m.mission_id
		LEFT JOIN centre c ON c.academie = n.academie AND c.id = n.centre_id WHERE m.academie = $1 AND m.convocation_id = $2 AND c.etablissement_id IS DISTINCT FROM $3)`, tx.Academie, id, p.Etablissement)
	if err == nil && ailleurs {
		err = fail.New(fail.Forbidden, "convocation.autre_centre", "Cette convocation appelle aussi dans un autre centre : demandez au gestionnaire de l’annuler.")
	}
	return err
}

func (a API) annulerUne(ctx context.Context, tx *db.Tx, id uuid.UUID, motif, vers string) error {
	v, ok, err := db.One[vivante](ctx, tx.Reader, lireVivantes+`WHERE c.academie = $1 AND c.id = $2 AND c.type <> 'annulation' AND c.etat NOT IN ('remplacee', 'annulee') FOR UPDATE OF c`, tx.Academie, id)
	if err != nil {
		return err
	}
	if !ok {
		return fail.New(fail.Conflict, "convocation.perimee", "Cette convocation n’est plus en vigueur.")
	}
	traitementID, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT traitement_id FROM convocation WHERE academie = $1 AND id = $2`, tx.Academie, id)
	if err != nil {
		return err
	}
	t, err := lireTraitement(ctx, tx.Reader, tx.Academie, traitementID, "")
	if err != nil {
		return err
	}
	t.ModeleVersion = v.ModeleVersion
	if err := a.annulerVivantes(ctx, tx, t, []vivante{v}, motif, vers); err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "annulation", Objet: "convocation", ObjetID: id.String(), Pourquoi: motif, Avant: map[string]any{"etat": v.Etat}, Apres: map[string]any{"etat": "annulee"}})
}

// ConvoquerAffectations answers POST /convocations: a chef de centre convokes people affected to the missions of his
// centre, with the settings that the gestionnaire shares for the session. It returns fail.NotFound when one of them is not
// his, fail.Conflict when no setting is shared.
func (a API) ConvoquerAffectations(ctx context.Context, r api.ConvoquerAffectationsRequestObject) (api.ConvoquerAffectationsResponseObject, error) {
	p := access.De(ctx)
	var id uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		type ligne struct{ ID, SessionID uuid.UUID }
		lues, err := db.Query[ligne](ctx, tx.Reader, `SELECT a.id, a.session_id FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
			JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id WHERE a.academie = $1 AND a.id = ANY ($2) AND c.etablissement_id = $3`, p.Academie, r.Body.Affectations, p.Etablissement)
		if err != nil {
			return err
		}
		if len(lues) < len(r.Body.Affectations) {
			return fail.Introuvable("Une de ces affectations")
		}
		session := lues[0].SessionID
		for _, l := range lues {
			if l.SessionID != session {
				return fail.New(fail.Invalid, "convocation.sessions", "Convoquez pour une session à la fois.")
			}
		}
		g, err := a.reglagesDuCentre(ctx, tx, session)
		if err != nil {
			return err
		}
		g.reglages.Signataire = "centre"
		g.choix, g.args, g.attendues = `SELECT x.id, x.intervenant_id FROM affectation x WHERE x.academie = $1 AND x.etat = 'affectee' AND x.id = ANY ($2)`, []any{p.Academie, r.Body.Affectations}, -1
		id, err = a.lancer(ctx, tx, g)
		return err
	})
	if err != nil {
		return nil, err
	}
	t, err := a.lireTraitement(ctx, id)
	return api.ConvoquerAffectations202JSONResponse(t), err
}

// reglagesDuCentre are those of the setting shared last for a session.
func (a API) reglagesDuCentre(ctx context.Context, tx *db.Tx, session uuid.UUID) (d demande, err error) {
	type ligne struct {
		Reglages
		ModeleID uuid.UUID
	}
	g, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT signataire, regroupement, ordre, copie_chef, langue, service, adresse, ville, contact, tel, mel, reponse_jours, modele_id FROM parametrage_edition
		WHERE academie = $1 AND session_id = $2 AND partage ORDER BY maj_le DESC LIMIT 1`, tx.Academie, session)
	if err != nil {
		return d, err
	}
	if !ok {
		return d, fail.New(fail.Conflict, "parametrage.absent", "Le gestionnaire n’a pas encore partagé de paramétrage d’édition pour cette session : demandez-le-lui.")
	}
	d = demande{session: session, libelle: "Convocation par mission", genre: "centre", reglages: g.Reglages}
	d.modeleVersion, err = derniereVersion(ctx, tx.Reader, tx.Academie, g.ModeleID)
	return d, err
}

// VerifierConvocation answers GET /verifications/{jeton}: number and state, nothing more. It returns fail.NotFound.
func (a API) VerifierConvocation(ctx context.Context, r api.VerifierConvocationRequestObject) (api.VerifierConvocationResponseObject, error) {
	academie, jeton, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(r.Jeton)), "-")
	type ligne struct {
		Numero, Etat, Type string
		EditeeLe           time.Time
	}
	var l ligne
	ok := false
	err := a.Base.Lire(ctx, academie, func(lecteur db.Reader) (err error) {
		l, ok, err = db.One[ligne](ctx, lecteur, `SELECT numero, etat, type, editee_le FROM convocation WHERE academie = $1 AND jeton = $2`, academie, jeton)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fail.New(fail.NotFound, "verification.inconnue", "Aucune convocation ne répond à ce code. Vérifiez-le, ou appelez le service indiqué sur la lettre.")
	}
	v := api.VerifierConvocation200JSONResponse{Numero: l.Numero, Type: api.VersionConvocation(l.Type)}
	v.EditeeLe.Time = l.EditeeLe
	switch {
	case l.Etat == "remplacee":
		v.Etat, v.Phrase = api.VerificationConvocationEtatRemplacee, "Cette convocation a été remplacée par une autre, plus récente. Elle n’est plus valable."
	case l.Etat == "annulee":
		v.Etat, v.Phrase = api.VerificationConvocationEtatAnnulee, "Cette convocation est annulée. Elle n’est plus valable."
	case l.Type == "annulation":
		v.Etat, v.Phrase = api.VerificationConvocationEtatSansObjet, "Cette lettre annule une convocation : son porteur n’est plus appelé."
	default:
		v.Etat, v.Phrase = api.VerificationConvocationEtatEnVigueur, "Cette convocation est authentique et en vigueur."
	}
	return v, nil
}
