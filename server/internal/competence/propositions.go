package competence

import (
	"context"
	"fmt"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/intervenant"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// contractuel recognises, by its grade, somebody who is called only where an inspecteur designates him.
const contractuel = `EXISTS (SELECT 1 FROM intervenant ci LEFT JOIN grade cg ON cg.academie = ci.academie AND cg.code = ci.grade
	WHERE ci.academie = $A AND ci.id = $R AND sans_accent(coalesce(cg.libelle, '') || ' ' || coalesce(ci.grade, '')) ~ '\mcontract')`

// Propositions is the list of réservistes and contractuels that inspecteurs propose.
var Propositions = list.Liste{
	Operation: "ListerPropositions",
	Portee: func(p *access.Principal) list.Portee {
		return list.Portee(p.SurIntervenant("k.academie", "k.intervenant_id"))
	},
	Definition: &list.Definition{
		Ressource: "propositions", Base: "proposition k", Alias: "k", Tri: "-propose_le,intervenant_nom",
		Jointures: []list.Jointure{
			{Alias: "n", SQL: "JOIN session n ON n.academie = k.academie AND n.id = k.session_id"},
			{Alias: "i", SQL: "JOIN intervenant i ON i.academie = k.academie AND i.id = k.intervenant_id"},
			{Alias: "o", SQL: "LEFT JOIN epreuve_option o ON o.academie = k.academie AND o.id = k.epreuve_option_id"},
			{Alias: "r", SQL: "LEFT JOIN rattachement r ON r.academie = k.academie AND r.intervenant_id = k.intervenant_id AND r.type = 'principal'"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id", Apres: []string{"r"}},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "k.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "n.code", Via: []string{"n"}},
			{Cle: "type", Titre: "Proposé comme", SQL: "k.type", Genre: list.Choix, Valeurs: []string{"reserviste", "contractuel"}},
			{Cle: "etat", Titre: "État", SQL: "k.etat", Genre: list.Choix, Valeurs: []string{"proposee", "retenue", "ecartee"}},
			{Cle: "intervenant", Titre: "Intervenant (identifiant)", SQL: "k.intervenant_id", Genre: list.UUID},
			{Cle: "intervenant_nom", Titre: "Intervenant", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}},
			{Cle: "grade", Titre: "Grade", SQL: "i.grade", Via: []string{"i"}},
			{Cle: "discipline", Titre: "Discipline", SQL: "r.discipline", Via: []string{"r"}},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "epreuve_option", Titre: "Épreuve-option (identifiant)", SQL: "k.epreuve_option_id", Genre: list.UUID},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.examen || ' ' || o.specialite || ' ' || o.libelle", Via: []string{"o"}},
			{Cle: "commentaire", Titre: "Commentaire", SQL: "k.commentaire"},
			{Cle: "propose_par", Titre: "Proposé par", SQL: "k.propose_par"},
			{Cle: "propose_le", Titre: "Proposé le", SQL: "k.propose_le", Genre: list.Instant, NonNul: true},
			{Cle: "motif", Titre: "Motif de la décision", SQL: "k.motif"},
			{Cle: "decide_par", Titre: "Décidé par", SQL: "k.decide_par"},
			{Cle: "decide_le", Titre: "Décidé le", SQL: "k.decide_le", Genre: list.Instant},
		},
	},
}

// ListerPropositions answers GET /propositions.
func (a API) ListerPropositions(ctx context.Context, r api.ListerPropositionsRequestObject) (api.ListerPropositionsResponseObject, error) {
	res, err := list.Lire[api.Proposition](ctx, a.Base, Propositions, list.Params(r.Params))
	return api.ListerPropositions200JSONResponse(res), err
}

// Proposer answers POST /propositions: people of the principal's scope, for a session. Who is already proposed, and who
// is no contractuel when contractuels are designated, is counted aside. It returns fail.Invalid for an unknown session.
func (a API) Proposer(ctx context.Context, r api.ProposerRequestObject) (api.ProposerResponseObject, error) {
	b := api.BilanPropositions{Messages: []string{}}
	p, genre := access.De(ctx), string(r.Body.Type)
	err := a.essayer(ctx, r.Body.Simulation, func(tx *db.Tx) error {
		session, err := sessionDe(ctx, tx, r.Body.Session, "/session")
		if err != nil {
			return err
		}
		sql, args, err := intervenant.Intervenants.Choisir(p, r.Body.Selection)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `CREATE TEMP TABLE designee (id uuid PRIMARY KEY) ON COMMIT DROP`); err != nil {
			return err
		}
		lignes, err := tx.Exec(ctx, `INSERT INTO designee `+sql, args...)
		if err != nil {
			return err
		}
		exclus, err := tx.Exec(ctx, `DELETE FROM designee d WHERE $2 = 'contractuel' AND NOT `+dans(contractuel, "$1", "d.id"), tx.Academie, genre)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `WITH ecrite AS (INSERT INTO proposition (academie, id, session_id, intervenant_id, epreuve_option_id, type, commentaire, utilisateur_id, propose_par)
			SELECT $1, uuid_v7(), $2, d.id, $3, $4, nullif($5, ''), $6, $7 FROM designee d ON CONFLICT DO NOTHING RETURNING id, intervenant_id)
			INSERT INTO journal (academie, id, utilisateur_id, qui, profil, action, objet, objet_id, pourquoi, apres)
			SELECT $1, uuid_v7(), $6, $7, $8, 'creation', 'proposition', id::text, nullif($5, ''), jsonb_build_object('intervenant', intervenant_id, 'type', $4::text) FROM ecrite`,
			tx.Academie, session, r.Body.EpreuveOption, genre, texte(r.Body.Commentaire), p.Utilisateur, p.Nom, p.Profil)
		b.Lignes, b.Ecrites, b.Ecartees = int(lignes), int(n), int(lignes-n)
		if exclus > 0 {
			b.Messages = append(b.Messages, fmt.Sprintf("%d n’ont pas un grade de contractuel : ils n’ont pas besoin d’être désignés.", exclus))
		}
		if deja := lignes - exclus - n; deja > 0 {
			b.Messages = append(b.Messages, fmt.Sprintf("%d étaient déjà proposés.", deja))
		}
		return err
	})
	return api.Proposer200JSONResponse(b), err
}

// RetirerProposition answers DELETE /propositions/{id}: one's own, while nobody has decided. It returns fail.NotFound,
// fail.Conflict when it is somebody else's or decided.
func (a API) RetirerProposition(ctx context.Context, r api.RetirerPropositionRequestObject) (api.RetirerPropositionResponseObject, error) {
	p := access.De(ctx)
	avant, ok, err := list.Un[api.Proposition](ctx, a.Base, Propositions, r.Id)
	if err != nil || !ok {
		return nil, orIntrouvable(err, "Cette proposition")
	}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM proposition WHERE academie = $1 AND id = $2 AND utilisateur_id = $3 AND etat = 'proposee'`, tx.Academie, r.Id, p.Utilisateur)
		if err != nil {
			return err
		}
		if n == 0 {
			return fail.New(fail.Conflict, "proposition.retrait", "Seul son auteur retire une proposition, et seulement tant que personne n’en a décidé.")
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "suppression", Objet: "proposition", ObjetID: r.Id.String(), Avant: avant})
	})
	return api.RetirerProposition204Response{}, err
}

func orIntrouvable(err error, quoi string) error {
	if err != nil {
		return err
	}
	return fail.Introuvable(quoi)
}

// DeciderPropositions answers POST /propositions/decisions. Setting somebody aside demands a reason: fail.Invalid.
func (a API) DeciderPropositions(ctx context.Context, r api.DeciderPropositionsRequestObject) (api.DeciderPropositionsResponseObject, error) {
	b := api.BilanPropositions{Messages: []string{}}
	p, motif := access.De(ctx), texte(r.Body.Motif)
	if r.Body.Etat == api.EtatPropositionEcartee && motif == "" {
		return nil, fail.New(fail.Invalid, "proposition.motif", "Écarter une proposition demande un motif : il sera lu par l’inspecteur.",
			fail.Field{Pointer: "/motif", Code: "requis", Message: "Dites pourquoi."})
	}
	err := a.essayer(ctx, r.Body.Simulation, func(tx *db.Tx) error {
		sql, args, err := Propositions.Choisir(p, r.Body.Selection)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `CREATE TEMP TABLE designee (id uuid PRIMARY KEY) ON COMMIT DROP`); err != nil {
			return err
		}
		lignes, err := tx.Exec(ctx, `INSERT INTO designee `+sql, args...)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `WITH ecrite AS (UPDATE proposition k SET etat = $2, motif = nullif($3, ''), decide_par = CASE WHEN $2 <> 'proposee' THEN $5 END, decide_le = CASE WHEN $2 <> 'proposee' THEN now() END
			FROM designee d WHERE k.academie = $1 AND k.id = d.id AND k.etat <> $2 RETURNING k.id)
			INSERT INTO journal (academie, id, utilisateur_id, qui, profil, action, objet, objet_id, pourquoi, apres)
			SELECT $1, uuid_v7(), $4, $5, $6, 'decision', 'proposition', id::text, nullif($3, ''), jsonb_build_object('etat', $2::text) FROM ecrite`,
			tx.Academie, string(r.Body.Etat), motif, p.Utilisateur, p.Nom, p.Profil)
		b.Lignes, b.Ecrites = int(lignes), int(n)
		return err
	})
	return api.DeciderPropositions200JSONResponse(b), err
}
