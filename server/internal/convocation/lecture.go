package convocation

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// ListerConvocations answers GET /convocations.
func (a API) ListerConvocations(ctx context.Context, r api.ListerConvocationsRequestObject) (api.ListerConvocationsResponseObject, error) {
	res, err := list.Lire[api.Convocation](ctx, a.Base, Convocations, list.Params(r.Params))
	return api.ListerConvocations200JSONResponse(res), err
}

func (a API) lireConvocation(ctx context.Context, id uuid.UUID) (api.Convocation, error) {
	c, ok, err := list.Un[api.Convocation](ctx, a.Base, Convocations, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette convocation")
	}
	return c, err
}

func (a API) contenuDe(ctx context.Context, academie string, id uuid.UUID) (l lettre.Lettre, err error) {
	err = a.Base.Lire(ctx, academie, func(r db.Reader) (err error) {
		l, err = lireContenu(ctx, r, academie, id)
		return err
	})
	return l, err
}

func lireContenu(ctx context.Context, r db.Reader, academie string, id uuid.UUID) (l lettre.Lettre, err error) {
	texte, err := db.Scalar[[]byte](ctx, r, `SELECT convert_to(contenu::text, 'UTF8') FROM convocation WHERE academie = $1 AND id = $2`, academie, id)
	if err != nil {
		return l, err
	}
	return l, json.Unmarshal(texte, &l)
}

// LireConvocation answers GET /convocations/{id}: what the letter says, for a screen. It returns fail.NotFound.
func (a API) LireConvocation(ctx context.Context, r api.LireConvocationRequestObject) (api.LireConvocationResponseObject, error) {
	c, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	l, err := a.contenuDe(ctx, access.De(ctx).Academie, r.Id)
	if err != nil {
		return nil, err
	}
	d := api.ConvocationDetail{Convocation: c, Service: l.Service.Nom, Missions: []api.MissionConvoquee{}, Changements: changementsAPI(l.Changements)}
	if contact := strings.Join(nonVides(l.Service.Contact, l.Service.Tel, l.Service.Mel), ", "); contact != "" {
		d.Contact = &contact
	}
	d.Motif = nonVide(l.Motif)
	for _, m := range l.Missions {
		id, err := uuid.Parse(m.ID)
		if err != nil {
			return nil, err
		}
		x := api.MissionConvoquee{Affectation: id, Type: m.Type, Session: m.Session, Examen: nonVide(m.Examen), Specialite: nonVide(m.Specialite), Epreuve: nonVide(m.Epreuve),
			Role: lettre.Role(m.Role), Jury: nonVide(m.Jury), Commission: nonVide(m.Commission), Consignes: nonVide(m.Consignes), Centre: m.Centre.Nom, Adresse: append([]string{}, m.Centre.Adresse...),
			Fuseau: m.Centre.Fuseau, Creneaux: []api.CreneauConvoque{}}
		for _, k := range m.Creneaux {
			date, heures := lettre.Quand(k, m.Centre.Fuseau)
			x.Creneaux = append(x.Creneaux, api.CreneauConvoque{Debut: k.Debut, Fin: k.Fin, SurPlace: k.SurPlace, Date: date, Heures: heures})
		}
		d.Missions = append(d.Missions, x)
	}
	return api.LireConvocation200JSONResponse(d), nil
}

func changementsAPI(l []lettre.Changement) []api.ChangementConvocation {
	r := make([]api.ChangementConvocation, len(l))
	for i, c := range l {
		r[i] = api.ChangementConvocation{Objet: c.Objet, Avant: c.Avant, Apres: c.Apres}
	}
	return r
}
