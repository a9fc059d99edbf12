package flux_test

import (
	"bytes"
	"encoding/xml"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/server/internal/liquidation/flux"
)

// doc is pain.001.001.09 as its schema and the SEPA guidelines order it; the writer shares nothing with it.
type doc struct {
	XMLName xml.Name `xml:"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09 Document"`
	Init    struct {
		Tete struct {
			MsgID string `xml:"MsgId"`
			Le    string `xml:"CreDtTm"`
			N     int    `xml:"NbOfTxs"`
			Somme string `xml:"CtrlSum"`
			Nom   string `xml:"InitgPty>Nm"`
		} `xml:"GrpHdr"`
		Blocs []struct {
			ID       string `xml:"PmtInfId"`
			Moyen    string `xml:"PmtMtd"`
			N        int    `xml:"NbOfTxs"`
			Somme    string `xml:"CtrlSum"`
			Service  string `xml:"PmtTpInf>SvcLvl>Cd"`
			Jour     string `xml:"ReqdExctnDt>Dt"`
			Nom      string `xml:"Dbtr>Nm"`
			IBAN     string `xml:"DbtrAcct>Id>IBAN"`
			BIC      string `xml:"DbtrAgt>FinInstnId>BICFI"`
			Frais    string `xml:"ChrgBr"`
			Virement []struct {
				Instr string `xml:"PmtId>InstrId"`
				E2E   string `xml:"PmtId>EndToEndId"`
				Somme struct {
					Ccy    string `xml:"Ccy,attr"`
					Valeur string `xml:",chardata"`
				} `xml:"Amt>InstdAmt"`
				BIC   string `xml:"CdtrAgt>FinInstnId>BICFI"`
				Nom   string `xml:"Cdtr>Nm"`
				IBAN  string `xml:"CdtrAcct>Id>IBAN"`
				Objet string `xml:"RmtInf>Ustrd"`
			} `xml:"CdtTrfTxInf"`
		} `xml:"PmtInf"`
	} `xml:"CstmrCdtTrfInitn"`
}

var (
	lettres = regexp.MustCompile(`^[a-zA-Z0-9/\-?:().,'+ ]+$`)
	max35   = regexp.MustCompile(`^.{1,35}$`)
	decimal = regexp.MustCompile(`^\d{1,16}\.\d{2}$`)
	formeIB = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}$`)
	formeBI = regexp.MustCompile(`^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$`)
	jourISO = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	instant = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$`)
)

// mod97 by long division, digit by digit.
func mod97(iban string) int {
	r := 0
	for _, c := range iban[4:] + iban[:4] {
		if c >= 'A' {
			r = (r*100 + int(c-'A') + 10) % 97
		} else {
			r = (r*10 + int(c-'0')) % 97
		}
	}
	return r
}

func centimes(t require.TestingT, v string) *big.Int {
	require.Regexp(t, decimal, v)
	n, ok := new(big.Int).SetString(strings.Replace(v, ".", "", 1), 10)
	require.True(t, ok)
	return n
}

// ordre of the elements, which the schema makes a sequence.
func ordre(t require.TestingT, b []byte, attendu ...string) {
	reste := string(b)
	for _, e := range attendu {
		i := strings.Index(reste, "<"+e+">")
		require.GreaterOrEqual(t, i, 0, "%s manque, ou n’est pas à sa place", e)
		reste = reste[i:]
	}
}

func valider(t require.TestingT, b []byte) doc {
	var d doc
	require.NoError(t, xml.Unmarshal(b, &d))
	x := &d.Init
	texte := func(v string, max int) {
		require.Regexp(t, lettres, v)
		require.LessOrEqual(t, len(v), max)
		require.NotContains(t, v, "//")
		require.False(t, strings.HasPrefix(v, "/") || strings.HasSuffix(v, "/"), v)
	}
	texte(x.Tete.MsgID, 35)
	texte(x.Tete.Nom, 70)
	require.Regexp(t, instant, x.Tete.Le)
	require.Len(t, x.Blocs, 1)
	p := x.Blocs[0]
	texte(p.ID, 35)
	texte(p.Nom, 70)
	require.Equal(t, []string{"TRF", "SEPA", "SLEV"}, []string{p.Moyen, p.Service, p.Frais})
	require.Regexp(t, jourISO, p.Jour)
	require.Regexp(t, formeIB, p.IBAN)
	require.Equal(t, 1, mod97(p.IBAN))
	somme, vus := new(big.Int), map[string]bool{}
	for _, v := range p.Virement {
		require.Regexp(t, max35, v.Instr)
		texte(v.E2E, 35)
		require.False(t, vus[v.E2E], "référence répétée")
		vus[v.E2E] = true
		require.Equal(t, "EUR", v.Somme.Ccy)
		c := centimes(t, v.Somme.Valeur)
		require.True(t, c.Sign() > 0 && c.Cmp(big.NewInt(99_999_999_999)) <= 0)
		somme.Add(somme, c)
		texte(v.Nom, 70)
		texte(v.Objet, 140)
		require.Regexp(t, formeIB, v.IBAN)
		require.Equal(t, 1, mod97(v.IBAN))
		if v.BIC != "" {
			require.Regexp(t, formeBI, v.BIC)
		}
	}
	require.Equal(t, len(p.Virement), p.N)
	require.Equal(t, p.N, x.Tete.N)
	require.Equal(t, somme, centimes(t, p.Somme))
	require.Equal(t, somme, centimes(t, x.Tete.Somme))
	ordre(t, b, "GrpHdr", "MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty", "PmtInf", "PmtInfId", "PmtMtd", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt", "ChrgBr",
		"CdtTrfTxInf", "PmtId", "InstrId", "EndToEndId", "Amt", "Cdtr", "CdtrAcct", "RmtInf")
	return d
}

// TestSEPA: whatever names people have, the document is one that a bank takes.
func TestSEPA(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []*flux.Part
		for n := range rapid.IntRange(1, 8).Draw(t, "virements") {
			p := unePart(n+1, rapid.String().Draw(t, "nom"), rapid.Int64Range(1, 10_000_000).Draw(t, "montant"))
			p.Examen, p.BIC = rapid.String().Draw(t, "examen"), rapid.SampledFrom([]string{"", "BNPAFRPP", "BNPAFRPPXXX", "<b>"}).Draw(t, "bic")
			parts = append(parts, p)
		}
		d := valider(t, ecrire(t, flux.SEPA, parts...))
		require.Len(t, d.Init.Blocs[0].Virement, len(parts))
	})
	d := valider(t, ecrire(t, flux.SEPA, unePart(1, "Le Gœff-Ñúñez // & <Cie>", 1050)))
	v := d.Init.Blocs[0].Virement[0]
	require.Equal(t, "Helene Le Goeff-Nunez / Cie", v.Nom)
	require.Equal(t, "10.50", v.Somme.Valeur)
	require.Equal(t, "IMAGIN-014-000012", d.Init.Tete.MsgID)
	require.True(t, bytes.Contains(ecrire(t, flux.SEPA, unePart(1, "X", 5)), []byte(">0.05<")))
}
