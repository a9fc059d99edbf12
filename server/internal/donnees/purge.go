package donnees

import (
	"context"
	"errors"
	"time"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// API holds the operations on personal data.
type API struct {
	Base  *db.DB
	Now   func() time.Time
	Poste *courriel.Poste // none for the round, which writes to nobody
}

type reglage struct {
	Categorie, DecidePar string
	Mois                 int
}

func reglages(ctx context.Context, r db.Reader, academie string) (map[string]reglage, error) {
	l, err := db.Query[reglage](ctx, r, `SELECT categorie, mois, decide_par FROM conservation WHERE academie = $1`, academie)
	m := map[string]reglage{}
	for _, x := range l {
		m[x.Categorie] = x
	}
	return m, err
}

// duree in months: the académie's decision, never under the minimum.
func (c Categorie) duree(m map[string]reglage) int {
	if x, ok := m[c.Code]; ok {
		return max(x.Mois, c.Minimum)
	}
	return c.Mois
}

// Purger erases what is older than its duration, category by category, each in its transaction with its line of the
// journal; simulation only counts.
func (a API) Purger(ctx context.Context, r api.PurgerRequestObject) (api.PurgerResponseObject, error) {
	lignes, err := a.purger(ctx, access.De(ctx).Academie, r.Body.Simulation)
	return api.Purger200JSONResponse{Simulation: r.Body.Simulation, Lignes: lignes}, err
}

func (a API) purger(ctx context.Context, academie string, simulation bool) ([]api.LignePurge, error) {
	lignes := []api.LignePurge{}
	for _, c := range Categories {
		n := int64(0)
		err := a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
			m, err := reglages(ctx, tx.Reader, academie)
			if err != nil {
				return err
			}
			avant := a.Now().AddDate(0, -c.duree(m), 0)
			if n, err = db.Scalar[int64](ctx, tx.Reader, c.depassees, academie, avant); err != nil || simulation || n == 0 {
				return err
			}
			if _, err := tx.Exec(ctx, c.effacer, academie, avant); err != nil {
				return err
			}
			return journal.Ecrire(ctx, tx, journal.Ligne{Action: "purge", Objet: "conservation", ObjetID: c.Code, Apres: map[string]any{"effacees": n, "avant": avant.Format(time.DateOnly)}})
		})
		if err != nil {
			return nil, err
		}
		lignes = append(lignes, api.LignePurge{Categorie: c.Libelle, Effacees: int(n)})
	}
	return lignes, nil
}

// Ronde purges every académie; one process at a time.
func (a API) Ronde(ctx context.Context) error {
	liberer, err := a.Base.Verrouiller(ctx, "purge")
	if err != nil || liberer == nil {
		return err
	}
	defer liberer()
	var l []struct{ Code string }
	err = a.Base.Across(ctx, "purge", func(r db.Reader) (err error) {
		l, err = db.Query[struct{ Code string }](ctx, r, `SELECT code FROM academie`)
		return err
	})
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "Purge automatique", Depuis: "ronde"})
	for _, x := range l {
		_, faute := a.purger(ctx, x.Code, false)
		err = errors.Join(err, faute)
	}
	return err
}

// ListerConservations answers GET /conservations.
func (a API) ListerConservations(ctx context.Context, _ api.ListerConservationsRequestObject) (api.ListerConservationsResponseObject, error) {
	rep, err := a.conservations(ctx)
	return api.ListerConservations200JSONResponse(rep), err
}

func (a API) conservations(ctx context.Context) (api.Conservations, error) {
	p := access.De(ctx)
	rep := api.Conservations{Conservations: []api.Conservation{}}
	err := a.Base.Lire(ctx, p.Academie, func(r db.Reader) error {
		m, err := reglages(ctx, r, p.Academie)
		if err != nil {
			return err
		}
		for _, c := range Categories {
			mois := c.duree(m)
			n, err := db.Scalar[int](ctx, r, c.depassees, p.Academie, a.Now().AddDate(0, -mois, 0))
			if err != nil {
				return err
			}
			x := api.Conservation{Categorie: c.Code, Libelle: c.Libelle, Fondement: c.Fondement, Mois: mois, MoisOrigine: c.Mois, MoisMinimum: c.Minimum, Concernees: n}
			if d, ok := m[c.Code]; ok {
				x.DecidePar = &d.DecidePar
			}
			rep.Conservations = append(rep.Conservations, x)
		}
		return nil
	})
	return rep, err
}

// ReglerConservation answers PUT /conservations. It returns fail.NotFound for an unknown category, fail.Invalid under
// its minimum.
func (a API) ReglerConservation(ctx context.Context, r api.ReglerConservationRequestObject) (api.ReglerConservationResponseObject, error) {
	c, ok := categorie(r.Body.Categorie)
	if !ok {
		return nil, fail.Introuvable("Cette catégorie")
	}
	if r.Body.Mois < c.Minimum {
		return nil, fail.New(fail.Invalid, "conservation.minimum", "Cette catégorie se garde plus longtemps : relevez la durée.",
			fail.Field{Pointer: "/mois", Code: "minimum", Message: "durée trop courte"})
	}
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO conservation (academie, categorie, mois, decide_par) VALUES ($1, $2, $3, $4)
			ON CONFLICT (academie, categorie) DO UPDATE SET mois = excluded.mois, decide_par = excluded.decide_par, maj_le = now()`, tx.Academie, c.Code, r.Body.Mois, tx.Acteur.Qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "reglage", Objet: "conservation", ObjetID: c.Code, Apres: map[string]int{"mois": r.Body.Mois}})
	})
	if err != nil {
		return nil, err
	}
	rep, err := a.conservations(ctx)
	return api.ReglerConservation200JSONResponse(rep), err
}
