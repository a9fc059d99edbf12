package flux

import (
	"bufio"
	"fmt"
	"strings"
)

// fichierFixe is the layout of Khéops: ASCII records of 250 characters, one for each part.
type fichierFixe struct {
	*compte
	b *bufio.Writer
}

const largeurFixe = 250

func nouveauFixe(c *compte) (*fichierFixe, error) {
	f := &fichierFixe{compte: c, b: bufio.NewWriterSize(c, 64<<10)}
	l := c.lot
	return f, f.article("E", "01", cadrer(l.Academie, 3), chiffres(int64(l.Numero), 6), cadrer(l.Devise, 3), l.Cree.UTC().Format("20060102150405"), chiffres(int64(l.Nombre), 7), chiffres(l.Somme, 14))
}

func (f *fichierFixe) article(morceaux ...string) error {
	s := strings.Join(morceaux, "")
	if len(s) > largeurFixe {
		return fmt.Errorf("article de %d caractères, %d au plus", len(s), largeurFixe)
	}
	_, err := fmt.Fprintf(f.b, "%-*s\n", largeurFixe, s)
	return err
}

// cadrer left-justifies in ASCII capitals, cut at the width.
func cadrer(v string, largeur int) string {
	v = strings.ToUpper(ASCII(v))
	return fmt.Sprintf("%-*.*s", largeur, largeur, v)
}

// chiffres right-justifies with zeros; a number too large widens its record, which is then refused.
func chiffres(n int64, largeur int) string { return fmt.Sprintf("%0*d", largeur, n) }

// Ecrire one record for the part.
func (f *fichierFixe) Ecrire(p *Part) error {
	if err := f.compter(p); err != nil {
		return err
	}
	if p.Montant > 999_999_999_999 || p.Matricule > 9_999_999_999 {
		return fmt.Errorf("part %s : montant ou matricule hors du format", p.ID)
	}
	return f.article("D", chiffres(int64(p.Rang), 7), p.ID.String(), strings.ToUpper(p.Genre[:1]), situation(p)[:1], chiffres(p.Matricule, 10), cadrer(p.Numen, 13), cadrer(p.NIR, 15),
		cadrer(p.Nom, 40), cadrer(p.Prenom, 30), cadrer(p.Session, 10), cadrer(p.Examen, 10), p.Jour.Format("20060102"), chiffres(p.Montant, 12),
		cadrer(p.Programme, 4), cadrer(p.CentreCouts, 10), cadrer(p.IBAN, 34))
}

// Fermer writes the trailer. It returns ErrTotal when the file is not what the lot announced.
func (f *fichierFixe) Fermer() error {
	if err := f.b.Flush(); err != nil {
		return err
	}
	if err := f.verifier(); err != nil {
		return err
	}
	fin := &fichierFixe{b: bufio.NewWriter(f.w)}
	if err := fin.article("F", chiffres(int64(f.bilan.Parts), 7), chiffres(f.bilan.Somme, 14), f.empreinte()); err != nil {
		return err
	}
	return fin.b.Flush()
}
