// Package lecture reads tagged PDF back, through another's parser, for the tests: what a screen reader would be told.
package lecture

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Element of the logical structure, with the text marked for it and for what is inside it.
type Element struct {
	Genre, Alternatif, Texte string
	Enfants                  []*Element
}

// Tous lists the elements of a kind, in reading order.
func (e *Element) Tous(genre string) (l []*Element) {
	if e.Genre == genre {
		l = append(l, e)
	}
	for _, x := range e.Enfants {
		l = append(l, x.Tous(genre)...)
	}
	return l
}

type lecteur struct {
	x       *model.XRefTable
	marques map[[2]int]string // text by page object and MCID
	vues    map[[2]int]int
}

// Lire validates a file and returns its structure. It returns an error when the file is not valid, when a text is neither
// marked nor an artefact, or when a marked piece is in no element or in two.
func Lire(fichier []byte) (*Element, int, error) {
	ctx, err := api.ReadAndValidate(bytes.NewReader(fichier), model.NewDefaultConfiguration())
	if err != nil {
		return nil, 0, err
	}
	l := lecteur{ctx.XRefTable, map[[2]int]string{}, map[[2]int]int{}}
	for p := 1; p <= ctx.PageCount; p++ {
		if err := l.page(p); err != nil {
			return nil, 0, fmt.Errorf("page %d : %w", p, err)
		}
	}
	catalogue, err := l.x.Catalog()
	if err != nil {
		return nil, 0, err
	}
	racine, err := l.x.DereferenceDict(catalogue["StructTreeRoot"])
	if err != nil || racine == nil {
		return nil, 0, fmt.Errorf("sans structure : %w", err)
	}
	e, err := l.element(racine["K"], 0)
	if err != nil {
		return nil, 0, err
	}
	for m := range l.marques {
		if l.vues[m] != 1 {
			return nil, 0, fmt.Errorf("le passage %v est dans %d éléments", m, l.vues[m])
		}
	}
	return e, ctx.PageCount, nil
}

var (
	operations = regexp.MustCompile(`<</MCID (\d+)>>BDC|/Artifact BMC|EMC|/F(\d) [\d.]+ Tf|<([0-9A-F]*)>Tj`)
	bfchar     = regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]{4})>`)
)

func (l *lecteur) page(n int) error {
	d, ref, _, err := l.x.PageDict(n, false)
	if err != nil {
		return err
	}
	fontes, err := l.fontes(d)
	if err != nil {
		return err
	}
	contenu, err := l.x.PageContent(d, n)
	if err != nil {
		return err
	}
	mcid, fonte := -1, "0"
	const artefact, dehors = -2, -1
	for _, m := range operations.FindAllSubmatch(contenu, -1) {
		switch {
		case len(m[1]) > 0:
			mcid, _ = strconv.Atoi(string(m[1]))
			l.marques[[2]int{ref.ObjectNumber.Value(), mcid}] += ""
		case bytes.HasPrefix(m[0], []byte("/Artifact")):
			mcid = artefact
		case bytes.Equal(m[0], []byte("EMC")):
			mcid = dehors
		case len(m[2]) > 0:
			fonte = string(m[2])
		case mcid == dehors:
			return fmt.Errorf("texte sans marque : %s", m[0])
		case mcid >= 0:
			t, err := decoder(m[3], fontes[fonte])
			if err != nil {
				return err
			}
			l.marques[[2]int{ref.ObjectNumber.Value(), mcid}] += t
		}
	}
	return nil
}

// fontes of a page: their ToUnicode tables. Each must be embedded.
func (l *lecteur) fontes(page types.Dict) (map[string]map[string]string, error) {
	ressources, err := l.x.DereferenceDict(page["Resources"])
	if err != nil {
		return nil, err
	}
	liste, err := l.x.DereferenceDict(ressources["Font"])
	if err != nil {
		return nil, err
	}
	tables := map[string]map[string]string{}
	for nom, o := range liste {
		f, err := l.x.DereferenceDict(o)
		if err != nil {
			return nil, err
		}
		descendantes, err := l.x.DereferenceArray(f["DescendantFonts"])
		if err != nil || len(descendantes) != 1 {
			return nil, fmt.Errorf("fonte %s sans descendante : %w", nom, err)
		}
		descendante, err := l.x.DereferenceDict(descendantes[0])
		if err != nil {
			return nil, err
		}
		descripteur, err := l.x.DereferenceDict(descendante["FontDescriptor"])
		if err != nil || descripteur["FontFile2"] == nil {
			return nil, fmt.Errorf("fonte %s non incorporée : %w", nom, err)
		}
		flux, _, err := l.x.DereferenceStreamDict(f["ToUnicode"])
		if err != nil || flux == nil {
			return nil, fmt.Errorf("fonte %s sans ToUnicode : %w", nom, err)
		}
		if err := flux.Decode(); err != nil {
			return nil, err
		}
		t := map[string]string{}
		for _, m := range bfchar.FindAllSubmatch(flux.Content, -1) {
			u, err := strconv.ParseUint(string(m[2]), 16, 16)
			if err != nil {
				return nil, err
			}
			t[string(m[1])] = string(rune(u))
		}
		tables[strings.TrimPrefix(nom, "F")] = t
	}
	return tables, nil
}

func decoder(hexa []byte, table map[string]string) (string, error) {
	if _, err := hex.DecodeString(string(hexa)); err != nil || len(hexa)%4 != 0 {
		return "", fmt.Errorf("chaîne mal formée : %s", hexa)
	}
	var b strings.Builder
	for i := 0; i < len(hexa); i += 4 {
		c, ok := table[string(hexa[i:i+4])]
		if !ok {
			return "", fmt.Errorf("glyphe %s sans caractère", hexa[i:i+4])
		}
		b.WriteString(c)
	}
	return b.String(), nil
}

func (l *lecteur) element(o types.Object, page int) (*Element, error) {
	d, err := l.x.DereferenceDict(o)
	if err != nil {
		return nil, err
	}
	e := &Element{}
	if s, ok := d["S"].(types.Name); ok {
		e.Genre = s.Value()
	}
	if d["Alt"] != nil {
		if e.Alternatif, err = l.x.DereferenceText(d["Alt"]); err != nil {
			return nil, err
		}
	}
	if r, ok := d["Pg"].(types.IndirectRef); ok {
		page = r.ObjectNumber.Value()
	}
	enfants, err := l.x.Dereference(d["K"])
	if err != nil {
		return nil, err
	}
	liste, ok := enfants.(types.Array)
	if !ok {
		liste = types.Array{d["K"]}
	}
	for _, k := range liste {
		if err := l.enfant(e, k, page); err != nil {
			return nil, err
		}
	}
	return e, nil
}

func (l *lecteur) enfant(e *Element, k types.Object, page int) error {
	o, err := l.x.Dereference(k)
	if err != nil {
		return err
	}
	mcid := -1
	switch v := o.(type) {
	case types.Integer:
		mcid = v.Value()
	case types.Dict:
		t, _ := v["Type"].(types.Name)
		if t == "OBJR" {
			return nil
		}
		if t != "MCR" {
			x, err := l.element(k, page)
			if err == nil {
				e.Enfants = append(e.Enfants, x)
				e.Texte += x.Texte
			}
			return err
		}
		r, _ := v["Pg"].(types.IndirectRef)
		n, _ := v["MCID"].(types.Integer)
		page, mcid = r.ObjectNumber.Value(), n.Value()
	}
	cle := [2]int{page, mcid}
	t, ok := l.marques[cle]
	if !ok {
		return fmt.Errorf("l’élément %s renvoie à un passage absent %v", e.Genre, cle)
	}
	l.vues[cle]++
	e.Texte += t
	return nil
}
