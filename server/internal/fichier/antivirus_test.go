package fichier

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/fail"
)

// fauxClamd speaks INSTREAM as clamd does: it finds a word that stands for a virus, and refuses what is too large.
func fauxClamd(t *testing.T, reseau, adresse string) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), reseau, adresse)
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			repondre(c)
		}
	}()
	return l.Addr().String()
}

func repondre(c net.Conn) {
	defer func() { _ = c.Close() }()
	r := bufio.NewReader(c)
	commande, err := r.ReadString(0)
	if err != nil || commande != "zINSTREAM\x00" {
		_, _ = io.WriteString(c, "UNKNOWN COMMAND\x00")
		return
	}
	var tout bytes.Buffer
	for {
		var n uint32
		if binary.Read(r, binary.BigEndian, &n) != nil {
			return
		}
		if n == 0 {
			break
		}
		if _, err := io.CopyN(&tout, r, int64(n)); err != nil {
			return
		}
	}
	switch {
	case tout.Len() > 1<<20:
		_, _ = io.WriteString(c, "INSTREAM size limit exceeded. ERROR\x00")
	case strings.Contains(tout.String(), "VIRUS-D-ESSAI"):
		_, _ = io.WriteString(c, "stream: Essai-Signature FOUND\x00")
	default:
		_, _ = io.WriteString(c, "stream: OK\x00")
	}
}

func TestAntivirus(t *testing.T) {
	tcp := fauxClamd(t, "tcp", "127.0.0.1:0")
	prise := fauxClamd(t, "unix", filepath.Join(t.TempDir(), "clamd.sock"))
	for _, adresse := range []string{tcp, prise} {
		a := NouvelAntivirus(adresse)
		verdict, err := a.juger(t.Context(), strings.NewReader(strings.Repeat("x", 200_000)))
		require.NoError(t, err)
		require.Equal(t, Sain, verdict)
		verdict, err = a.juger(t.Context(), strings.NewReader(strings.Repeat("x", trancheClamd-5)+"VIRUS-D-ESSAI"))
		require.NoError(t, err)
		require.Equal(t, Infecte, verdict, "à cheval sur deux morceaux")
		_, err = a.juger(t.Context(), bytes.NewReader(make([]byte, 2<<20)))
		require.ErrorContains(t, err, "size limit", "ce qui n’est pas jugé n’est pas sain")
	}
	require.Nil(t, NouvelAntivirus(""))
}

// TestControler: infected is refused, silent is kept waiting, without antivirus nothing is said.
func TestControler(t *testing.T) {
	depot := func(contenu string) *Depot {
		d, err := Recevoir(strings.NewReader(contenu))
		require.NoError(t, err)
		t.Cleanup(d.Fermer)
		return d
	}
	a := NouvelAntivirus(fauxClamd(t, "tcp", "127.0.0.1:0"))
	d := depot("bon")
	require.NoError(t, d.Controler(t.Context(), a))
	require.Equal(t, Sain, *d.controle)
	f := fail.As(depot("VIRUS-D-ESSAI").Controler(t.Context(), a))
	require.Equal(t, "justificatif.infecte", f.Code)
	d = depot("bon")
	muet := &Antivirus{"tcp", "127.0.0.1:1", time.Second}
	require.NoError(t, d.Controler(t.Context(), muet))
	require.Equal(t, EnAttente, *d.controle)
	require.NoError(t, d.Controler(t.Context(), nil))
}
