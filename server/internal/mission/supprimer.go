package mission

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// SupprimerMission answers DELETE /missions/{id}. It returns fail.NotFound, fail.Stale, fail.Conflict for a mission that
// OCEAN would bring back, or that has or had people: each case says what to do first.
func (a API) SupprimerMission(ctx context.Context, r api.SupprimerMissionRequestObject) (api.SupprimerMissionResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		m, err := prendre(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		if err := supprimable(ctx, tx, m); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM mission WHERE academie = $1 AND id = $2`, tx.Academie, m.ID); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "suppression", Objet: "mission", ObjetID: m.ID.String(), Avant: map[string]any{"libelle": m.Nom, "etat": m.Etat}})
	})
	return api.SupprimerMission204Response{}, err
}

func supprimable(ctx context.Context, tx *db.Tx, m ligne) error {
	n, _, err := db.One[struct{ Toutes, Affectees, Convoquees int }](ctx, tx.Reader, `SELECT count(*) AS toutes, count(*) FILTER (WHERE etat <> 'desaffectee') AS affectees,
		count(*) FILTER (WHERE etat IN ('convoquee', 'effectuee', 'non_effectuee')) AS convoquees FROM affectation WHERE academie = $1 AND mission_id = $2`, tx.Academie, m.ID)
	switch {
	case err != nil:
		return err
	case n.Convoquees > 0:
		return fail.New(fail.Conflict, "mission.convoquee", "Des personnes sont convoquées à cette mission. Annulez d’abord le traitement de convocation, puis désaffectez-les.")
	case n.Affectees > 0:
		return fail.New(fail.Conflict, "mission.affectee", "Des personnes sont affectées à cette mission. Désaffectez-les d’abord.")
	case n.Toutes > 0:
		return fail.New(fail.Conflict, "mission.historique", "Des personnes ont été affectées à cette mission : son historique doit rester. Annulez-la plutôt.")
	case m.Origine == "ocean":
		return fail.New(fail.Conflict, "mission.ocean", "Cette mission vient d’OCEAN : supprimée, elle reviendrait à la prochaine génération. Annulez-la plutôt.")
	}
	return nil
}
