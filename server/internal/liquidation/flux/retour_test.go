package flux_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/liquidation/flux"
)

var le = time.Date(2027, 8, 27, 0, 0, 0, 0, time.UTC)

func unRetour() []byte {
	var b bytes.Buffer
	_ = flux.EcrireRetour(&b, &flux.Retour{Academie: "014", Cible: "KHEPHREN", Fichier: "IMAGIN_014_KHEPHREN_000012.csv", Numero: 12, Reponses: []flux.Reponse{
		{Part: id(1), Statut: "RECU", Le: le}, {Part: id(2), Statut: "ACCEPTE", Le: le, Montant: 17_600}, {Part: id(3), Statut: "REJETE", Le: le, Code: "R12", Motif: "Agent inconnu du fichier de paye"}}})
	return b.Bytes()
}

// scelle puts the right digest under lines written by hand.
func scelle(fin string, lignes ...string) []byte {
	tete := strings.Join(lignes, "\n") + "\n"
	h := sha256.Sum256([]byte(tete))
	return []byte(tete + fin + ";" + hex.EncodeToString(h[:]) + "\n")
}

func TestRetourLu(t *testing.T) {
	for nom, b := range map[string][]byte{"tel quel": unRetour(), "marque d’UTF-8": append([]byte("\xef\xbb\xbf"), unRetour()...)} {
		r, err := flux.LireRetour(bytes.NewReader(b))
		require.NoError(t, err, nom)
		require.Equal(t, 12, r.Numero)
		require.Len(t, r.Reponses, 3)
		require.Equal(t, flux.Reponse{Ligne: 3, Part: id(2), Statut: "ACCEPTE", Le: le, Montant: 17_600}, r.Reponses[1])
		require.Equal(t, "Agent inconnu du fichier de paye", r.Reponses[2].Motif)
	}
}

// TestRetourHostile: nothing of a file that is not whole and exact is kept, and the message names the line.
func TestRetourHostile(t *testing.T) {
	bon := string(unRetour())
	avantFin, _, _ := strings.Cut(bon, "F;")
	tete, d := "R;1;014;KHEPHREN;f.csv;12", func(n int, reste string) string { return fmt.Sprintf("D;%s;%s", id(n), reste) }
	for nom, c := range map[string]struct {
		b        []byte
		ligne    int
		contient string
	}{
		"vide":                  {nil, 0, "vide"},
		"tronqué net":           {[]byte(avantFin), 5, "tronqué"},
		"tronqué en ligne":      {[]byte(bon[:len(bon)-5]), 5, "tronqué"},
		"tronqué au dernier LF": {[]byte(bon[:len(bon)-1]), 5, "tronqué"},
		"UTF-16":                {[]byte("\xff\xfeR\x00;\x001\x00\n\x00"), 1, "UTF-16"},
		"latin-9":               {[]byte(strings.Replace(bon, "paye", "pay\xe9", 1)), 4, "UTF-8"},
		"octet nul":             {[]byte(strings.Replace(bon, "paye", "pa\x00ye", 1)), 4, "UTF-8"},
		"changé":                {[]byte(strings.Replace(bon, "17600", "17601", 1)), 5, "somme"},
		"motif changé":          {[]byte(strings.Replace(bon, "inconnu", "reconnu", 1)), 5, "empreinte"},
		"suite":                 {append(unRetour(), "D;x\n"...), 5, "suivent"},
		"pas un retour":         {[]byte("<html>\n"), 1, "R;1;"},
		"autre version":         {scelle("F;1;0", "R;2;014;K;f;12", d(1, "RECU;2027-08-27;;;")), 1, "version"},
		"lot illisible":         {scelle("F;1;0", "R;1;014;K;f;-1", d(1, "RECU;2027-08-27;;;")), 1, "lot"},
		"part illisible":        {scelle("F;1;0", tete, "D;{"+id(1).String()+"};RECU;2027-08-27;;;"), 2, "identifiant"},
		"part répétée":          {scelle("F;2;0", tete, d(1, "RECU;2027-08-27;;;"), d(1, "RECU;2027-08-27;;;")), 3, "déjà citée à la ligne 2"},
		"statut":                {scelle("F;1;0", tete, d(1, "PAYE;2027-08-27;;;")), 2, "statut"},
		"rejet sans motif":      {scelle("F;1;0", tete, d(1, "REJETE;2027-08-27;;R1; ")), 2, "motif"},
		"montant à virgule":     {scelle("F;1;0", tete, d(1, "ACCEPTE;2027-08-27;12,50;;")), 2, "centimes"},
		"montant négatif":       {scelle("F;1;-5", tete, d(1, "ACCEPTE;2027-08-27;-5;;")), 2, "centimes"},
		"montant énorme":        {scelle("F;1;0", tete, d(1, "ACCEPTE;2027-08-27;99999999999999999999;;")), 2, "centimes"},
		"rejet payé":            {scelle("F;1;0", tete, d(1, "REJETE;2027-08-27;100;R1;non")), 2, "montant"},
		"date":                  {scelle("F;1;0", tete, d(1, "RECU;27/08/2027;;;")), 2, "date"},
		"date absurde":          {scelle("F;1;0", tete, d(1, "RECU;0001-01-01;;;")), 2, "date"},
		"compte faux":           {scelle("F;2;0", tete, d(1, "RECU;2027-08-27;;;")), 3, "annoncées"},
		"rien":                  {scelle("F;0;0", tete), 2, "aucune"},
		"ligne sans fin":        {bytes.Repeat([]byte("R"), 100_000), 1, "dépasse"},
		"trop de champs":        {scelle("F;1;0", tete, d(1, "RECU;2027-08-27;;;;")), 2, "D;part"},
	} {
		t.Run(nom, func(t *testing.T) {
			r, err := flux.LireRetour(bytes.NewReader(c.b))
			require.Nil(t, r)
			var refus *flux.Refus
			require.True(t, errors.As(err, &refus), "%v", err)
			require.Equal(t, c.ligne, refus.Ligne, refus.Message)
			require.Contains(t, refus.Message, c.contient)
		})
	}
}

func FuzzLireRetour(f *testing.F) {
	f.Add(unRetour())
	f.Add(scelle("F;1;0", "R;1;014;K;f;12", "D;x;RECU;2027-08-27;;;"))
	f.Add([]byte("\xef\xbb\xbfR;1;;;;\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := flux.LireRetour(bytes.NewReader(b))
		if err != nil {
			require.Nil(t, r)
			return
		}
		// What is read can be written, and reads the same.
		var copie bytes.Buffer
		require.NoError(t, flux.EcrireRetour(&copie, r))
		encore, err := flux.LireRetour(&copie)
		require.NoError(t, err)
		require.Len(t, encore.Reponses, len(r.Reponses))
	})
}
