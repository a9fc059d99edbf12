//go:build unix

package pglocal

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestStartStopRestart(t *testing.T) {
	t.Parallel()
	for _, bin := range installed(t) {
		t.Run(fmt.Sprint(bin.Version), func(t *testing.T) {
			t.Parallel()
			dir := directory(t)
			begin := time.Now()
			s := start(t, bin, Options{Donnees: dir})
			t.Logf("création et démarrage : %v", time.Since(begin))
			for _, e := range extensions {
				execute(t, s.URL(), "create extension "+e)
			}
			execute(t, s.URL(), "create table t as select 'présent' as v")
			checkSettings(t, s.URL())
			begin = time.Now()
			stop(t, s)
			t.Logf("arrêt : %v", time.Since(begin))
			if _, open := <-s.Done(); open {
				t.Fatal("Done n'est pas fermé")
			}

			begin = time.Now()
			s = start(t, bin, Options{Donnees: dir})
			t.Logf("redémarrage : %v", time.Since(begin))
			if v := query(t, s.URL(), "select v from t"); v != "présent" {
				t.Fatalf("relu %q", v)
			}
			stop(t, s)
		})
	}
}

func checkSettings(t *testing.T, url string) {
	t.Helper()
	for setting, want := range map[string]string{
		"listen_addresses": "", "jit": "off", "fsync": "off", "shared_buffers": "256MB", "data_checksums": "on",
		"server_encoding": "UTF8", "password_encryption": "scram-sha-256", "TimeZone": "UTC",
	} {
		if got := query(t, url, "select current_setting($1)", setting); got != want {
			t.Errorf("%s vaut %q, attendu %q", setting, got, want)
		}
	}
	if got := query(t, url, "select string_agg(v, ' ' order by v) from unnest(array['zèbre', 'Été', 'étang', 'fin', 'abri']) v"); got != "abri étang Été fin zèbre" {
		t.Errorf("ordre %q : ce n'est pas celui du français", got)
	}
	if got := query(t, url, "select to_tsvector('élèves affectés')::text"); got != "'affect':2 'élev':1" {
		t.Errorf("texte découpé en %q", got)
	}
}

func TestDefaultsAreDurable(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	s, err := Start(t.Context(), installed(t)[0], Options{Donnees: dir, Reglages: map[string]string{"application_name": "l'imagin"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	for setting, want := range map[string]string{
		"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "100", "application_name": "l'imagin",
	} {
		if got := query(t, s.URL(), "select current_setting($1)", setting); got != want {
			t.Errorf("%s vaut %q, attendu %q", setting, got, want)
		}
	}
	info, err := os.Stat(passwordFile(s.place.root))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mot de passe : %v %v", info, err)
	}
	info, err = os.Stat(s.place.base)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("données : %v %v", info, err)
	}
}

func TestTemporaryAndTCP(t *testing.T) {
	t.Parallel()
	port, err := freePort(0)
	if err != nil {
		t.Fatal(err)
	}
	var number int
	fmt.Sscan(port, &number)
	bin := installed(t)[0]
	s := start(t, bin, Options{Port: number})
	if !strings.Contains(s.URL(), "@127.0.0.1:"+port+"/imagin") {
		t.Errorf("URL %s", s.URL())
	}
	if got := query(t, s.URL(), "select current_setting('listen_addresses')"); got != loopback {
		t.Errorf("écoute sur %s", got)
	}

	_, err = Start(t.Context(), bin, Options{Port: number, Rapide: true})
	if err == nil || !strings.Contains(err.Error(), "déjà pris") {
		t.Errorf("port occupé : %v", err)
	}
	stop(t, s)
	if _, err := os.Stat(s.place.root); !os.IsNotExist(err) {
		t.Errorf("le répertoire temporaire reste : %v", err)
	}
}

func TestLongPathsGetAShortSocket(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(directory(t), strings.Repeat("profond/", 12))
	s := start(t, installed(t)[0], Options{Donnees: dir})
	if len(s.point.socket) > 60 {
		t.Fatalf("socket dans %s", s.point.socket)
	}
	query(t, s.URL(), "select 'oui'")
	stop(t, s)
	if _, err := os.Stat(s.point.socket); !os.IsNotExist(err) {
		t.Errorf("le répertoire de la socket reste : %v", err)
	}
}

func TestSecondStartShares(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	bin := installed(t)[0]
	first := start(t, bin, Options{Donnees: dir})
	second := start(t, bin, Options{Donnees: dir})
	if !second.Shared() || second.URL() != first.URL() {
		t.Fatalf("partagé %v, %s au lieu de %s", second.Shared(), second.URL(), first.URL())
	}
	stop(t, second)
	query(t, first.URL(), "select 'le premier vit encore'")
	stop(t, first)
	third := start(t, bin, Options{Donnees: dir})
	if third.Shared() {
		t.Fatal("le verrou n'a pas été rendu")
	}
}

func TestCollationChangeRebuildsIndexes(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	bin := installed(t)[0]
	s := start(t, bin, Options{Donnees: dir})
	execute(t, s.URL(), "create table t (v text primary key)")
	before := query(t, s.URL(), "select relfilenode::text from pg_class where relname = 't_pkey'")
	execute(t, s.URL(), "update pg_database set datcollversion = '1.0' where datcollversion is not null")
	stop(t, s)

	s = start(t, bin, Options{Donnees: dir})
	if after := query(t, s.URL(), "select relfilenode::text from pg_class where relname = 't_pkey'"); after == before {
		t.Error("l'index n'a pas été reconstruit")
	}
	if n := query(t, s.URL(), "select count(*)::text from pg_database where datcollversion = '1.0'"); n != "0" {
		t.Errorf("%s bases gardent l'ancienne version", n)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	bin := installed(t)[0]
	s := start(t, bin, Options{Donnees: dir})
	stop(t, s)

	refused := func(bin Binaries, want string) {
		t.Helper()
		_, err := Start(t.Context(), bin, Options{Donnees: dir, Rapide: true})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("erreur %v, attendu %q", err, want)
		}
	}
	refused(Binaries{Dir: bin.Dir, Version: bin.Version + 1}, fmt.Sprintf("réinstaller PostgreSQL %d", bin.Version))
	if err := os.WriteFile(s.place.password(), []byte("autre"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(bin, "n'est pas celui de la base")
	if err := os.Remove(s.place.password()); err != nil {
		t.Fatal(err)
	}
	refused(bin, "mot de passe est illisible")
}

func TestCancelledStartLeavesNothing(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	dir := directory(t)
	bin := installed(t)[0]
	if _, err := Start(ctx, bin, Options{Donnees: dir, Rapide: true}); err == nil {
		t.Fatal("démarré malgré l'annulation")
	}
	start(t, bin, Options{Donnees: dir})
}

func TestFreePortIsFree(t *testing.T) {
	t.Parallel()
	port, err := freePort(0)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", net.JoinHostPort(loopback, port))
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
}
