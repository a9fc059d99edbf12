package flux

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// fichierCSV is the layout of Khephren and DT: one D line for each line of a part.
type fichierCSV struct {
	*compte
	b      *bufio.Writer
	champs []string
}

func nouveauCSV(c *compte) (*fichierCSV, error) {
	f := &fichierCSV{compte: c, b: bufio.NewWriterSize(c, 64<<10)}
	l := c.lot
	return f, f.ligne("E", "1", nomCible[l.Cible], l.Academie, fmt.Sprintf("%06d", l.Numero), l.Devise, l.Cree.UTC().Format(time.RFC3339), strconv.Itoa(l.Nombre), entier(l.Somme))
}

func (f *fichierCSV) ligne(champs ...string) error {
	for i, c := range champs {
		if i > 0 {
			_ = f.b.WriteByte(';')
		}
		_, _ = f.b.WriteString(champ(c))
	}
	return f.b.WriteByte('\n')
}

// champ is a value that can hold neither the separator nor the end of a line, and that a spreadsheet takes for text.
func champ(v string) string {
	v = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == ';' || r == '"' || r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffd {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(v, " ")))
	return strings.TrimLeft(v, "=+-@ ")
}

func entier(n int64) string { return strconv.FormatInt(n, 10) }

func situation(p *Part) string {
	if p.Externe {
		return "EXTERNE"
	}
	return "INTERNE"
}

// Ecrire one D line for each line of the part.
func (f *fichierCSV) Ecrire(p *Part) error {
	if err := f.compter(p); err != nil {
		return err
	}
	for i := range p.Lignes {
		l := &p.Lignes[i]
		f.champs = append(f.champs[:0], "D", strconv.Itoa(p.Rang), p.ID.String(), strconv.Itoa(i+1), situation(p), entier(p.Matricule), p.Numen, p.NIR, p.Nom, p.Prenom,
			p.Session, p.Examen, p.Jour.Format(time.DateOnly), l.Regle, l.Code, l.Unite, entier(l.Quantite), entier(l.Taux), entier(l.Coefficient), entier(l.Montant),
			entier(p.Montant), p.IBAN, p.BIC, p.Programme, p.CentreCouts)
		if f.lot.Cible == DT {
			f.champs = append(f.champs, p.Ordonnateur, p.Enveloppe, heure(p.Depart), heure(p.Retour))
		}
		if err := f.ligne(f.champs...); err != nil {
			return err
		}
	}
	return nil
}

func heure(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format("2006-01-02T15:04")
}

// Fermer writes the trailer. It returns ErrTotal when the file is not what the lot announced.
func (f *fichierCSV) Fermer() error {
	if err := f.b.Flush(); err != nil {
		return err
	}
	if err := f.verifier(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(f.w, "F;%d;%d;%d;%s\n", f.bilan.Parts, f.lignes, f.bilan.Somme, f.empreinte())
	return err
}
