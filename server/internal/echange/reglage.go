package echange

import (
	"encoding/json"
	"unicode/utf8"

	"imagin/server/internal/echange/tabulaire"
)

// reglage is how the académie writes the files of a source.
type reglage struct {
	Encodage, Separateur *string
	Colonnes             []byte // JSON: champ → title of the column; nil when the source was never set
	SeuilDisparition     int
	SeuilAuto            int
}

func (r reglage) format(f tabulaire.Format) (tabulaire.Format, error) {
	if r.Encodage != nil {
		f.Encodage = *r.Encodage
	}
	if r.Separateur != nil {
		f.Separateur, _ = utf8.DecodeRuneInString(*r.Separateur)
	}
	if len(r.Colonnes) > 0 {
		if err := json.Unmarshal(r.Colonnes, &f.Colonnes); err != nil {
			return f, err
		}
	}
	return f, nil
}
