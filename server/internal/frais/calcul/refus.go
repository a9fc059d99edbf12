package calcul

import "fmt"

// Refus is what cannot be priced, said to a person. Code is stable.
type Refus struct{ Code, Message string }

func (r *Refus) Error() string { return r.Message }

// The codes of a Refus.
const (
	SansTaux    = "frais.sans_taux"
	HorsBornes  = "frais.quantite"
	Coefficient = "frais.coefficient"
	Periode     = "frais.periode"
)

func refuser(code, message string, args ...any) *Refus {
	return &Refus{Code: code, Message: fmt.Sprintf(message, args...)}
}

func verifier(quantite int64, quoi string) error {
	if quantite < 0 || quantite > QuantiteMax {
		return refuser(HorsBornes, "%s : une quantité de 0 à %d est attendue.", quoi, QuantiteMax)
	}
	return nil
}
