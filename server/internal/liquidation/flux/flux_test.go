package flux_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/server/internal/liquidation/flux"
)

const ibanBon = "FR1420041010050500013M02606"

func id(n int) uuid.UUID { return uuid.NewSHA1(uuid.NameSpaceOID, fmt.Append(nil, n)) }

func unePart(n int, nom string, montants ...int64) *flux.Part {
	depart := time.Date(2027, 6, 12, 6, 30, 0, 0, time.UTC)
	p := &flux.Part{Rang: n, ID: id(n), Genre: [...]string{"remuneration", "deplacement"}[n%2], Externe: n%3 == 0, Matricule: int64(n), Numen: "99E0610001CTD", IBAN: ibanBon, Nom: nom, Prenom: "Hélène",
		Session: "2027-N", Examen: "BTS", Jour: time.Date(2027, 6, 12, 0, 0, 0, 0, time.UTC), Depart: &depart, Retour: &depart, Programme: "0150"}
	for _, m := range montants {
		p.Montant += m
		p.Lignes = append(p.Lignes, flux.Ligne{Regle: "REM.COPIE", Code: "BTS.COPIE", Unite: "copie", Quantite: 40, Taux: 23_000, Coefficient: 10_000, Montant: m})
	}
	return p
}

func ecrire(t require.TestingT, cible flux.Cible, parts ...*flux.Part) []byte {
	l := &flux.Lot{Academie: "014", Numero: 12, Cible: cible, Devise: "EUR", Cree: time.Date(2027, 7, 1, 8, 0, 0, 0, time.UTC), Execution: time.Date(2027, 7, 5, 0, 0, 0, 0, time.UTC),
		Nombre: len(parts), Payeur: flux.Payeur{Nom: "Rectorat de l’académie", IBAN: ibanBon, BIC: "TRPUFRP1"}}
	for _, p := range parts {
		l.Somme += p.Montant
	}
	var b bytes.Buffer
	e, err := flux.Nouveau(&b, l)
	require.NoError(t, err)
	for _, p := range parts {
		require.NoError(t, e.Ecrire(p))
	}
	require.NoError(t, e.Fermer())
	return b.Bytes()
}

// TestRelu: whatever the names, each layout reads back as it was written, and the slightest change shows.
func TestRelu(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []*flux.Part
		var somme int64
		for n := range rapid.IntRange(1, 12).Draw(t, "parts") {
			montants := rapid.SliceOfN(rapid.Int64Range(1, 500_000), 1, 4).Draw(t, "lignes")
			p := unePart(n+1, "A"+rapid.StringN(0, 60, 200).Draw(t, "nom"), montants...)
			somme += p.Montant
			parts = append(parts, p)
		}
		for _, cible := range flux.Cibles {
			b := ecrire(t, cible, parts...)
			lu, err := flux.Relire(bytes.NewReader(b), cible)
			require.NoError(t, err, "%s\n%s", cible, b)
			require.Equal(t, flux.Bilan{Parts: len(parts), Somme: somme}, lu)
			abime := bytes.Clone(b)
			i := rapid.IntRange(0, len(b)-2).Draw(t, "octet")
			abime[i] ^= 1 << rapid.IntRange(0, 6).Draw(t, "bit")
			if _, err := flux.Relire(bytes.NewReader(abime), cible); err == nil {
				require.Equal(t, strings.TrimSpace(string(b)), strings.TrimSpace(string(abime)), "%s : un octet changé à %d passe", cible, i)
			}
			_, err = flux.Relire(bytes.NewReader(b[:i]), cible)
			require.Error(t, err, "%s tronqué à %d", cible, i)
		}
	})
}

// TestFormes holds each layout to its documented shape.
func TestFormes(t *testing.T) {
	p := unePart(1, "ÉVEN ; \"L’Œuvre\"\n=2+2", 9200, 8400)
	csv := string(ecrire(t, flux.Khephren, p))
	lignes := strings.Split(csv, "\n")
	require.Equal(t, "E;1;KHEPHREN;014;000012;EUR;2027-07-01T08:00:00Z;1;17600", lignes[0])
	for _, l := range lignes[1:3] {
		require.Len(t, strings.Split(l, ";"), 25)
	}
	require.Contains(t, lignes[1], ";ÉVEN    L’Œuvre  =2+2;Hélène;2027-N;BTS;2027-06-12;REM.COPIE;BTS.COPIE;copie;40;23000;10000;9200;17600;")
	h := sha256.Sum256([]byte(strings.Join(lignes[:3], "\n") + "\n"))
	require.Equal(t, "F;1;2;17600;"+hex.EncodeToString(h[:]), lignes[3])

	dt := strings.Split(string(ecrire(t, flux.DT, p)), "\n")
	require.Len(t, strings.Split(dt[1], ";"), 29)
	require.True(t, strings.HasSuffix(dt[1], ";2027-06-12T06:30;2027-06-12T06:30"))

	for _, l := range strings.Split(strings.TrimRight(string(ecrire(t, flux.Kheops, p)), "\n"), "\n") {
		require.Len(t, l, 250)
		require.NotContains(t, l, "É")
	}
	require.Contains(t, string(ecrire(t, flux.Kheops, p)), "EVEN ; \"L'OEUVRE\" =2+2")
}

// TestEcrireRefuse what would pay wrongly.
func TestEcrireRefuse(t *testing.T) {
	l := flux.Lot{Academie: "014", Numero: 1, Cible: flux.Khephren, Devise: "EUR", Nombre: 1, Somme: 100, Payeur: flux.Payeur{Nom: "R", IBAN: ibanBon}}
	for nom, faire := range map[string]func(e flux.Ecrivain) error{
		"part en moins":     func(e flux.Ecrivain) error { return e.Fermer() },
		"autre somme":       func(e flux.Ecrivain) error { _ = e.Ecrire(unePart(1, "X", 99)); return e.Fermer() },
		"rang sauté":        func(e flux.Ecrivain) error { return e.Ecrire(unePart(2, "X", 100)) },
		"somme des lignes":  func(e flux.Ecrivain) error { p := unePart(1, "X", 60, 40); p.Montant = 101; return e.Ecrire(p) },
		"rien à payer":      func(e flux.Ecrivain) error { return e.Ecrire(unePart(1, "X")) },
		"la même deux fois": func(e flux.Ecrivain) error { _ = e.Ecrire(unePart(1, "X", 100)); return e.Ecrire(unePart(1, "X", 100)) },
	} {
		for _, cible := range flux.Cibles {
			l.Cible = cible
			e, err := flux.Nouveau(&bytes.Buffer{}, &l)
			require.NoError(t, err)
			require.ErrorIs(t, faire(e), flux.ErrTotal, "%s, %s", nom, cible)
		}
	}
	l.Cible = flux.SEPA
	e, err := flux.Nouveau(&bytes.Buffer{}, &l)
	require.NoError(t, err)
	sans := unePart(1, "X", 100)
	sans.IBAN = "FR1420041010050500013M02607"
	require.ErrorContains(t, e.Ecrire(sans), "compte")
	require.NotContains(t, e.Ecrire(sans).Error(), "FR14", "un IBAN ne va pas dans un message")
	xpf := l
	xpf.Devise = "XPF"
	_, err = flux.Nouveau(&bytes.Buffer{}, &xpf)
	require.Error(t, err)
	xpf = l
	xpf.Payeur.IBAN = ""
	_, err = flux.Nouveau(&bytes.Buffer{}, &xpf)
	require.ErrorIs(t, err, flux.ErrPayeur)
}

func TestNomStable(t *testing.T) {
	require.Equal(t, "IMAGIN_014_SEPA_000012.xml", flux.Nom("014", flux.SEPA, 12))
	require.Equal(t, "IMAGIN_014_KHEOPS_000012.txt", flux.Nom("014", flux.Kheops, 12))
}
