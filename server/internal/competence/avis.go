package competence

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// voix is on whose behalf a profile speaks of a compétence, and the name that is shown.
type voix struct{ genre, auteur, libelle string }

func voixDe(p *access.Principal) voix {
	switch p.Profil {
	case "intervenant":
		return voix{"intervenant", p.Intervenant.String(), p.Nom}
	case "chef_etablissement":
		return voix{"etablissement", *p.Uai, *p.Uai}
	case "inspecteur":
		return voix{"inspecteur", p.Utilisateur.String(), p.Nom}
	}
	return voix{"gestionnaire", p.Utilisateur.String(), p.Nom}
}

var etatsAvis = map[api.AvisCompetenceAvis]string{api.AvisCompetenceAvisValider: "V", api.AvisCompetenceAvisRefuser: "R"}

// DonnerAvis answers PUT /competences/{id}/avis: the principal's own line among the authors, and no other. It returns
// fail.NotFound outside the principal's scope, fail.Invalid for a refusal without a reason.
func (a API) DonnerAvis(ctx context.Context, r api.DonnerAvisRequestObject) (api.DonnerAvisResponseObject, error) {
	motif := ""
	if r.Body.Motif != nil {
		motif = strings.TrimSpace(*r.Body.Motif)
	}
	if r.Body.Avis == api.AvisCompetenceAvisRefuser && motif == "" {
		return nil, fail.New(fail.Invalid, "competence.motif", "Un refus demande un motif : il sera lu par les autres auteurs.",
			fail.Field{Pointer: "/motif", Code: "requis", Message: "Dites pourquoi vous refusez."})
	}
	if _, err := a.lire(ctx, r.Id); err != nil { // the scope of the list is the scope of the right
		return nil, err
	}
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		return ecrire(ctx, tx, r.Id, voixDe(p), etatsAvis[r.Body.Avis], motif)
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lire(ctx, r.Id)
	return api.DonnerAvis200JSONResponse(c), err
}

func (a API) lire(ctx context.Context, id uuid.UUID) (api.Competence, error) {
	c, ok, err := list.Un[api.Competence](ctx, a.Base, Competences, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette compétence")
	}
	return c, err
}

// ecrire puts one line in, or takes it away when etat is empty.
func ecrire(ctx context.Context, tx *db.Tx, competence uuid.UUID, v voix, etat, motif string) error {
	avant, err := db.Scalar[*string](ctx, tx.Reader, `SELECT etat FROM competence_auteur WHERE academie = $1 AND competence_id = $2 AND type = $3 AND auteur = $4 FOR UPDATE`,
		tx.Academie, competence, v.genre, v.auteur)
	if err != nil {
		return err
	}
	if etat == "" {
		_, err = tx.Exec(ctx, `DELETE FROM competence_auteur WHERE academie = $1 AND competence_id = $2 AND type = $3 AND auteur = $4`, tx.Academie, competence, v.genre, v.auteur)
	} else {
		_, err = tx.Exec(ctx, `INSERT INTO competence_auteur (academie, id, competence_id, type, auteur, libelle, etat, motif) VALUES ($1, $2, $3, $4, $5, $6, $7, nullif($8, ''))
			ON CONFLICT (academie, competence_id, type, auteur) DO UPDATE SET etat = excluded.etat, motif = excluded.motif, libelle = excluded.libelle, le = now()`,
			tx.Academie, uuid.Must(uuid.NewV7()), competence, v.genre, v.auteur, v.libelle, etat, motif)
	}
	if err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "avis", Objet: "competence", ObjetID: competence.String(), Pourquoi: motif,
		Avant: map[string]any{"avis": avant}, Apres: map[string]any{"avis": etat, "au_titre_de": v.genre}})
}
