package convocation

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/activite"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// ConvoquerAffectations answers POST /convocations: a chef de centre convokes people affected to the missions of his
// centre, with the settings that the gestionnaire shares for the session. It returns fail.NotFound when one of them is not
// his, fail.Conflict when no setting is shared.
func (a API) ConvoquerAffectations(ctx context.Context, r api.ConvoquerAffectationsRequestObject) (api.ConvoquerAffectationsResponseObject, error) {
	p := access.De(ctx)
	var id uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		type ligne struct {
			ID, SessionID uuid.UUID
			Examen        string
		}
		lues, err := db.Query[ligne](ctx, tx.Reader, `SELECT a.id, a.session_id, coalesce(m.examen, '') AS examen FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
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
			if err := activite.PourExamens(ctx, l.Examen); err != nil {
				return err
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
	g, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT signataire, regroupement, ordre, copie_chef, langue, service, adresse, ville, contact, tel, mel, reponse_jours, relance_jours, modele_id FROM parametrage_edition
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
