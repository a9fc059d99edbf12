package competence

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/list"
)

func libre(*access.Principal) list.Portee { return list.Portee{} }

// Calculs is the list of computations.
var Calculs = list.Liste{
	Operation: "ListerCalculsCompetence", Portee: libre,
	Definition: &list.Definition{
		Ressource: "calculs-competence", Base: "calcul_competence k", Alias: "k", Tri: "-cree_le",
		Jointures: []list.Jointure{
			{Alias: "n", SQL: "JOIN session n ON n.academie = k.academie AND n.id = k.session_id"},
			{Alias: "x", SQL: "LEFT JOIN examen x ON x.academie = k.academie AND x.code = k.examen"},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(k.demande_par)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "k.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "n.code", Via: []string{"n"}},
			{Cle: "examen", Titre: "Code examen", SQL: "k.examen"},
			{Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "etat", Titre: "État", SQL: "k.etat", Genre: list.Choix, Valeurs: []string{"en_calcul", "a_confirmer", "applique"}},
			{Cle: "empreinte", Titre: "Empreinte", SQL: "k.empreinte", Cachee: true},
			{Cle: "message", Titre: "Message", SQL: "k.message"},
			{Cle: "gains", Titre: "Gagnées", SQL: "k.gains", Genre: list.Nombre},
			{Cle: "pertes", Titre: "Perdues", SQL: "k.pertes", Genre: list.Nombre},
			{Cle: "changements", Titre: "Origine changée", SQL: "k.changements", Genre: list.Nombre},
			{Cle: "maintenues", Titre: "Inchangées", SQL: "k.maintenues", Genre: list.Nombre},
			{Cle: "tache", Titre: "Tâche", SQL: "k.tache_id", Genre: list.UUID},
			{Cle: "demande_par", Titre: "Demandé par", SQL: "k.demande_par"},
			{Cle: "cree_le", Titre: "Demandé le", SQL: "k.cree_le", Genre: list.Instant, NonNul: true},
			{Cle: "calcule_le", Titre: "Calculé le", SQL: "k.calcule_le", Genre: list.Instant},
			{Cle: "applique_le", Titre: "Appliqué le", SQL: "k.applique_le", Genre: list.Instant},
		},
	},
}

// ListerCalculsCompetence answers GET /calculs-competence.
func (a API) ListerCalculsCompetence(ctx context.Context, r api.ListerCalculsCompetenceRequestObject) (api.ListerCalculsCompetenceResponseObject, error) {
	res, err := list.Lire[api.CalculCompetence](ctx, a.Base, Calculs, list.Params(r.Params))
	return api.ListerCalculsCompetence200JSONResponse(res), err
}

// LireCalculCompetence answers GET /calculs-competence/{id}. It returns fail.NotFound.
func (a API) LireCalculCompetence(ctx context.Context, r api.LireCalculCompetenceRequestObject) (api.LireCalculCompetenceResponseObject, error) {
	c, err := a.lireCalcul(ctx, r.Id)
	return api.LireCalculCompetence200JSONResponse(c), err
}

func (a API) lireCalcul(ctx context.Context, id uuid.UUID) (api.CalculCompetence, error) {
	c, ok, err := list.Un[api.CalculCompetence](ctx, a.Base, Calculs, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce calcul")
	}
	return c, err
}

// SimulerCalculCompetence answers POST /calculs-competence: the difference is worked out by a tâche and waits for a
// word. Earlier differences that nobody applied go away. It returns fail.Invalid for an unknown session or examen.
func (a API) SimulerCalculCompetence(ctx context.Context, r api.SimulerCalculCompetenceRequestObject) (api.SimulerCalculCompetenceResponseObject, error) {
	id, tache, examen := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7()), texte(r.Body.Examen)
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		session, err := sessionDe(ctx, tx, r.Body.Session, "/session")
		if err != nil {
			return err
		}
		connu, err := db.Scalar[bool](ctx, tx.Reader, `SELECT $2 = '' OR EXISTS (SELECT 1 FROM examen WHERE academie = $1 AND code = $2)`, tx.Academie, examen)
		if err != nil {
			return err
		}
		if !connu {
			return fail.New(fail.Invalid, "examen.inconnu", "L’examen « "+examen+" » n’existe pas. Choisissez-le dans la liste.",
				fail.Field{Pointer: "/examen", Code: "inconnu", Message: "Examen inconnu."})
		}
		if _, err := tx.Exec(ctx, `DELETE FROM calcul_competence k WHERE k.academie = $1 AND k.session_id = $2 AND k.etat <> 'applique' AND NOT EXISTS (SELECT 1 FROM tache t
			WHERE t.academie = k.academie AND t.id = k.tache_id AND t.etat IN ('en_attente', 'en_cours'))`, tx.Academie, session); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO calcul_competence (academie, id, session_id, examen, tache_id, demande_par) VALUES ($1, $2, $3, nullif($4, ''), $5, $6)`,
			tx.Academie, id, session, examen, tache, tx.Acteur.Qui); err != nil {
			return err
		}
		return a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: TypeCalcul.Code, Libelle: "Calcul des compétences", Objet: "/calculs-competence/" + id.String()})
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireCalcul(ctx, id)
	return api.SimulerCalculCompetence202JSONResponse{Body: c, Headers: api.SimulerCalculCompetence202ResponseHeaders{Location: "/api/v1/taches/" + tache.String()}}, err
}

// AppliquerCalculCompetence answers POST /calculs-competence/{id}/application: only the difference that was read is
// applied. It returns fail.NotFound, fail.Stale for another difference, fail.Conflict when there is nothing to apply.
func (a API) AppliquerCalculCompetence(ctx context.Context, r api.AppliquerCalculCompetenceRequestObject) (api.AppliquerCalculCompetenceResponseObject, error) {
	tache := uuid.Must(uuid.NewV7())
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		c, ok, err := db.One[calcul](ctx, tx.Reader, `SELECT id, session_id, examen, etat, empreinte FROM calcul_competence WHERE academie = $1 AND id = $2 FOR UPDATE`, tx.Academie, r.Id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fail.Introuvable("Ce calcul")
		case c.Etat == "applique":
			return fail.New(fail.Conflict, "calcul.etat", "Cette différence est déjà appliquée.")
		case c.Etat == "en_calcul":
			return fail.New(fail.Conflict, "calcul.etat", "Le calcul n’est pas fini : attendez sa différence, puis lisez-la.")
		case texte(c.Empreinte) != r.Body.Empreinte:
			return fail.New(fail.Stale, "calcul.empreinte", "La différence a changé depuis que vous l’avez lue. Relisez-la, puis confirmez.")
		}
		if _, err := tx.Exec(ctx, `UPDATE calcul_competence SET tache_id = $3 WHERE academie = $1 AND id = $2`, tx.Academie, r.Id, tache); err != nil {
			return err
		}
		return a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: TypeApplication.Code, Libelle: "Application des compétences calculées", Objet: "/calculs-competence/" + r.Id.String()})
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireCalcul(ctx, r.Id)
	return api.AppliquerCalculCompetence202JSONResponse{Body: c, Headers: api.AppliquerCalculCompetence202ResponseHeaders{Location: "/api/v1/taches/" + tache.String()}}, err
}
