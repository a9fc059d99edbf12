package frais

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	openapi "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais/calcul"
)

// LireBareme answers GET /baremes: what is in force on a day, and which rates each examen of the académie has.
func (a API) LireBareme(ctx context.Context, r api.LireBaremeRequestObject) (api.LireBaremeResponseObject, error) {
	p := access.De(ctx)
	jour := calcul.JourDe(time.Now())
	if r.Params.Jour != nil {
		jour = calcul.JourDe(r.Params.Jour.Time)
	}
	rep := api.Bareme{Jour: openapi.Date{Time: jour.Date()}, Examens: []api.TauxExamen{}, Tarifs: []api.Tarif{}}
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		b, err := Bareme(ctx, l, p.Academie)
		if err != nil {
			return err
		}
		tarifs, _ := b.Au(jour)
		for i := range tarifs {
			rep.Tarifs = append(rep.Tarifs, tarif(&tarifs[i]))
		}
		examens, err := db.Query[struct{ Code, Libelle string }](ctx, l, `SELECT code, libelle FROM examen WHERE academie = $1 ORDER BY libelle`, p.Academie)
		for _, e := range examens {
			rep.Examens = append(rep.Examens, tauxExamen(b, e.Code, e.Libelle, jour))
		}
		return err
	})
	return api.LireBareme200JSONResponse(rep), err
}

func tarif(t *calcul.Tarif) api.Tarif {
	s, connue := calcul.Sources()[t.Source]
	x := api.Tarif{Code: t.Code, Libelle: t.Libelle, Unite: t.Unite, Valeur: int64(t.Valeur), Source: t.Source, Confiance: api.Confiance(t.Confiance), Locale: t.Local}
	if connue {
		x.Source, x.Adresse = s.Texte, &s.Adresse
	}
	if t.Devise != "" {
		d := api.TarifDevise(t.Devise)
		x.Devise = &d
	}
	x.Debut, x.Fin = dateDe(t.Debut), dateDe(t.Fin)
	return x
}

func dateDe(j calcul.Jour) *openapi.Date {
	if j == 0 {
		return nil
	}
	return &openapi.Date{Time: j.Date()}
}

func tauxExamen(b *calcul.Bareme, code, libelle string, jour calcul.Jour) api.TauxExamen {
	x := api.TauxExamen{Examen: code, Libelle: &libelle}
	if e, ok := b.Examen(code, jour); ok {
		x.Copie, x.Oral, x.Source, x.Locale = e.Copie, e.Oral, e.Source, e.Local
		x.Debut, x.Fin = dateDe(e.Debut), dateDe(e.Fin)
		c := api.Confiance(e.Confiance)
		if c != "" {
			x.Confiance = &c
		}
		if s, connue := calcul.Sources()[e.Source]; connue {
			x.Source = s.Texte
		}
	}
	return x
}

// LireTarif answers GET /baremes/{code}. It returns fail.NotFound for a code nobody has given a value.
func (a API) LireTarif(ctx context.Context, r api.LireTarifRequestObject) (api.LireTarifResponseObject, error) {
	p := access.De(ctx)
	var h api.HistoireTarif
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) (err error) {
		h, err = histoire(ctx, l, p.Academie, r.Code)
		return err
	})
	return api.LireTarif200JSONResponse(h), err
}

func histoire(ctx context.Context, l db.Reader, academie, code string) (api.HistoireTarif, error) {
	h := api.HistoireTarif{Code: code, Valeurs: []api.Tarif{}}
	decisions, err := db.Query[decisionTarif](ctx, l, sqlTarif+` AND code = $2 ORDER BY decide_le DESC, id DESC`, academie, code)
	if err != nil {
		return h, err
	}
	for i := range decisions {
		d := &decisions[i]
		vrai, zero := d.Valeur == nil, int64(0)
		if vrai {
			d.Valeur = &zero
		}
		x := tarif(&d.tarifs()[0])
		x.Motif, x.DecidePar, x.DecideLe, x.Retour = d.Motif, &d.DecidePar, &d.DecideLe, &vrai
		h.Valeurs = append(h.Valeurs, x)
	}
	nationales := calcul.National().Histoire(code)
	slices.SortFunc(nationales, func(x, y calcul.Tarif) int { return int(y.Debut) - int(x.Debut) })
	for i := range nationales {
		h.Valeurs = append(h.Valeurs, tarif(&nationales[i]))
	}
	if len(h.Valeurs) == 0 {
		return h, fail.Introuvable("Ce code de barème")
	}
	h.Libelle = h.Valeurs[len(h.Valeurs)-1].Libelle
	return h, nil
}

// DeciderTarif answers POST /baremes: one more decision, in force for the missions of its days. It returns fail.Invalid
// for a code unknown of the product that has neither label nor unit.
func (a API) DeciderTarif(ctx context.Context, r api.DeciderTarifRequestObject) (api.DeciderTarifResponseObject, error) {
	p, b := access.De(ctx), r.Body
	var h api.HistoireTarif
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		decrit, err := decrire(ctx, tx, b)
		if err != nil {
			return err
		}
		confiance := api.ConfianceOfficielle
		if b.Confiance != nil {
			confiance = *b.Confiance
		}
		if _, err := tx.Exec(ctx, `INSERT INTO bareme (academie, id, code, libelle, devise, unite, valeur, debut, fin, source, confiance, motif, decide_par)
			VALUES ($1, $2, $3, $4, nullif($5, ''), $6, $7, $8, $9, trim($10), $11, nullif(trim($12), ''), $13)`, p.Academie, uuid.Must(uuid.NewV7()), b.Code, decrit.Libelle,
			string(decrit.Devise), decrit.Unite, b.Valeur, b.Debut.Time, jourOuRien(b.Fin), b.Source, string(confiance), b.Motif, tx.Acteur.Qui); err != nil {
			return err
		}
		h, err = histoire(ctx, tx.Reader, p.Academie, b.Code)
		return err
	})
	return api.DeciderTarif200JSONResponse(h), err
}

func jourOuRien(d *openapi.Date) *time.Time {
	if d == nil {
		return nil
	}
	return &d.Time
}

// decrire gives label, unit and currency: those of the code where it is known, else those of the decision.
func decrire(ctx context.Context, tx *db.Tx, d *api.DecisionTarif) (*calcul.Tarif, error) {
	if connues := calcul.National().Histoire(d.Code); len(connues) > 0 {
		return &connues[0], nil
	}
	l, connue, err := db.One[decisionTarif](ctx, tx.Reader, sqlTarif+` AND code = $2 ORDER BY decide_le DESC LIMIT 1`, tx.Academie, d.Code)
	if err != nil {
		return nil, err
	}
	if connue {
		t := calcul.Tarif{Libelle: l.Libelle, Unite: l.Unite}
		if l.Devise != nil {
			t.Devise = calcul.Devise(*l.Devise)
		}
		return &t, nil
	}
	if d.Libelle == nil || d.Unite == nil || d.Valeur == nil || *d.Libelle == "" || *d.Unite == "" {
		return nil, fail.New(fail.Invalid, "bareme.inconnu", "Ce code est nouveau : donnez-lui un libellé, une unité et une valeur.",
			fail.Field{Pointer: "/libelle", Code: "requis", Message: "un code nouveau a besoin d’un libellé et d’une unité"})
	}
	t := &calcul.Tarif{Libelle: *d.Libelle, Unite: *d.Unite}
	if d.Devise != nil {
		t.Devise = calcul.Devise(*d.Devise)
	}
	return t, nil
}

// DeciderTauxExamen answers POST /baremes/examens. It returns fail.Invalid for an unknown examen or code.
func (a API) DeciderTauxExamen(ctx context.Context, r api.DeciderTauxExamenRequestObject) (api.DeciderTauxExamenResponseObject, error) {
	p, b := access.De(ctx), r.Body
	var rep api.TauxExamen
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		x, connu, err := db.One[struct{ Libelle string }](ctx, tx.Reader, `SELECT libelle FROM examen WHERE academie = $1 AND code = $2`, p.Academie, b.Examen)
		if err != nil {
			return err
		}
		if !connu {
			return fail.New(fail.Invalid, "bareme.examen", "Cet examen est inconnu de l’académie.", fail.Field{Pointer: "/examen", Code: "inconnu", Message: "examen inconnu"})
		}
		bareme, err := Bareme(ctx, tx.Reader, p.Academie)
		if err != nil {
			return err
		}
		jour := calcul.JourDe(b.Debut.Time)
		for champ, code := range map[string]*string{"/copie": b.Copie, "/oral": b.Oral} {
			if code != nil && *code != calcul.NonRemunere {
				if _, err := bareme.Le(*code, jour); err != nil {
					return fail.New(fail.Invalid, "bareme.code", err.Error(), fail.Field{Pointer: champ, Code: "inconnu", Message: "aucune valeur ce jour-là"})
				}
			}
		}
		if _, err := tx.Exec(ctx, `INSERT INTO examen_taux (academie, id, examen, copie, oral, debut, fin, source, motif, decide_par)
			VALUES ($1, $2, $3, $4, $5, $6, $7, trim($8), nullif(trim($9), ''), $10)`, p.Academie, uuid.Must(uuid.NewV7()), b.Examen, b.Copie, b.Oral, b.Debut.Time,
			jourOuRien(b.Fin), b.Source, b.Motif, tx.Acteur.Qui); err != nil {
			return err
		}
		if bareme, err = Bareme(ctx, tx.Reader, p.Academie); err == nil {
			rep = tauxExamen(bareme, b.Examen, x.Libelle, jour)
		}
		return err
	})
	return api.DeciderTauxExamen200JSONResponse(rep), err
}
