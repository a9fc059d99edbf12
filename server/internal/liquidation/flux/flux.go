// Package flux writes the files that pay, and reads those that answer. Pure: no database, no clock. The layouts are our
// own, neutral and documented in README.md: none of the paying systems publishes one.
package flux

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"github.com/google/uuid"
)

// Cible is the system that a file is written for.
type Cible string

// The targets: payroll of vacations, travel, both before 2010, transfers of any bank.
const (
	Khephren Cible = "khephren"
	DT       Cible = "dt"
	Kheops   Cible = "kheops"
	SEPA     Cible = "sepa"
)

// Cibles in the order they are offered.
var Cibles = []Cible{Khephren, DT, Kheops, SEPA}

// Lot is what the head of a file says. Nombre and Somme are known before: a file that does not come to them is not closed.
type Lot struct {
	Academie  string
	Numero    int
	Cible     Cible
	Devise    string
	Cree      time.Time // UTC
	Execution time.Time // day asked of the bank
	Nombre    int
	Somme     int64 // smallest coin
	Payeur    Payeur
}

// Payeur orders the transfers of a SEPA file.
type Payeur struct{ Nom, IBAN, BIC string }

// Part is one part of an état de frais, to be paid. Secrets are in clear: it lives as long as its line is written.
type Part struct {
	Rang                                           int
	ID                                             uuid.UUID
	Genre                                          string // remuneration | deplacement
	Externe                                        bool   // paid on the account she gave
	Matricule                                      int64
	Numen, NIR, IBAN, BIC                          string
	Nom, Prenom, Session, Examen                   string
	Jour                                           time.Time
	Depart, Retour                                 *time.Time // of a journey, at the clock of the centre
	Montant                                        int64
	Ordonnateur, CentreCouts, Enveloppe, Programme string
	Lignes                                         []Ligne
}

// Ligne is one line of a part: Quantite in its unit, Taux and Coefficient in ten-thousandths, Montant in the smallest coin.
type Ligne struct {
	Regle, Code, Unite                   string
	Quantite, Taux, Coefficient, Montant int64
}

// Bilan is what a trailer says.
type Bilan struct {
	Parts int
	Somme int64
}

// Nom of the file of a lot: the same whenever it is asked, so that sending twice is one file.
func Nom(academie string, cible Cible, numero int) string {
	extension := "csv"
	switch cible {
	case SEPA:
		extension = "xml"
	case Kheops:
		extension = "txt"
	case Khephren, DT:
	}
	return fmt.Sprintf("IMAGIN_%s_%s_%06d.%s", academie, nomCible[cible], numero, extension)
}

var nomCible = map[Cible]string{Khephren: "KHEPHREN", DT: "DT", Kheops: "KHEOPS", SEPA: "SEPA"}

// Ecrivain writes one file, part after part, in the order of their ranks.
type Ecrivain interface {
	Ecrire(p *Part) error
	Fermer() error
}

// Nouveau begins a file. It returns an error for an unknown target, or a lot that its target cannot say.
func Nouveau(w io.Writer, l *Lot) (Ecrivain, error) {
	c := &compte{lot: l, w: w, h: sha256.New()}
	switch l.Cible {
	case Khephren, DT:
		return nouveauCSV(c)
	case Kheops:
		return nouveauFixe(c)
	case SEPA:
		return nouveauSEPA(c)
	}
	return nil, fmt.Errorf("cible inconnue : %q", l.Cible)
}

// ErrTotal says that what was written does not come to what the lot announced.
var ErrTotal = errors.New("le fichier ne contient pas ce que le lot annonce")

// compte is what every layout counts as it writes: the digest of all that precedes the trailer, parts, and their sum.
type compte struct {
	lot    *Lot
	w      io.Writer
	h      hash.Hash
	bilan  Bilan
	lignes int
}

func (c *compte) Write(b []byte) (int, error) {
	_, _ = c.h.Write(b)
	return c.w.Write(b)
}

// compter one part, which must follow the one before and be the sum of its lines.
func (c *compte) compter(p *Part) error {
	var somme int64
	for i := range p.Lignes {
		somme += p.Lignes[i].Montant
	}
	if p.Rang != c.bilan.Parts+1 || p.Montant <= 0 || somme != p.Montant {
		return fmt.Errorf("part %s, rang %d : %d pour %d de lignes : %w", p.ID, p.Rang, p.Montant, somme, ErrTotal)
	}
	c.bilan.Parts++
	c.bilan.Somme += p.Montant
	c.lignes += len(p.Lignes)
	return nil
}

func (c *compte) verifier() error {
	if c.bilan != (Bilan{c.lot.Nombre, c.lot.Somme}) {
		return fmt.Errorf("%d parts et %d, %d et %d annoncés : %w", c.bilan.Parts, c.bilan.Somme, c.lot.Nombre, c.lot.Somme, ErrTotal)
	}
	return nil
}

func (c *compte) empreinte() string { return hex.EncodeToString(c.h.Sum(nil)) }
