package competence

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// DonnerAvis answers PUT /competences/{id}/avis: the principal's own line among the authors, and no other. It returns
// fail.NotFound outside the principal's scope, fail.Invalid for a refusal without a reason.
func (a API) DonnerAvis(ctx context.Context, r api.DonnerAvisRequestObject) (api.DonnerAvisResponseObject, error) {
	p := access.De(ctx)
	var b api.BilanAvis
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) (err error) {
		b, err = avis(ctx, tx, p, une(r.Id), r.Body.Avis, texte(r.Body.Motif))
		if err == nil && b.Lignes == 0 {
			err = fail.Introuvable("Cette compétence")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if b.Disparaissent > 0 {
		return api.DonnerAvis204Response{}, nil
	}
	c, err := a.lire(ctx, r.Id)
	return api.DonnerAvis200JSONResponse(c), err
}

// DonnerAvisEnMasse answers POST /competences/avis: the same word on a whole selection, all or nothing. It returns
// fail.Invalid for an empty selection or a refusal without a reason.
func (a API) DonnerAvisEnMasse(ctx context.Context, r api.DonnerAvisEnMasseRequestObject) (api.DonnerAvisEnMasseResponseObject, error) {
	p := access.De(ctx)
	var b api.BilanAvis
	err := a.essayer(ctx, r.Body.Simulation, func(tx *db.Tx) (err error) {
		b, err = avis(ctx, tx, p, r.Body.Selection, r.Body.Avis, texte(r.Body.Motif))
		return err
	})
	return api.DonnerAvisEnMasse200JSONResponse(b), err
}

var etatsAvis = map[api.Avis]string{api.AvisValider: "V", api.AvisRefuser: "R"}

func avis(ctx context.Context, tx *db.Tx, p *access.Principal, s api.Selection, quoi api.Avis, motif string) (api.BilanAvis, error) {
	if quoi == api.AvisRefuser && motif == "" {
		return api.BilanAvis{}, fail.New(fail.Invalid, "competence.motif", "Un refus demande un motif : il sera lu par les autres auteurs.",
			fail.Field{Pointer: "/motif", Code: "requis", Message: "Dites pourquoi vous refusez."})
	}
	v, err := voixDe(p)
	if err != nil {
		return api.BilanAvis{}, err
	}
	sql, args, err := Competences.Choisir(p, s)
	if err != nil {
		return api.BilanAvis{}, err
	}
	d, err := delibererSur(ctx, tx, v, motif, sql, args)
	if err != nil {
		return api.BilanAvis{}, err
	}
	if etat, ok := etatsAvis[quoi]; ok {
		err = d.dire(ctx, etat)
	} else {
		err = d.seTaire(ctx)
	}
	if err != nil {
		return api.BilanAvis{}, err
	}
	return d.conclure(ctx)
}

func (a API) lire(ctx context.Context, id uuid.UUID) (api.Competence, error) {
	c, ok, err := list.Un[api.Competence](ctx, a.Base, Competences, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette compétence")
	}
	return c, err
}

func une(id uuid.UUID) api.Selection {
	return api.Selection{Mode: api.SelectionModeLignes, Ids: &[]uuid.UUID{id}}
}

func texte(s *string) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(*s)
}

// errSimulation undoes what was only tried.
var errSimulation = fail.New(fail.Conflict, "simulation", "Simulation.")

// essayer does a change for good, or, for a simulation, does it and undoes it: what is announced is what would happen.
func (a API) essayer(ctx context.Context, simulation *bool, faire func(*db.Tx) error) error {
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := faire(tx); err != nil || simulation == nil || !*simulation {
			return err
		}
		return errSimulation
	})
	if fail.As(err) == errSimulation {
		return nil
	}
	return err
}
