// Package releve is what a person reads of her pay: every euro with its rule, where it stands, and when it is expected.
package releve

import (
	"bytes"
	"context"
	"mime"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais"
	"imagin/server/internal/list"
)

// API holds the operations on statements.
type API struct{ Base *db.DB }

// LireReleveFrais answers GET /releves-frais. It returns fail.NotFound out of scope.
func (a API) LireReleveFrais(ctx context.Context, r api.LireReleveFraisRequestObject) (api.LireReleveFraisResponseObject, error) {
	x, err := a.lire(ctx, r.Params.Intervenant, r.Params.Annee)
	return api.LireReleveFrais200JSONResponse(x), err
}

// ImprimerReleveFrais answers GET /releves-frais/pdf. It returns fail.NotFound out of scope.
func (a API) ImprimerReleveFrais(ctx context.Context, r api.ImprimerReleveFraisRequestObject) (api.ImprimerReleveFraisResponseObject, error) {
	x, err := a.lire(ctx, r.Params.Intervenant, r.Params.Annee)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := Ecrire(&b, &x, time.Now()); err != nil {
		return nil, err
	}
	return api.ImprimerReleveFrais200ApplicationpdfResponse{Body: &b, ContentLength: int64(b.Len()),
		Headers: api.ImprimerReleveFrais200ResponseHeaders{ContentDisposition: mime.FormatMediaType("attachment", map[string]string{"filename": nom(&x)})}}, nil
}

func nom(x *api.ReleveFrais) string {
	n := "releve-frais-" + strings.ToLower(x.Nom+"-"+x.Prenom)
	if x.Annee != nil {
		n += "-" + strconv.Itoa(*x.Annee)
	}
	return n + ".pdf"
}

// etatsMax is how many états de frais one statement holds: more than a person has in a year.
const etatsMax = 200

func (a API) lire(ctx context.Context, qui *uuid.UUID, annee *int) (x api.ReleveFrais, err error) {
	p := access.De(ctx)
	if p.Profil == "intervenant" && (qui == nil || p.Intervenant != nil && *qui == *p.Intervenant) {
		qui = p.Intervenant
	} else if p.Profil == "intervenant" {
		return x, fail.Introuvable("Ce relevé")
	}
	if qui == nil {
		return x, fail.New(fail.Invalid, "releve.intervenant", "Choisissez une personne.", fail.Field{Pointer: "/intervenant", Code: "requis", Message: "choisissez une personne"})
	}
	x = api.ReleveFrais{Intervenant: *qui, Annee: annee, Etats: []api.EtatReleve{}, Totaux: []api.TotalReleve{}, Annees: []int{}}
	etats, err := a.etats(ctx, *qui, annee)
	if err != nil {
		return x, err
	}
	err = a.Base.Lire(ctx, p.Academie, func(l db.Reader) error { return completer(ctx, l, p.Academie, &x, etats) })
	return x, err
}

func (a API) etats(ctx context.Context, qui uuid.UUID, annee *int) ([]api.EtatFrais, error) {
	filtre, taille, tri := "intervenant=="+qui.String(), api.TaillePage(etatsMax), "-jour"
	if annee != nil {
		an := strconv.Itoa(*annee)
		filtre += ";jour=ge=" + an + "-01-01;jour=le=" + an + "-12-31"
	}
	params := list.Params{Filtre: &filtre, Taille: &taille, Tri: &tri}
	page, err := list.Lire[api.EtatFrais](ctx, a.Base, frais.EtatsFrais, params)
	return page.Items, err
}

func completer(ctx context.Context, l db.Reader, academie string, x *api.ReleveFrais, etats []api.EtatFrais) error {
	qui, ok, err := db.One[struct {
		Nom, Prenom, Academie string
		Annees                []int32
	}](ctx, l, `SELECT i.nom, i.prenom, a.libelle AS academie, ARRAY(SELECT DISTINCT extract(year FROM e.jour)::int FROM etat_frais e WHERE e.academie = i.academie AND e.intervenant_id = i.id ORDER BY 1 DESC) AS annees
		FROM intervenant i JOIN academie a ON a.code = i.academie WHERE i.academie = $1 AND i.id = $2`, academie, x.Intervenant)
	if err == nil && !ok {
		err = fail.Introuvable("Ce relevé")
	}
	if err != nil {
		return err
	}
	x.Nom, x.Prenom, x.Academie = qui.Nom, qui.Prenom, qui.Academie
	for _, a := range qui.Annees {
		x.Annees = append(x.Annees, int(a))
	}
	ids := make([]uuid.UUID, len(etats))
	for i := range etats {
		ids[i] = etats[i].Id
	}
	parts, err := frais.Parts(ctx, l, academie, ids)
	if err != nil {
		return err
	}
	totaux := map[string]*api.TotalReleve{}
	for i := range etats {
		x.Etats = append(x.Etats, api.EtatReleve{Etat: etats[i], Parts: parts[etats[i].Id]})
		for _, p := range parts[etats[i].Id] {
			additionner(totaux, &p)
		}
	}
	for _, devise := range []string{"EUR", "XPF"} {
		if t := totaux[devise]; t != nil {
			x.Totaux = append(x.Totaux, *t)
		}
	}
	return nil
}

func additionner(totaux map[string]*api.TotalReleve, p *api.PartFrais) {
	if p.Montant == 0 || p.Etat == api.EtatPartAnnule {
		return
	}
	t := totaux[string(p.Devise)]
	if t == nil {
		t = &api.TotalReleve{Devise: api.TotalReleveDevise(p.Devise)}
		totaux[string(p.Devise)] = t
	}
	t.Calcule += p.Montant
	switch p.Etat { //nolint:exhaustive // the others are only computed
	case api.EtatPartValide, api.EtatPartTransmis:
		t.Valide += p.Montant
	case api.EtatPartAccepte:
		t.Paye += p.Montant
	}
}
