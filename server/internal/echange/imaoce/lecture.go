package imaoce

import (
	"io"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
)

// Visiteur is given every sound line.
type Visiteur struct {
	Session     func(Session) error
	Reglement   func(Reglement) error
	Inscription func(Inscription) error
	Centre      func(Centre) error
	Jury        func(Jury) error
	Commission  func(Commission) error
	Origine     func(Origine) error
	Presents    func(Presents) error
	Anomalie    func(source.Anomalie) error
}

// Lire reads one table of one of the four exchanges. It returns a *source.Refus when the titles are those of no table,
// or of a table of another exchange.
func Lire(r io.Reader, f tabulaire.Format, moment int, v Visiteur) (Genre, error) {
	t, err := tabulaire.Ouvrir(r, f)
	if err != nil {
		return "", err
	}
	fi, err := reconnaitre(t)
	if err != nil {
		return "", err
	}
	if fi.moment != moment {
		return fi.genre, source.Refuser("import.autre_moment", 1, "Cette table (%s) est celle de l’échange %d : déposez-la avec les fichiers de cet échange.", fi.genre, fi.moment)
	}
	l, err := t.Lier(fi.champs)
	if err != nil {
		return fi.genre, err
	}
	vues := map[string]int{}
	return fi.genre, l.Lire(func(lue tabulaire.Ligne) error {
		c := &convertisseur{l: lue, session: lue.Val("session")}
		faire := c.convertir(fi.genre, v)
		if c.faute == nil {
			c.unique(fi.genre, vues)
		}
		if c.faute != nil {
			return v.Anomalie(*c.faute)
		}
		for _, a := range c.alertes {
			if err := v.Anomalie(a); err != nil {
				return err
			}
		}
		return faire()
	}, v.Anomalie)
}
