package generation

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// Alertes is what changed under people, and what is proposed.
var Alertes = list.Liste{
	Operation: "ListerMissionAlertes", Portee: toute,
	Definition: &list.Definition{
		Ressource: "mission-alertes", Base: "mission_alerte q", Alias: "q", Tri: "traitee,-convoques,-le",
		Jointures: []list.Jointure{{Alias: "m", SQL: "JOIN mission m ON m.academie = q.academie AND m.id = q.mission_id"},
			{Alias: "t", SQL: "JOIN type_mission t ON t.academie = q.academie AND t.code = m.type", Apres: []string{"m"}},
			{Alias: "s", SQL: "JOIN session s ON s.academie = q.academie AND s.id = q.session_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(coalesce(m.libelle, ''))", Via: []string{"m"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "q.id", Genre: list.UUID},
			{Cle: "mission", Titre: "Mission (identifiant)", SQL: "q.mission_id", Genre: list.UUID, Cachee: true},
			{Cle: "mission_libelle", Titre: "Mission", SQL: "m.libelle", Via: []string{"m"}},
			{Cle: "type_mission", Titre: "Type de mission", SQL: "t.libelle", Via: []string{"m", "t"}},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "q.session_id", Table: "session", Code: "code"}},
			{Cle: "nature", Titre: "Changement", SQL: "q.nature", Genre: list.Choix, Valeurs: []string{"retiree", "revenue", "candidats", "besoins", "creneaux", "centre", "saisie"}},
			{Cle: "avant", Titre: "Avant", SQL: "coalesce(q.avant->>'texte', q.avant #>> '{}')", Fixe: true},
			{Cle: "apres", Titre: "Après", SQL: "coalesce(q.apres->>'texte', q.apres #>> '{}')", Fixe: true},
			{Cle: "affectes", Titre: "Affectés", SQL: "q.affectes", Genre: list.Nombre},
			{Cle: "convoques", Titre: "Convoqués", SQL: "q.convoques", Genre: list.Nombre, NonNul: true},
			{Cle: "suite", Titre: "Suite proposée", SQL: "q.suite"},
			{Cle: "le", Titre: "Le", SQL: "q.le", Genre: list.Instant, NonNul: true},
			{Cle: "traitee", Titre: "Traitée", SQL: "(q.traitee_le IS NOT NULL)", Genre: list.Booleen, NonNul: true},
			{Cle: "traitee_le", Titre: "Traitée le", SQL: "q.traitee_le", Genre: list.Instant},
			{Cle: "traitee_par", Titre: "Par", SQL: "q.traitee_par"},
			{Cle: "decision", Titre: "Décision", SQL: "q.decision", Genre: list.Choix, Valeurs: []string{"appliquee", "ecartee", "sans_objet"}},
			{Cle: "version", Titre: "Version", SQL: "q.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerMissionAlertes answers GET /mission-alertes.
func (a API) ListerMissionAlertes(ctx context.Context, r api.ListerMissionAlertesRequestObject) (api.ListerMissionAlertesResponseObject, error) {
	res, err := list.Lire[api.MissionAlerte](ctx, a.Base, Alertes, list.Params(r.Params))
	return api.ListerMissionAlertes200JSONResponse(res), err
}

type alerte struct {
	MissionID uuid.UUID
	Nature    string
	Apres     []byte
	Traitee   bool
}

// DeciderAlerte answers POST /mission-alertes/{id}/decision: a proposed place or date is written, or put aside for good;
// any other alerte is only ticked off. It returns fail.NotFound, fail.Conflict when it was dealt with already, or when
// somebody of the mission is expected elsewhere at the new hours.
func (a API) DeciderAlerte(ctx context.Context, r api.DeciderAlerteRequestObject) (api.DeciderAlerteResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		q, ok, err := db.One[alerte](ctx, tx.Reader, `SELECT mission_id, nature, apres, traitee_le IS NOT NULL AS traitee FROM mission_alerte WHERE academie = $1 AND id = $2 FOR UPDATE`, p.Academie, r.Id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fail.Introuvable("Cette alerte")
		case q.Traitee:
			return fail.New(fail.Conflict, "alerte.traitee", "Cette alerte a déjà été traitée. Relisez la liste.")
		}
		if err := q.suivre(ctx, tx, string(r.Body.Decision)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE mission_alerte SET traitee_le = now(), traitee_par = $3, decision = $4, version = version + 1 WHERE academie = $1 AND id = $2`,
			p.Academie, r.Id, tx.Acteur.Qui, string(r.Body.Decision)); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "alerte_" + string(r.Body.Decision), Objet: "mission", ObjetID: q.MissionID.String(), Apres: map[string]any{"nature": q.Nature}})
	})
	if err != nil {
		return nil, err
	}
	q, ok, err := list.Un[api.MissionAlerte](ctx, a.Base, Alertes, r.Id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette alerte")
	}
	return api.DeciderAlerte200JSONResponse(q), err
}

// suivre does what the decision asks for. Put aside, a part of the mission is from then on held by hand.
func (q alerte) suivre(ctx context.Context, tx *db.Tx, decision string) error {
	propose := q.Nature == "creneaux" || q.Nature == "centre"
	switch {
	case !propose || decision == "sans_objet":
		return nil
	case decision == "ecartee":
		_, err := tx.Exec(ctx, `UPDATE mission SET saisis = array_append(saisis, $3), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND NOT $3 = ANY (saisis)`,
			tx.Academie, q.MissionID, q.Nature)
		return err
	case q.Nature == "centre":
		_, err := tx.Exec(ctx, `UPDATE mission SET centre_id = ($3::jsonb->>'centre')::uuid, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, q.MissionID, string(q.Apres))
		return err
	}
	return q.deplacer(ctx, tx)
}

// deplacer writes the new créneaux over the old ones, whose rows are kept as far as they go: who is affected follows.
func (q alerte) deplacer(ctx context.Context, tx *db.Tx) error {
	var voulu struct {
		Creneaux []struct {
			Debut    time.Time `json:"debut"`
			Fin      time.Time `json:"fin"`
			SurPlace bool      `json:"sur_place"`
		} `json:"creneaux"`
	}
	if err := json.Unmarshal(q.Apres, &voulu); err != nil {
		return err
	}
	if len(voulu.Creneaux) == 0 {
		return fail.New(fail.Conflict, "alerte.sans_date", "OCEAN ne donne plus de date à cette mission, et des personnes y sont attendues. Écartez ce changement, ou désaffectez-les d’abord.")
	}
	const anciens = `SELECT id, row_number() OVER (ORDER BY debut, id) AS rang FROM creneau WHERE academie = $1 AND mission_id = $2`
	for _, sql := range []string{
		`UPDATE creneau k SET debut = n.debut, fin = n.fin, sur_place = n.sur_place FROM (` + anciens + `) o
			JOIN (SELECT row_number() OVER () AS rang, x.* FROM jsonb_to_recordset($3::jsonb->'creneaux') AS x(debut timestamptz, fin timestamptz, sur_place boolean)) n ON n.rang = o.rang
			WHERE k.academie = $1 AND k.id = o.id`,
		`INSERT INTO creneau (academie, id, mission_id, debut, fin, sur_place) SELECT $1, uuid_v7(), $2, n.debut, n.fin, n.sur_place
			FROM (SELECT row_number() OVER () AS rang, x.* FROM jsonb_to_recordset($3::jsonb->'creneaux') AS x(debut timestamptz, fin timestamptz, sur_place boolean)) n
			WHERE n.rang > (SELECT count(*) FROM creneau WHERE academie = $1 AND mission_id = $2)`,
		`DELETE FROM creneau k USING (` + anciens + `) o WHERE k.academie = $1 AND k.id = o.id AND o.rang > jsonb_array_length($3::jsonb->'creneaux')`,
	} {
		if _, err := tx.Exec(ctx, sql, tx.Academie, q.MissionID, string(q.Apres)); err != nil {
			return err
		}
	}
	return nil
}
