// Package rapprochement asks people what files cannot tell: is the person of this file somebody we know? Decisions are
// remembered, and may be taken back.
package rapprochement

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// API holds the operations on doubtful pairs.
type API struct{ Base *db.DB }

var etats = []string{"a_decider", "meme", "distinct"}

// Rapprochements is the list of pairs. The key of a NUMEN is a digest: it is not shown.
var Rapprochements = list.Liste{
	Operation: "ListerRapprochements", Portee: func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "rapprochements", Base: "rapprochement r", Alias: "r", Tri: "-score,nom,prenom",
		Jointures: []list.Jointure{
			{Alias: "i", SQL: "JOIN intervenant i ON i.academie = r.academie AND i.id = r.intervenant_id"},
			{Alias: "p", SQL: "LEFT JOIN rattachement p ON p.academie = r.academie AND p.intervenant_id = r.intervenant_id AND p.type = 'principal'"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = p.academie AND e.id = p.etablissement_id", Apres: []string{"p"}},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(r.nom || ' ' || r.prenom)"}, {SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "r.id", Genre: list.UUID},
			{Cle: "source", Titre: "Source", SQL: "r.source", NonNul: true},
			{Cle: "cle", Titre: "Identifiant dans la source", SQL: "CASE WHEN r.type <> 'NUMEN' THEN r.cle END"},
			{Cle: "civilite", Titre: "Civilité", SQL: "r.civilite"}, {Cle: "nom", Titre: "Nom", SQL: "r.nom", NonNul: true},
			{Cle: "nom_patronymique", Titre: "Nom patronymique", SQL: "r.nom_patronymique"}, {Cle: "prenom", Titre: "Prénom", SQL: "r.prenom", NonNul: true},
			{Cle: "date_naissance", Titre: "Date de naissance", SQL: "r.date_naissance", Genre: list.Date},
			{Cle: "uai", Titre: "UAI", SQL: "r.uai"}, {Cle: "fonction", Titre: "Fonction", SQL: "r.fonction"}, {Cle: "discipline", Titre: "Discipline", SQL: "r.discipline"},
			{Cle: "intervenant", Titre: "Intervenant", SQL: "r.intervenant_id", Genre: list.UUID, Cachee: true},
			{Cle: "connu_numero", Titre: "Numéro connu", SQL: "i.numero", Genre: list.Nombre, Via: []string{"i"}},
			{Cle: "connu_civilite", Titre: "Civilité connue", SQL: "i.civilite", Via: []string{"i"}},
			{Cle: "connu_nom", Titre: "Nom connu", SQL: "i.nom", Via: []string{"i"}},
			{Cle: "connu_nom_patronymique", Titre: "Nom patronymique connu", SQL: "i.nom_patronymique", Via: []string{"i"}},
			{Cle: "connu_prenom", Titre: "Prénom connu", SQL: "i.prenom", Via: []string{"i"}},
			{Cle: "connu_date_naissance", Titre: "Date de naissance connue", SQL: "i.date_naissance", Genre: list.Date, Via: []string{"i"}},
			{Cle: "connu_uai", Titre: "UAI connu", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "connu_fonction", Titre: "Fonction connue", SQL: "i.fonction", Via: []string{"i"}},
			{Cle: "connu_discipline", Titre: "Discipline connue", SQL: "p.discipline", Via: []string{"p"}},
			{Cle: "connu_origine", Titre: "Connu par", SQL: "i.origine", Via: []string{"i"}},
			{Cle: "connu_etat", Titre: "État connu", SQL: "i.etat", Via: []string{"i"}},
			{Cle: "score", Titre: "Ressemblance", SQL: "r.score", Genre: list.Nombre, NonNul: true},
			{Cle: "indices", Titre: "Indices", SQL: "r.indices"},
			{Cle: "etat", Titre: "État", SQL: "r.etat", Genre: list.Choix, Valeurs: etats},
			{Cle: "motif", Titre: "Motif", SQL: "r.motif"}, {Cle: "decide_par", Titre: "Décidé par", SQL: "r.decide_par"},
			{Cle: "decide_le", Titre: "Décidé le", SQL: "r.decide_le", Genre: list.Instant},
			{Cle: "vu_le", Titre: "Vu le", SQL: "r.vu_le", Genre: list.Instant, NonNul: true},
			{Cle: "import", Titre: "Import", SQL: "r.import_id", Genre: list.UUID, Cachee: true},
			{Cle: "version", Titre: "Version", SQL: "r.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerRapprochements answers GET /rapprochements.
func (a API) ListerRapprochements(ctx context.Context, r api.ListerRapprochementsRequestObject) (api.ListerRapprochementsResponseObject, error) {
	res, err := list.Lire[api.Rapprochement](ctx, a.Base, Rapprochements, list.Params(r.Params))
	return api.ListerRapprochements200JSONResponse(res), err
}

// LireRapprochement answers GET /rapprochements/{id}. It returns fail.NotFound.
func (a API) LireRapprochement(ctx context.Context, r api.LireRapprochementRequestObject) (api.LireRapprochementResponseObject, error) {
	x, err := a.lire(ctx, r.Id)
	return api.LireRapprochement200JSONResponse(x), err
}

func (a API) lire(ctx context.Context, id uuid.UUID) (api.Rapprochement, error) {
	x, ok, err := list.Un[api.Rapprochement](ctx, a.Base, Rapprochements, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette paire")
	}
	return x, err
}

// DeciderRapprochement answers PATCH /rapprochements/{id}. It returns fail.NotFound, fail.Stale, fail.Conflict when the
// decision contradicts another one.
func (a API) DeciderRapprochement(ctx context.Context, r api.DeciderRapprochementRequestObject) (api.DeciderRapprochementResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	p := access.De(ctx)
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		return decider(ctx, tx, r.Id, version, string(r.Body.Etat), r.Body.Motif)
	})
	if err != nil {
		return nil, err
	}
	x, err := a.lire(ctx, r.Id)
	return api.DeciderRapprochement200JSONResponse(x), err
}

// errSimulation undoes what was only tried.
var errSimulation = fail.New(fail.Conflict, "simulation", "Simulation.")

// DeciderRapprochements answers POST /rapprochements/decisions: each pair on its own, what cannot be decided is said.
func (a API) DeciderRapprochements(ctx context.Context, r api.DeciderRapprochementsRequestObject) (api.DeciderRapprochementsResponseObject, error) {
	p := access.De(ctx)
	b := api.BilanDecision{Messages: []string{}}
	simulation := r.Body.Simulation != nil && *r.Body.Simulation
	for _, id := range r.Body.Ids {
		err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
			if err := decider(ctx, tx, id, 0, string(r.Body.Etat), r.Body.Motif); err != nil || !simulation {
				return err
			}
			return errSimulation
		})
		switch f := fail.As(err); {
		case err == nil || f == errSimulation:
			b.Decides++
		case f == nil || f.Kind == fail.Busy:
			return nil, err
		default:
			b.Refuses++
			b.Messages = append(b.Messages, f.Message)
		}
	}
	return api.DeciderRapprochements200JSONResponse(b), nil
}

type paire struct {
	Type, Cle, Nom, Prenom, Etat string
	IntervenantID                uuid.UUID
	Version                      int
}

// decider remembers the answer. The same person: the key becomes hers, and the other pairs of the key are answered by
// it. Taking a decision back takes the key back.
func decider(ctx context.Context, tx *db.Tx, id uuid.UUID, version int, etat string, motif *string) error {
	x, ok, err := db.One[paire](ctx, tx.Reader, `SELECT type, cle, nom, prenom, etat, intervenant_id, version FROM rapprochement WHERE academie = $1 AND id = $2 FOR UPDATE`, tx.Academie, id)
	switch {
	case err != nil:
		return err
	case !ok:
		return fail.Introuvable("Cette paire")
	case version != 0 && version != x.Version:
		return fail.New(fail.Stale, "version_perimee", "Quelqu’un a décidé de cette paire depuis que vous l’avez lue. Relisez-la.")
	case x.Etat == etat:
		return nil
	case x.Etat != "a_decider" && etat != "a_decider":
		return fail.New(fail.Conflict, "rapprochement.decide", "Cette paire est déjà décidée : remettez-la d’abord « à décider ».")
	}
	if etat == "meme" {
		if err := lier(ctx, tx, x); err != nil {
			return err
		}
	}
	if x.Etat == "meme" {
		if _, err := tx.Exec(ctx, `DELETE FROM intervenant_cle WHERE academie = $1 AND type = $2 AND cle = $3 AND voie = 'DECISION'`, tx.Academie, x.Type, x.Cle); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE rapprochement SET etat = $3, motif = $4, decide_par = CASE WHEN $3 <> 'a_decider' THEN $5 END,
		decide_le = CASE WHEN $3 <> 'a_decider' THEN now() END, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`,
		tx.Academie, id, etat, motif, tx.Acteur.Qui); err != nil {
		return err
	}
	pourquoi := ""
	if motif != nil {
		pourquoi = *motif
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "rapprochement", Objet: "intervenant", ObjetID: x.IntervenantID.String(), Pourquoi: pourquoi,
		Avant: map[string]any{"rapprochement": x.Etat}, Apres: map[string]any{"rapprochement": etat, "personne_du_fichier": x.Nom + " " + x.Prenom}})
}

func lier(ctx context.Context, tx *db.Tx, x paire) error {
	autre, err := db.Scalar[*string](ctx, tx.Reader, `SELECT i.nom || ' ' || i.prenom FROM intervenant_cle k JOIN intervenant i ON i.academie = k.academie AND i.id = k.intervenant_id
		WHERE k.academie = $1 AND k.type = $2 AND k.cle = $3 AND k.intervenant_id <> $4`, tx.Academie, x.Type, x.Cle, x.IntervenantID)
	if err != nil {
		return err
	}
	if autre != nil {
		return fail.New(fail.Conflict, "rapprochement.pris", fmt.Sprintf("La personne du fichier (%s %s) est déjà rapprochée de %s : reprenez d’abord cette décision.", x.Nom, x.Prenom, *autre))
	}
	if _, err := tx.Exec(ctx, `INSERT INTO intervenant_cle (academie, type, cle, intervenant_id, voie) VALUES ($1, $2, $3, $4, 'DECISION') ON CONFLICT DO NOTHING`,
		tx.Academie, x.Type, x.Cle, x.IntervenantID); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE rapprochement SET etat = 'distinct', motif = 'Une autre paire a été décidée pour la même personne du fichier.', decide_par = $5, decide_le = now(),
		version = version + 1, maj_le = now() WHERE academie = $1 AND type = $2 AND cle = $3 AND intervenant_id <> $4 AND etat = 'a_decider'`,
		tx.Academie, x.Type, x.Cle, x.IntervenantID, tx.Acteur.Qui)
	return err
}
