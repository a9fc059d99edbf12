package pdf

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
)

// sousFonte keeps the outlines of some glyphs of a TrueType program. Numbers of glyphs do not change, so that composed
// ones still find their parts. Screen hinting, of no use on paper, is dropped with the programs that it needs.
func sousFonte(ttf []byte, glyphes map[uint16]rune) []byte {
	t := tables(ttf)
	longue := u16(t["head"], 50) == 1
	n := u16(t["maxp"], 4)
	position := func(g int) int {
		if longue {
			return int(binary.BigEndian.Uint32(t["loca"][4*g:]))
		}
		return 2 * u16(t["loca"], 2*g)
	}
	garder := make([]bool, n)
	garder[0] = true
	var suivre func(g int)
	suivre = func(g int) {
		garder[g] = true
		for _, c := range parties(t["glyf"][position(g):position(g+1)]) {
			suivre(c)
		}
	}
	for g := range glyphes {
		suivre(int(g))
	}
	var glyf, loca bytes.Buffer
	for g := range n {
		_ = binary.Write(&loca, binary.BigEndian, uint32(glyf.Len())) //nolint:gosec // a font holds in 32 bits
		if garder[g] {
			glyf.Write(sansInstructions(t["glyf"][position(g):position(g+1)]))
			glyf.Write(make([]byte, -glyf.Len()&3))
		}
	}
	_ = binary.Write(&loca, binary.BigEndian, uint32(glyf.Len())) //nolint:gosec // idem
	head := bytes.Clone(t["head"])
	binary.BigEndian.PutUint16(head[50:], 1)
	return assembler(map[string][]byte{"head": head, "hhea": t["hhea"], "hmtx": t["hmtx"], "maxp": t["maxp"],
		"glyf": glyf.Bytes(), "loca": loca.Bytes()})
}

func tables(ttf []byte) map[string][]byte {
	t := map[string][]byte{}
	for i := range u16(ttf, 4) {
		e := ttf[12+16*i:]
		debut, taille := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		t[string(e[:4])] = ttf[debut : debut+taille]
	}
	return t
}

// Flags of the parts of a composed glyph (OpenType, table glyf).
const (
	motsLarges    = 0x0001
	uneEchelle    = 0x0008
	encore        = 0x0020
	deuxEchelles  = 0x0040
	matrice       = 0x0080
	instructions  = 0x0100
	enTeteContour = 10
)

// parcourir calls voir with the position of each part of a composed glyph and returns where they end.
func parcourir(g []byte, voir func(i, drapeaux int)) int {
	i := enTeteContour
	for {
		d := u16(g, i)
		voir(i, d)
		i += 6
		if d&motsLarges != 0 {
			i += 2
		}
		switch {
		case d&uneEchelle != 0:
			i += 2
		case d&deuxEchelles != 0:
			i += 4
		case d&matrice != 0:
			i += 8
		}
		if d&encore == 0 {
			return i
		}
	}
}

func compose(g []byte) bool { return len(g) > 0 && g[0]&0x80 != 0 }

func parties(g []byte) (p []int) {
	if compose(g) {
		parcourir(g, func(i, _ int) { p = append(p, u16(g, i+2)) })
	}
	return p
}

func sansInstructions(g []byte) []byte {
	switch {
	case len(g) == 0:
		return g
	case compose(g):
		g = bytes.Clone(g)
		fin := parcourir(g, func(i, d int) { binary.BigEndian.PutUint16(g[i:], uint16(d&^instructions)) }) //nolint:gosec // 16 bits
		return g[:fin]
	}
	i := enTeteContour + 2*u16(g, 0)
	return slices.Concat(g[:i], []byte{0, 0}, g[i+2+u16(g, i):])
}

// assembler writes a TrueType file with its tables and their checksums.
func assembler(t map[string][]byte) []byte {
	noms := trier(t)
	var b bytes.Buffer
	n := len(noms)
	b.Write([]byte{0, 1, 0, 0, 0, byte(n), 0, 64, 0, 2, 0, byte(16*n - 64)}) //nolint:gosec // six tables
	debut := 12 + 16*n
	for _, nom := range noms {
		b.WriteString(nom)
		_ = binary.Write(&b, binary.BigEndian, [3]uint32{somme(t[nom]), uint32(debut), uint32(len(t[nom]))}) //nolint:gosec // a font holds in 32 bits
		debut += (len(t[nom]) + 3) &^ 3
	}
	for _, nom := range noms {
		b.Write(t[nom])
		b.Write(make([]byte, -len(t[nom])&3))
	}
	return b.Bytes()
}

func somme(table []byte) (s uint32) {
	for i := 0; i < len(table); i += 4 {
		var mot [4]byte
		copy(mot[:], table[i:])
		s += binary.BigEndian.Uint32(mot[:])
	}
	return s
}

func trier[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
