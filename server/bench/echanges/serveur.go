package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api/client"
)

const binaire = "bin/imagin"

// serveur is a real process, whose memory is its own.
type serveur struct {
	*exec.Cmd
	api *client.ClientWithResponses
}

func demarrer(ctx context.Context, dsn, donnees string) (*serveur, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port) //nolint:forcetypeassert // a TCP listener has a TCP address
	_ = l.Close()
	url := "http://127.0.0.1:" + port
	env := append(os.Environ(), "PORT="+port, "DATABASE_URL="+dsn, "IMAGIN_DONNEES="+donnees, "IMAGIN_URL="+url)
	s := &serveur{Cmd: exec.CommandContext(ctx, binaire, "serve", "--demonstration")}
	s.Env, s.Stderr = env, os.Stderr
	if err := s.Start(); err != nil {
		return nil, err
	}
	for range 300 {
		if r, err := http.Get(url + "/api/v1/sante"); err == nil { //nolint:noctx // our own server
			_ = r.Body.Close()
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	jeton := exec.CommandContext(ctx, binaire, "jeton", "--profil", "gestionnaire")
	jeton.Env = env
	lu, err := jeton.Output()
	if err != nil {
		return nil, fmt.Errorf("jeton : %w", err)
	}
	s.api, err = client.NewClientWithResponses(url+"/api/v1", client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+strings.TrimSpace(string(lu)))
		return nil
	}))
	return s, err
}

func (s *serveur) arreter() {
	_ = s.Process.Signal(os.Interrupt)
	_ = s.Wait()
}

var haut = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// memoire is the highest resident size of the process so far, in MB.
func (s *serveur) memoire() int {
	b, _ := os.ReadFile("/proc/" + strconv.Itoa(s.Process.Pid) + "/status")
	if m := haut.FindSubmatch(b); m != nil {
		n, _ := strconv.Atoi(string(m[1]))
		return n / 1024
	}
	return -1
}

// oublier starts the highest size again from what is resident now.
func (s *serveur) oublier() {
	_ = os.WriteFile("/proc/"+strconv.Itoa(s.Process.Pid)+"/clear_refs", []byte("5"), 0)
}

// passage is how long an import took, from the first byte sent to the end of its tâche.
type passage struct {
	depot, staging, tout time.Duration
	rapport              *client.Import
}

func (s *serveur) importer(ctx context.Context, chemin, mode string) (p passage, err error) {
	contenu, err := os.ReadFile(chemin)
	if err != nil {
		return p, err
	}
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("source", "sts")
	_ = m.WriteField("mode", mode)
	w, err := m.CreateFormFile("fichier", "academie.zip")
	if err != nil {
		return p, err
	}
	if _, err := io.Copy(w, bytes.NewReader(contenu)); err != nil {
		return p, err
	}
	_ = m.Close()
	debut := time.Now()
	r, err := s.api.DeposerImportWithBodyWithResponse(ctx, nil, m.FormDataContentType(), &b)
	if err != nil {
		return p, err
	}
	if r.JSON202 == nil {
		return p, errors.New(string(r.Body))
	}
	p.depot = time.Since(debut)
	return p, s.suivre(ctx, r.JSON202.Id, r.JSON202.Tache, debut, &p)
}

func (s *serveur) suivre(ctx context.Context, id, tache uuid.UUID, debut time.Time, p *passage) error {
	for {
		t, err := s.api.LireTacheWithResponse(ctx, tache)
		if err != nil {
			return err
		}
		if t.JSON200 == nil {
			return errors.New(string(t.Body))
		}
		etape := ""
		if t.JSON200.Etape != nil {
			etape = *t.JSON200.Etape
		}
		if p.staging == 0 && (strings.HasPrefix(etape, "Comparaison") || strings.HasPrefix(etape, "Application")) {
			p.staging = time.Since(debut)
		}
		if e := t.JSON200.Etat; e != client.EtatTacheEnAttente && e != client.EtatTacheEnCours {
			p.tout = time.Since(debut)
			i, err := s.api.LireImportWithResponse(ctx, id)
			if err != nil {
				return err
			}
			p.rapport = i.JSON200
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
}
