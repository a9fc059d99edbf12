package liquidation

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/collecte"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// Relever is a round: it looks into the return box of each académie that has one.
func (a API) Relever(ctx context.Context) error {
	var academies []struct{ Academie string }
	err := a.Base.Across(ctx, "boîtes de retour de liquidation", func(r db.Reader) (err error) {
		academies, err = db.Query[struct{ Academie string }](ctx, r, `SELECT academie FROM reglage_liquidation WHERE porte <> 'manuel'`)
		return err
	})
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "Relève automatique", Depuis: "planification"})
	for _, x := range academies {
		if _, err1 := a.relever(ctx, x.Academie); err1 != nil {
			err = errors.Join(err, fmt.Errorf("académie %s : %w", x.Academie, err1))
		}
	}
	return err
}

// ReleverRetours answers POST /retours-liquidation/releve. It returns fail.Conflict with the door's own words when it cannot
// be opened, or when there is none.
func (a API) ReleverRetours(ctx context.Context, _ api.ReleverRetoursRequestObject) (api.ReleverRetoursResponseObject, error) {
	n, err := a.relever(ctx, access.De(ctx).Academie)
	var porte *collecte.Erreur
	if errors.As(err, &porte) {
		err = fail.New(fail.Conflict, porte.Code, porte.Message)
	}
	message := "Aucun nouveau retour."
	if n > 0 {
		message = compter(n, "nouveau retour") + "."
	}
	return api.ReleverRetours200JSONResponse{Nouveaux: n, Message: message}, err
}

// posee: a file still being written grows between two looks.
const posee = time.Second

func (a API) relever(ctx context.Context, academie string) (pris int, err error) {
	var r reglage
	if err := a.Base.Lire(ctx, academie, func(l db.Reader) (err error) { r, err = lireReglage(ctx, l, academie); return err }); err != nil {
		return 0, err
	}
	if r.Porte == "manuel" {
		return 0, fail.New(fail.Conflict, "retour.sans_porte", "Cette académie n’a pas de boîte de retour : déposez le fichier vous-même, ou réglez la porte du SEM.")
	}
	porte, err := a.ouvrir(ctx, academie, &r, r.Retour)
	if err != nil {
		return 0, err
	}
	defer func() { _ = porte.Fermer() }()
	avant, err := a.inconnus(ctx, academie, porte)
	if err != nil || len(avant) == 0 {
		return 0, err
	}
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-time.After(posee):
	}
	apres, err := a.inconnus(ctx, academie, porte)
	if err != nil {
		return 0, err
	}
	for cle, nom := range apres {
		if avant[cle] == "" {
			continue
		}
		nouveau, err := a.prendre(ctx, academie, porte, cle, nom)
		if err != nil {
			return pris, err
		}
		if nouveau {
			pris++
		}
	}
	return pris, nil
}

// inconnus are the files of the box that were never looked at, by their key.
func (a API) inconnus(ctx context.Context, academie string, porte *collecte.Porte) (map[string]string, error) {
	l, err := porte.Lister(ctx)
	if err != nil {
		return nil, err
	}
	trouves := map[string]string{}
	var cles []string
	for _, f := range l {
		if strings.HasPrefix(f.Nom, "IMAGIN_") && f.Taille > 0 {
			cle := fmt.Sprintf("%s:%d:%d", filepath.Base(f.Nom), f.Taille, f.Modifie.UnixNano())
			trouves[cle], cles = f.Nom, append(cles, cle)
		}
	}
	err = a.Base.Lire(ctx, academie, func(r db.Reader) error {
		connus, err := db.Query[struct{ Cle string }](ctx, r, `SELECT cle FROM retour_liquidation WHERE academie = $1 AND cle = ANY ($2)`, academie, cles)
		for _, x := range connus {
			delete(trouves, x.Cle)
		}
		return err
	})
	return trouves, err
}

func (a API) prendre(ctx context.Context, academie string, porte *collecte.Porte, cle, nom string) (bool, error) {
	lit, err := porte.Lire(ctx, nom)
	if err != nil {
		return false, err
	}
	d, err := recevoir(lit)
	err = errors.Join(err, lit.Close())
	if err != nil {
		return false, err
	}
	defer d.Fermer()
	_, nouveau, err := a.garder(ctx, academie, d, arrivee{nom: nomPropre(nom), origine: "porte", cle: &cle})
	return nouveau, err
}
