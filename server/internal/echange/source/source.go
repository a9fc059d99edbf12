// Package source opens what people and machines send, trusting nothing: sizes, encodings, archives, XML depth.
package source

import (
	"fmt"
)

// Refus says why a whole file cannot be read. Message is French and names the line and the remedy.
type Refus struct {
	Code    string // stable: import.vide, import.racine_inconnue…
	Ligne   int
	Message string
}

func (r *Refus) Error() string { return r.Code + ": " + r.Message }

func refuser(code string, ligne int, format string, args ...any) *Refus {
	return &Refus{code, ligne, fmt.Sprintf(format, args...)}
}

// Refuser makes a refusal.
func Refuser(code string, ligne int, format string, args ...any) error {
	return refuser(code, ligne, format, args...)
}

// Anomalie is a line that was set aside (Rejet) or deserves a look.
type Anomalie struct {
	Fichier                string // its name in the archive, when there are several
	Ligne                  int
	Champ, Valeur, Message string
	Rejet                  bool
}
