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
)

// Relire reads one of our files back by its own words alone: what its trailer says must be what it holds. It returns
// ErrTotal when it is not.
func Relire(r io.Reader, cible Cible) (Bilan, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	h := sha256.New()
	var lu Bilan
	vues := map[string]bool{}
	for {
		ligne, err := b.ReadBytes('\n')
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = fmt.Errorf("pas de dernière ligne : %w", ErrTotal)
			}
			return lu, err
		}
		if fin := trailer(ligne, cible); fin != nil {
			if _, err := b.ReadByte(); !errors.Is(err, io.EOF) {
				return lu, fmt.Errorf("des lignes suivent la dernière : %w", ErrTotal)
			}
			dit, empreinte, ok := lireTrailer(fin, cible)
			if !ok || dit != lu || empreinte != hex.EncodeToString(h.Sum(nil)) {
				return lu, fmt.Errorf("%d parts et %d lues, %d et %d dites : %w", lu.Parts, lu.Somme, dit.Parts, dit.Somme, ErrTotal)
			}
			return lu, nil
		}
		_, _ = h.Write(ligne)
		id, montant, ok := lireDetail(ligne, cible)
		if !ok {
			continue
		}
		if !vues[id] {
			vues[id] = true
			lu.Parts++
		} else if cible == SEPA || cible == Kheops {
			return lu, fmt.Errorf("la part %s y est deux fois : %w", id, ErrTotal)
		}
		lu.Somme += montant
	}
}

func trailer(l []byte, cible Cible) []string {
	s := strings.TrimSpace(string(l))
	switch {
	case cible == SEPA && strings.HasPrefix(s, "<!-- F;"):
		return strings.Split(strings.TrimSuffix(strings.TrimPrefix(s, "<!-- "), " -->"), ";")
	case cible == Kheops && strings.HasPrefix(s, "F") && len(s) == 1+7+14+64:
		return []string{"F", s[1:8], s[8:22], s[22:]}
	case (cible == Khephren || cible == DT) && strings.HasPrefix(s, "F;"):
		return strings.Split(s, ";")
	}
	return nil
}

func lireTrailer(f []string, cible Cible) (Bilan, string, bool) {
	if (cible == Khephren || cible == DT) && len(f) == 5 {
		f = []string{f[0], f[1], f[3], f[4]}
	}
	if len(f) != 4 {
		return Bilan{}, "", false
	}
	parts, err1 := strconv.Atoi(f[1])
	somme, err2 := strconv.ParseInt(f[2], 10, 64)
	return Bilan{parts, somme}, f[3], err1 == nil && err2 == nil
}

func lireDetail(l []byte, cible Cible) (id string, montant int64, ok bool) {
	var texte string
	switch {
	case cible == SEPA && bytes.HasPrefix(l, []byte("<CdtTrfTxInf>")):
		id = entre(l, "<EndToEndId>", "</EndToEndId>")
		texte = strings.Replace(entre(l, `<InstdAmt Ccy="EUR">`, "</InstdAmt>"), ".", "", 1)
	case cible == Kheops && l[0] == 'D' && len(l) > 208:
		id, texte = string(l[8:44]), string(l[182:194])
	case (cible == Khephren || cible == DT) && bytes.HasPrefix(l, []byte("D;")):
		champs := strings.Split(string(l), ";")
		if len(champs) < 25 {
			return "", 0, false
		}
		id, texte = champs[2], champs[19]
	default:
		return "", 0, false
	}
	montant, err := strconv.ParseInt(texte, 10, 64)
	return id, montant, err == nil
}

func entre(l []byte, debut, fin string) string {
	_, apres, _ := bytes.Cut(l, []byte(debut))
	dedans, _, _ := bytes.Cut(apres, []byte(fin))
	return string(dedans)
}
