package flux

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// Reponse is what a paying system says of one part.
type Reponse struct {
	Ligne   int // in the file, from 1
	Part    uuid.UUID
	Statut  string // RECU | ACCEPTE | REJETE
	Le      time.Time
	Montant int64 // smallest coin; of ACCEPTE only
	Code    string
	Motif   string
}

// Retour is a whole file of answers.
type Retour struct {
	Academie, Cible, Fichier string
	Numero                   int
	Reponses                 []Reponse
}

// Refus says why a return is not read: the line, and a French sentence with its remedy. Nothing of the file is kept.
type Refus struct {
	Ligne   int
	Message string
}

func (r *Refus) Error() string {
	if r.Ligne == 0 {
		return r.Message
	}
	return fmt.Sprintf("Ligne %d : %s", r.Ligne, r.Message)
}

// Limits of what is read: a return answers one lot.
const (
	TailleRetour = 64 << 20
	LignesRetour = 500_000
	ligneMax     = 4096
)

// LireRetour reads a whole return, or nothing: it returns a *Refus for whatever is not exactly the layout of README.md.
func LireRetour(r io.Reader) (*Retour, error) {
	l := &lecteurRetour{b: bufio.NewReaderSize(io.LimitReader(r, TailleRetour+1), 64<<10), retour: &Retour{}, vues: map[uuid.UUID]int{}}
	h := sha256.New()
	for {
		brute, err := l.suivante()
		if err != nil {
			return nil, err
		}
		champs := strings.Split(strings.TrimRight(string(brute), "\r\n"), ";")
		if l.n > 1 && champs[0] == "F" {
			if err := l.finir(champs, hex.EncodeToString(h.Sum(nil))); err != nil {
				return nil, err
			}
			return l.retour, nil
		}
		_, _ = h.Write(brute)
		if l.n == 1 {
			err = l.entete(champs)
		} else {
			err = l.detail(champs)
		}
		if err != nil {
			return nil, err
		}
	}
}

type lecteurRetour struct {
	b      *bufio.Reader
	n, lus int
	somme  int64
	retour *Retour
	vues   map[uuid.UUID]int
}

func (l *lecteurRetour) refus(format string, args ...any) error {
	return &Refus{l.n, fmt.Sprintf(format, args...)}
}

// suivante gives the next line, with its end. The mark of UTF-8 is taken off the first.
func (l *lecteurRetour) suivante() ([]byte, error) {
	brute, err := l.b.ReadSlice('\n')
	l.n++
	if l.lus += len(brute); l.lus > TailleRetour || l.n > LignesRetour+2 {
		return nil, l.refus("le fichier dépasse %d Mo ou %d lignes : un retour répond à un seul lot.", TailleRetour>>20, LignesRetour)
	}
	switch {
	case errors.Is(err, io.EOF) && len(brute) == 0 && l.n == 1:
		return nil, &Refus{0, "Le fichier est vide."}
	case errors.Is(err, io.EOF):
		return nil, l.refus("le fichier est tronqué : sa dernière ligne (F) manque ou n’est pas terminée. Demandez qu’il soit envoyé de nouveau.")
	case errors.Is(err, bufio.ErrBufferFull) || len(brute) > ligneMax:
		return nil, l.refus("cette ligne dépasse %d octets : ce n’est pas un retour de liquidation.", ligneMax)
	case err != nil:
		return nil, err
	}
	if l.n == 1 && (bytes.HasPrefix(brute, []byte{0xff, 0xfe}) || bytes.HasPrefix(brute, []byte{0xfe, 0xff}) || bytes.IndexByte(brute, 0) >= 0) {
		return nil, l.refus("le fichier est en UTF-16 : il est attendu en UTF-8.")
	}
	if l.n == 1 {
		brute = bytes.TrimPrefix(brute, []byte("\xef\xbb\xbf"))
	}
	if !utf8.Valid(brute) || bytes.IndexByte(brute, 0) >= 0 {
		return nil, l.refus("cette ligne n’est pas en UTF-8.")
	}
	return brute, nil
}

func (l *lecteurRetour) entete(c []string) error {
	if len(c) != 6 || c[0] != "R" {
		return l.refus("la première ligne d’un retour s’écrit R;1;académie;cible;fichier;lot.")
	}
	if c[1] != "1" {
		return l.refus("version %q inconnue : seule la version 1 se lit.", couper(c[1]))
	}
	n, err := strconv.ParseUint(c[5], 10, 31)
	if err != nil || len(c[2]) != 3 || c[4] == "" || len(c[4]) > 100 {
		return l.refus("l’académie, le fichier ou le numéro du lot ne se lit pas.")
	}
	l.retour.Academie, l.retour.Cible, l.retour.Fichier, l.retour.Numero = c[2], c[3], c[4], int(n)
	return nil
}

func (l *lecteurRetour) detail(c []string) error {
	if len(c) != 7 || c[0] != "D" {
		return l.refus("une réponse s’écrit D;part;statut;date;montant;code;motif.")
	}
	x := Reponse{Ligne: l.n, Statut: c[2], Code: c[5], Motif: strings.TrimSpace(c[6])}
	var err error
	if x.Part, err = uuid.Parse(c[1]); err != nil || len(c[1]) != 36 {
		return l.refus("l’identifiant de la part ne se lit pas.")
	}
	if avant, deja := l.vues[x.Part]; deja {
		return l.refus("la part %s est déjà citée à la ligne %d.", x.Part, avant)
	}
	l.vues[x.Part] = l.n
	if x.Le, err = time.Parse(time.DateOnly, c[3]); err != nil || x.Le.Year() < 2000 || x.Le.Year() > 2199 {
		return l.refus("la date « %s » ne se lit pas : elle s’écrit 2027-07-12.", couper(c[3]))
	}
	if utf8.RuneCountInString(x.Code) > 20 || utf8.RuneCountInString(x.Motif) > 300 {
		return l.refus("le motif dépasse 300 caractères, ou son code 20.")
	}
	switch x.Statut {
	case "RECU":
	case "REJETE":
		if x.Motif == "" {
			return l.refus("un rejet dit son motif.")
		}
	case "ACCEPTE":
		m, err := strconv.ParseUint(c[4], 10, 50)
		if err != nil {
			return l.refus("le montant « %s » ne se lit pas : il s’écrit en centimes, sans virgule (en francs pour le franc Pacifique).", couper(c[4]))
		}
		x.Montant = int64(m)
		l.somme += x.Montant
	default:
		return l.refus("statut « %s » inconnu : RECU, ACCEPTE ou REJETE.", couper(x.Statut))
	}
	if x.Statut != "ACCEPTE" && c[4] != "" && c[4] != "0" {
		return l.refus("seul un paiement accepté porte un montant.")
	}
	l.retour.Reponses = append(l.retour.Reponses, x)
	return nil
}

func (l *lecteurRetour) finir(c []string, empreinte string) error {
	if _, err := l.b.ReadByte(); !errors.Is(err, io.EOF) {
		return l.refus("des lignes suivent la dernière (F).")
	}
	switch {
	case len(c) != 4:
		return l.refus("la dernière ligne s’écrit F;réponses;somme;empreinte.")
	case c[1] != strconv.Itoa(len(l.retour.Reponses)):
		return l.refus("%s réponses annoncées, %d lues : le fichier est incomplet.", couper(c[1]), len(l.retour.Reponses))
	case c[2] != strconv.FormatInt(l.somme, 10):
		return l.refus("somme de %s annoncée, %d lue.", couper(c[2]), l.somme)
	case !strings.EqualFold(c[3], empreinte):
		return l.refus("l’empreinte ne correspond pas : le fichier a été modifié, ou s’est abîmé en chemin.")
	case len(l.retour.Reponses) == 0:
		return l.refus("aucune réponse dans ce retour.")
	}
	return nil
}

// couper what came from outside before it is said again.
func couper(v string) string {
	if r := []rune(v); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return v
}

// EcrireRetour writes a return: for tests, demonstrations, and platforms that want a specimen.
func EcrireRetour(w io.Writer, r *Retour) error {
	h := sha256.New()
	b := bufio.NewWriter(io.MultiWriter(w, h))
	_, _ = fmt.Fprintf(b, "R;1;%s;%s;%s;%06d\n", r.Academie, r.Cible, r.Fichier, r.Numero)
	var somme int64
	for i := range r.Reponses {
		x := &r.Reponses[i]
		montant := ""
		if x.Statut == "ACCEPTE" {
			montant = strconv.FormatInt(x.Montant, 10)
			somme += x.Montant
		}
		_, _ = fmt.Fprintf(b, "D;%s;%s;%s;%s;%s;%s\n", x.Part, x.Statut, x.Le.Format(time.DateOnly), montant, champ(x.Code), champ(x.Motif))
	}
	if err := b.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "F;%d;%d;%s\n", len(r.Reponses), somme, hex.EncodeToString(h.Sum(nil)))
	return err
}
