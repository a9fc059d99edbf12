package frais

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/frais/calcul"
)

// decisionTarif is what an académie decided of a code; without value, to come back to the national one.
type decisionTarif struct {
	ID        uuid.UUID
	Code      string
	Libelle   string
	Devise    *string
	Unite     string
	Valeur    *int64
	Debut     time.Time
	Fin       *time.Time
	Source    string
	Confiance string
	Motif     *string
	DecidePar string
	DecideLe  time.Time
}

type decisionExamen struct {
	Examen      string
	Copie, Oral *string
	Debut       time.Time
	Fin         *time.Time
	Source      string
}

const (
	sqlTarif   = `SELECT id, code, libelle, devise, unite, valeur, debut, fin, source, confiance, motif, decide_par, decide_le FROM bareme WHERE academie = $1`
	sqlTarifs  = sqlTarif + ` ORDER BY decide_le, id`
	sqlExamens = `SELECT examen, copie, oral, debut, fin, source FROM examen_taux WHERE academie = $1 ORDER BY decide_le, id`
)

// Bareme is the national barème under the decisions of an académie.
func Bareme(ctx context.Context, r db.Reader, academie string) (*calcul.Bareme, error) {
	decisions, err := db.Query[decisionTarif](ctx, r, sqlTarifs, academie)
	if err != nil {
		return nil, err
	}
	examens, err := db.Query[decisionExamen](ctx, r, sqlExamens, academie)
	if err != nil {
		return nil, err
	}
	return appliquer(decisions, examens), nil
}

func appliquer(decisions []decisionTarif, examens []decisionExamen) *calcul.Bareme {
	var tarifs []calcul.Tarif
	for i := range decisions {
		tarifs = append(tarifs, decisions[i].tarifs()...)
	}
	var taux []calcul.ExamenTaux
	for i := range examens {
		taux = append(taux, examens[i].taux()...)
	}
	return calcul.National().Avec(tarifs, taux)
}

func finDe(t *time.Time) calcul.Jour {
	if t == nil {
		return 0
	}
	return calcul.JourDe(*t)
}

// tarifs: the value decided, or what was national over the same days.
func (d *decisionTarif) tarifs() []calcul.Tarif {
	debut, fin := calcul.JourDe(d.Debut), finDe(d.Fin)
	if d.Valeur == nil {
		var retour []calcul.Tarif
		nationaux := calcul.National().Histoire(d.Code)
		for i := range nationaux {
			t := nationaux[i]
			if t.Debut, t.Fin = communs(t.Debut, t.Fin, debut, fin); t.Fin == 0 || t.Debut <= t.Fin {
				retour = append(retour, t)
			}
		}
		return retour
	}
	t := calcul.Tarif{Code: d.Code, Libelle: d.Libelle, Unite: d.Unite, Valeur: calcul.Taux(*d.Valeur), Debut: debut, Fin: fin,
		Source: d.Source, Confiance: d.Confiance, Local: true}
	if d.Devise != nil {
		t.Devise = calcul.Devise(*d.Devise)
	}
	return []calcul.Tarif{t}
}

func (d *decisionExamen) taux() []calcul.ExamenTaux {
	debut, fin := calcul.JourDe(d.Debut), finDe(d.Fin)
	if d.Copie == nil || d.Oral == nil {
		e, connu := calcul.National().Examen(d.Examen, debut)
		if !connu {
			return []calcul.ExamenTaux{{Examen: d.Examen, Debut: debut, Fin: fin}}
		}
		r := *e
		r.Debut, r.Fin = communs(e.Debut, e.Fin, debut, fin)
		return []calcul.ExamenTaux{r}
	}
	return []calcul.ExamenTaux{{Examen: d.Examen, Copie: *d.Copie, Oral: *d.Oral, Debut: debut, Fin: fin, Source: d.Source, Confiance: "officielle", Local: true}}
}

// communs are the days of both periods; a zero end is open.
func communs(d1, f1, d2, f2 calcul.Jour) (debut, fin calcul.Jour) {
	fin = f1
	if f1 == 0 || f2 != 0 && f2 < f1 {
		fin = f2
	}
	return max(d1, d2), fin
}
