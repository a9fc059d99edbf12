package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"imagin/server/internal/app"
)

// serveur is the measured process.
type serveur struct {
	*exec.Cmd
	url, jeton string
}

func demarrer(ctx context.Context, a *app.App) (*serveur, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	port := l.Addr().(*net.TCPAddr).Port //nolint:forcetypeassert // a TCP listener has a TCP address
	_ = l.Close()
	s := &serveur{url: fmt.Sprintf("http://127.0.0.1:%d", port)}
	s.Cmd = exec.CommandContext(ctx, binaire, "serve", "--demonstration")
	s.Env = append(os.Environ(), "PORT="+strconv.Itoa(port))
	s.Stderr = os.Stderr
	if err := s.Start(); err != nil {
		return nil, err
	}
	if err := s.attendre(ctx); err != nil {
		return nil, err
	}
	a.Config.Demonstration = true
	s.jeton, err = a.Jeton(ctx, "gestionnaire", "", 8*time.Hour)
	return s, err
}

func (s *serveur) attendre(ctx context.Context) error {
	for range 300 {
		r, err := s.demander(ctx, http.MethodGet, "/api/v1/sante", "", nil)
		if err == nil {
			_ = r.Body.Close()
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errors.New("le serveur ne répond pas")
}

func (s *serveur) demander(ctx context.Context, methode, chemin, corps string, entetes map[string]string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, methode, s.url+chemin, strings.NewReader(corps))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+s.jeton)
	for c, v := range entetes {
		r.Header.Set(c, v)
	}
	return client.Do(r)
}

var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 512}}

func (s *serveur) arreter() {
	_ = s.Process.Signal(syscall.SIGTERM)
	_ = s.Wait()
}

// cpu is the processor time of the server so far.
func (s *serveur) cpu() time.Duration {
	texte, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.Process.Pid))
	if err != nil {
		return 0
	}
	_, apres, _ := strings.Cut(string(texte), ") ")
	champs := strings.Fields(apres)
	utilisateur, _ := strconv.Atoi(champs[11])
	systeme, _ := strconv.Atoi(champs[12])
	return time.Duration(utilisateur+systeme) * 10 * time.Millisecond // the kernel counts in hundredths of a second
}
