package intervenant

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
	"imagin/server/internal/secret"
)

// API holds the operations on people.
type API struct {
	Base   *db.DB
	Coffre *secret.Coffre
}

// ListerIntervenants answers GET /intervenants.
func (a API) ListerIntervenants(ctx context.Context, r api.ListerIntervenantsRequestObject) (api.ListerIntervenantsResponseObject, error) {
	res, err := list.Lire[api.Intervenant](ctx, a.Base, Intervenants, list.Params(r.Params))
	return api.ListerIntervenants200JSONResponse(res), err
}

// ListerRattachements answers GET /rattachements.
func (a API) ListerRattachements(ctx context.Context, r api.ListerRattachementsRequestObject) (api.ListerRattachementsResponseObject, error) {
	res, err := list.Lire[api.Rattachement](ctx, a.Base, Rattachements, list.Params(r.Params))
	return api.ListerRattachements200JSONResponse(res), err
}

// ListerEnseignements answers GET /enseignements.
func (a API) ListerEnseignements(ctx context.Context, r api.ListerEnseignementsRequestObject) (api.ListerEnseignementsResponseObject, error) {
	res, err := list.Lire[api.Enseignement](ctx, a.Base, Enseignements, list.Params(r.Params))
	return api.ListerEnseignements200JSONResponse(res), err
}

// LireIntervenant answers GET /intervenants/{id}. It returns fail.NotFound.
func (a API) LireIntervenant(ctx context.Context, r api.LireIntervenantRequestObject) (api.LireIntervenantResponseObject, error) {
	i, err := a.lire(ctx, r.Id)
	return api.LireIntervenant200JSONResponse(i), err
}

func (a API) lire(ctx context.Context, id uuid.UUID) (api.Intervenant, error) {
	i, ok, err := list.Un[api.Intervenant](ctx, a.Base, Intervenants, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cet intervenant")
	}
	return i, err
}

// Intervenant is the row, for its changes.
type Intervenant struct {
	Academie                                                  string    `gorm:"primaryKey"`
	ID                                                        uuid.UUID `gorm:"primaryKey"`
	Mel, Telephone, Adresse, CodePostal, Commune, CodeCommune *string

	Etat    string
	Origine string
	Version int
	MajLe   time.Time
}

// ModifierIntervenant answers PATCH /intervenants/{id}: contact details and state, journalled field by field.
// It returns fail.NotFound, fail.Stale when somebody changed the row since, fail.Conflict for a forbidden transition.
func (a API) ModifierIntervenant(ctx context.Context, r api.ModifierIntervenantRequestObject) (api.ModifierIntervenantResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error { return Corriger(ctx, tx, r.Id, version, r.Body) })
	if err != nil {
		return nil, err
	}
	i, err := a.lire(ctx, r.Id)
	return api.ModifierIntervenant200JSONResponse{Body: i,
		Headers: api.ModifierIntervenant200ResponseHeaders{ETag: `"` + strconv.Itoa(i.Version) + `"`}}, err
}

// Corriger changes contact details and state in the transaction, journalled field by field; nothing is written when
// nothing changes. It returns fail.NotFound, fail.Stale.
func Corriger(ctx context.Context, tx *db.Tx, id uuid.UUID, version int, m *api.ModificationIntervenant) error {
	ligne, err := db.Get[Intervenant](tx, id, "Cet intervenant")
	if err != nil {
		return err
	}
	avant, apres := changements(ligne, m)
	ecrits := ecritures(ligne, m, apres)
	if len(ecrits) == 0 {
		return nil
	}
	if err := tx.Update(&Intervenant{}, id, version, ecrits); err != nil {
		return err
	}
	motif := ""
	if m.Motif != nil {
		motif = *m.Motif
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "intervenant", ObjetID: id.String(), Pourquoi: motif, Avant: avant, Apres: apres})
}

// changements keeps the fields that really change. An explicit null clears a contact; an absent field is left alone.
func changements(l *Intervenant, m *api.ModificationIntervenant) (avant, apres map[string]any) {
	avant, apres = map[string]any{}, map[string]any{}
	noter := func(champ string, ancien *string, nouveau *string) {
		if (ancien == nil) != (nouveau == nil) || ancien != nil && *ancien != *nouveau {
			avant[champ], apres[champ] = ancien, nouveau
		}
	}
	for _, c := range []struct {
		champ   string
		ancien  *string
		nouveau nullable.Nullable[string]
	}{{"mel", l.Mel, m.Mel}, {"telephone", l.Telephone, m.Telephone}, {"adresse", l.Adresse, m.Adresse}, {"code_postal", l.CodePostal, m.CodePostal},
		{"commune", l.Commune, m.Commune}, {"code_commune", l.CodeCommune, m.CodeCommune}} {
		if c.nouveau.IsSpecified() {
			noter(c.champ, c.ancien, pointeur(c.nouveau.Get()))
		}
	}
	if m.Etat != nil {
		etat := string(*m.Etat)
		noter("etat", &l.Etat, &etat)
	}
	return avant, apres
}

// ecritures adds to the changes what goes with them: a field that a file would overwrite is protected, until somebody
// gives it back; a state chosen by a person is no longer the file's.
func ecritures(l *Intervenant, m *api.ModificationIntervenant, apres map[string]any) map[string]any {
	ecrits := maps.Clone(apres)
	var corriges []string
	for champ := range apres {
		if champ != "etat" {
			corriges = append(corriges, champ)
		}
	}
	slices.Sort(corriges)
	switch {
	case m.RendreAuxFichiers != nil && *m.RendreAuxFichiers:
		ecrits["saisis"] = db.Ajout("", nil)
		apres["saisis"] = []string{}
	case len(corriges) > 0 && l.Origine != "SAISI":
		ecrits["saisis"] = db.Ajout("saisis", corriges)
	}
	if _, change := apres["etat"]; change {
		ecrits["etat_avant_import"] = nil
	}
	return ecrits
}

func pointeur[S ~string](s S, err error) *string {
	if err != nil {
		return nil
	}
	t := string(s)
	return &t
}
