package frais

import (
	"context"
	"fmt"
	"slices"
	"time"

	openapi "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/db"
	"imagin/server/internal/frais/calcul"
)

// delaiPaiement is how many months the académie counts between a validation and the payment.
func delaiPaiement(ctx context.Context, l db.Reader, academie string) (int, error) {
	b, err := Bareme(ctx, l, academie)
	if err != nil {
		return 0, err
	}
	t, err := b.Le("PARAM.PAIEMENT.MOIS", calcul.JourDe(time.Now()))
	if err != nil {
		return 2, nil //nolint:nilerr // the académie has ended the value: the national delay stands
	}
	return int(t.Valeur / 10_000), nil
}

// suivre says where a part stands and what comes next: who has to act, or when the money is expected.
func (x *partLue) suivre(p *api.PartFrais, delai int) {
	if x.PayeLe == nil {
		x.PayeLe = x.PayeeLe
	}
	if x.Etat == "accepte" && x.PayeLe != nil {
		p.PayeLe = &openapi.Date{Time: *x.PayeLe}
	}
	if a := x.attendu(delai); a != nil {
		p.AttenduLe = &openapi.Date{Time: *a}
	}
	p.Suite, p.Bloquee = x.phrase(delai)
}

// attendu is the month of the payment, once the part is validated.
func (x *partLue) attendu(delai int) *time.Time {
	if x.ValideeLe == nil || x.Etat != "valide" && x.Etat != "transmis" || x.Etat == "valide" && x.SansRib {
		return nil
	}
	v := x.ValideeLe
	m := time.Date(v.Year(), v.Month()+time.Month(delai), 1, 0, 0, 0, 0, time.UTC)
	return &m
}

func (x *partLue) phrase(delai int) (phrase string, bloquee bool) {
	attendu := ""
	if a := x.attendu(delai); a != nil {
		attendu = ", paiement attendu en " + Mois(*a)
	}
	lot := ""
	if x.Lot != nil {
		lot = fmt.Sprintf(" (lot %d)", *x.Lot)
	}
	motif := ""
	if x.Motif != nil {
		motif = " : « " + *x.Motif + " »"
	}
	switch x.Etat {
	case "non_effectuee":
		return "La mission n’a pas encore eu lieu.", false
	case "effectuee":
		return x.aCompleter(motif)
	case "a_valider":
		if slices.ContainsFunc(x.Anomalies, func(a string) bool { return anomalies[a].bloquante }) {
			return "Au contrôle : une anomalie est à lever par la division des examens.", true
		}
		return fmt.Sprintf("Au contrôle de la division des examens ; comptez %d mois après la validation.", delai), false
	case "valide":
		switch {
		case x.Montant == 0:
			return "Validée, rien n’est dû.", false
		case x.SansRib:
			return "Bloquée : aucun compte à créditer dans le dossier.", true
		}
		return "Validée" + lot + attendu + ".", false
	case "transmis":
		return "Transmise à la paie" + lot + attendu + ".", false
	case "accepte":
		if x.PayeLe != nil {
			return "Payée le " + x.PayeLe.Format("02/01/2006") + lot + ".", false
		}
		return "Payée" + lot + ".", false
	case "rejete":
		return "Rejetée par la paie" + motif + ". La division des examens la corrige.", true
	case "annule":
		return "Annulée" + motif + ".", false
	case "invalidable":
		return "Le déplacement du jour est porté par la première mission de la journée.", false
	case "non_fait":
		return "Service non fait : rien n’est dû.", false
	}
	return "Rien n’est dû.", false
}

// aCompleter: who has to speak first.
func (x *partLue) aCompleter(motif string) (phrase string, bloquee bool) {
	switch {
	case motif != "":
		return "Renvoyée" + motif + ".", true
	case x.Genre == "deplacement":
		return "À déclarer par l’intervenant.", true
	case !x.Constate:
		return "En attente du constat du centre.", true
	case !x.Signe:
		return "Constatée, en attente de la signature du centre.", true
	}
	return "À valider par la division des examens.", false
}

var mois = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// Mois in words: mars 2027.
func Mois(t time.Time) string { return fmt.Sprintf("%s %d", mois[t.Month()-1], t.Year()) }
