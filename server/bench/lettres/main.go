// Command lettres measures how fast convocations are drawn: tagged, with their QR code and their fonts, in one file and
// one file each, beside a bare page of fpdf, which is the limit of what a writer of untagged pages does here.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/pdf"
)

func main() {
	n := flag.Int("n", 10000, "nombre de lettres")
	dossier := flag.String("dossier", "", "où garder les fichiers produits (par défaut, un dossier temporaire effacé)")
	flag.Parse()
	if err := mesurer(*n, *dossier); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func mesurer(n int, dossier string) error {
	runtime.GOMAXPROCS(1) // figures are per core
	if dossier != "" {
		if err := os.MkdirAll(dossier, 0o750); err != nil {
			return err
		}
	} else {
		temporaire, err := os.MkdirTemp("", "lettres")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(temporaire) }()
		dossier = temporaire
	}
	pdf.Regulier() // read once in the life of a server
	pdf.Gras()
	fusion, seule := filepath.Join(dossier, "lot.pdf"), filepath.Join(dossier, "lettre.pdf")
	fmt.Printf("%d lettres, un cœur\n", n)
	err := errors.Join(
		chronometrer("un seul fichier", n, 1000, func() error { return versFichier(fusion, func(w io.Writer) error { return lot(w, n) }) }),
		chronometrer("un fichier chacune", n, 750, func() error { return separees(n, seule) }),
		memoire(),
		chronometrer("fpdf, page nue, un seul fichier", n, 0, func() error { return nues(io.Discard, n) }),
		chronometrer("fpdf, page nue, un fichier chacune", n/20, 0, func() error {
			for range n / 20 {
				if err := nues(io.Discard, 1); err != nil {
					return err
				}
			}
			return nil
		}),
		controler(fusion), controler(seule))
	return err
}

func chronometrer(nom string, n int, barre float64, faire func() error) error {
	debut := time.Now()
	if err := faire(); err != nil {
		return fmt.Errorf("%s : %w", nom, err)
	}
	debit := float64(n) / time.Since(debut).Seconds()
	fmt.Printf("  %-38s %8.0f lettres/s", nom, debit)
	if barre > 0 {
		fmt.Printf("   (barre : %.0f)", barre)
	}
	fmt.Println()
	if debit < barre {
		return fmt.Errorf("%s : %.0f lettres/s, sous la barre de %.0f", nom, debit, barre)
	}
	return nil
}

// variante is a letter of its own: number, person, address to verify.
func variante(l *lettre.Lettre, i int) {
	l.Numero = fmt.Sprintf("2027-014-%06d", i)
	l.Destinataire.Prenom = "Solène-" + fmt.Sprint(i)
	l.Verification = fmt.Sprintf("https://imagin.exemple.fr/v/K7M2QXW9R4T8Y3ZB%08d", i)
	l.Version = lettre.Versions[i%3]
	l.Remplace, l.Changements = nil, nil
	if l.Version != lettre.Originale {
		le := l.Le.AddDate(0, 0, -9)
		l.Remplace = &le
	}
	if l.Version == lettre.Rectificative {
		l.Changements = []lettre.Changement{{Objet: "Heure", Avant: "8 h 00 à 12 h 00", Apres: "8 h 00 à 12 h 30"}}
	}
}

func lot(w io.Writer, n int) error {
	l := lettre.Exemple()
	d := pdf.Nouveau(w, pdf.Infos{Titre: "Convocations", Auteur: l.Service.Academie, Cree: l.Le})
	for i := range n {
		variante(&l, i)
		if err := lettre.Dessiner(d, &l, lettre.Defaut); err != nil {
			return err
		}
	}
	return d.Terminer()
}

func separees(n int, derniere string) error {
	l := lettre.Exemple()
	var b bytes.Buffer
	for i := range n {
		variante(&l, i)
		b.Reset()
		if err := lettre.Ecrire(&b, &l, lettre.Defaut); err != nil {
			return err
		}
	}
	return os.WriteFile(derniere, b.Bytes(), 0o600)
}

// nues draws the same amount of text without tags, structure or QR code.
func nues(w io.Writer, n int) error {
	p := fpdf.New("P", "pt", "A4", "")
	p.AddUTF8FontFromBytes("go", "", goregular.TTF)
	p.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	l := lettre.Exemple()
	for i := range n {
		variante(&l, i)
		p.AddPage()
		p.SetFont("go", "B", 15)
		p.MultiCell(0, 18, "Convocation n° "+l.Numero, "", "L", false)
		p.SetFont("go", "", 10)
		for _, b := range lettre.Defaut.Blocs {
			if b.Texte != "" {
				p.MultiCell(0, 13, b.Texte, "", "L", false)
			}
		}
		for _, c := range l.Missions[0].Creneaux {
			for _, t := range []string{c.Debut.Format("02/01/2006"), c.Debut.Format("15:04"), l.Missions[0].Centre.Nom} {
				p.CellFormat(150, 16, t, "1", 0, "L", false, 0, "")
			}
			p.Ln(-1)
		}
	}
	return p.Output(w)
}

func versFichier(nom string, ecrire func(io.Writer) error) error {
	f, err := os.Create(nom)
	if err != nil {
		return err
	}
	return errors.Join(ecrire(f), f.Close())
}

// memoire is the largest that the process has been, as the kernel counts it.
func memoire() error {
	etat, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	var ko int
	for l := range strings.Lines(string(etat)) {
		if s, ok := strings.CutPrefix(l, "VmHWM:"); ok {
			_, _ = fmt.Sscan(s, &ko)
		}
	}
	fmt.Printf("  %-38s %8d Mo          (barre : 300)\n", "mémoire au plus haut", ko/1024)
	if ko/1024 > 300 {
		return errors.New("mémoire au-dessus de 300 Mo")
	}
	return nil
}

// controler reads a file back with other people's programs.
func controler(nom string) error {
	taille, err := os.Stat(nom)
	if err != nil {
		return err
	}
	fmt.Printf("  %s (%d ko)\n", filepath.Base(nom), taille.Size()/1024)
	for _, c := range []struct {
		commande []string
		attendu  string
	}{
		{[]string{"qpdf", "--check", nom}, "No syntax or stream encoding errors found"},
		{[]string{"pdfinfo", nom}, "Tagged:          yes"},
		{[]string{"pdfinfo", "-struct-text", nom}, "GUÉGUEN"},
		{[]string{"pdffonts", "-l", "3", nom}, "yes yes yes"},
	} {
		sortie, err := exec.CommandContext(context.Background(), c.commande[0], c.commande[1:]...).CombinedOutput()
		switch {
		case errors.Is(err, exec.ErrNotFound):
			fmt.Printf("    %-24s absent : non contrôlé\n", c.commande[0])
		case err != nil || !strings.Contains(string(sortie), c.attendu):
			return fmt.Errorf("%s : %w\n%.800s", strings.Join(c.commande, " "), err, sortie)
		default:
			fmt.Printf("    %-24s conforme\n", strings.Join(c.commande[:len(c.commande)-1], " "))
		}
	}
	return nil
}
