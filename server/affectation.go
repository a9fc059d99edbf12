package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"imagin/server/internal/affectation/flot"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/session"
)

// affectationCmd are the tools that try the engine on files, without a database.
type affectationCmd struct {
	Resoudre resoudreCmd `cmd:"" help:"Affecte une session lue d’un fichier JSON (compressé ou non)."`
	Flot     flotCmd     `cmd:"" help:"Résout un flot de coût minimal au format DIMACS, et le prouve."`
}

// limiteMemoire is where the collector begins to work harder.
const limiteMemoire = 112 << 20

// recherche are the flags that both share.
type recherche struct {
	Fichier string  `arg:"" help:"Fichier à lire ; « - » pour l’entrée standard."`
	Graine  uint64  `default:"1" help:"Graine de la recherche : même graine, même plan."`
	Budget  int64   `default:"0" help:"Unités de travail ; 0 : selon la taille, -1 : sans limite."`
	Gap     float64 `default:"0.0001" help:"Écart prouvé auquel s’arrêter (0.0001 = 0,01 %) ; négatif : jusqu’à l’optimum ou au budget."`
	JSON    bool    `name:"json" help:"Imprime du JSON."`
}

// ouvrir also keeps the process small: the server's habit of collecting rarely is not for a tool that measures itself.
func (r recherche) ouvrir() (io.ReadCloser, error) {
	debug.SetGCPercent(100)
	debug.SetMemoryLimit(limiteMemoire)
	if r.Fichier == "-" {
		return io.NopCloser(os.Stdin), nil
	}
	return os.Open(r.Fichier)
}

// mesures of the process: the reading of the file is left out of the times.
type mesures struct {
	CPU     float64 `json:"cpu_s"`
	Mur     float64 `json:"mur_s"`
	Memoire int64   `json:"memoire_mo"`
}

// chronometre starts two clocks; the function it returns stops them.
func chronometre() func() mesures {
	runtime.GC()
	debut, avant := time.Now(), usage()
	return func() mesures {
		u := usage()
		return mesures{CPU: cpu(u) - cpu(avant), Mur: time.Since(debut).Seconds(), Memoire: pointe(u) >> 10}
	}
}

// pointe of resident memory, in kB. What the kernel counts in rusage begins with whoever started the process: the peak of
// the process alone is read where it is told.
func pointe(u syscall.Rusage) int64 {
	etat, _ := os.ReadFile("/proc/self/status")
	_, reste, _ := strings.Cut(string(etat), "VmHWM:")
	var ko int64
	if _, err := fmt.Sscan(reste, &ko); err != nil {
		return u.Maxrss
	}
	return ko
}

func usage() (u syscall.Rusage) {
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u
}

func cpu(u syscall.Rusage) float64 {
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

func imprimer(v any) error {
	e := json.NewEncoder(os.Stdout)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

type resoudreCmd struct {
	recherche
	SansPlan bool `help:"N’imprime pas le plan lui-même."`
	Suivi    bool `help:"Dit l’avancement sur la sortie d’erreur."`
}

// resultat is what --json prints.
type resultat struct {
	Cout         int64        `json:"cout"`
	Borne        int64        `json:"borne"`
	Gap          float64      `json:"gap"`
	NonPourvus   int64        `json:"non_pourvus"`
	Termes       optim.Termes `json:"termes"`
	Travail      int64        `json:"travail"`
	Composantes  int          `json:"composantes"`
	Exactes      int          `json:"composantes_exactes"`
	Rejouable    bool         `json:"rejouable"`
	Mesures      mesures      `json:"mesures"`
	Affectations [][2]int32   `json:"affectations,omitempty"`
}

func (r resoudreCmd) Run(ctx context.Context) error {
	p, err := r.lire()
	if err != nil {
		return err
	}
	fin := chronometre()
	o := optim.Options{Graine: r.Graine, Budget: r.Budget, Gap: r.Gap}
	if r.Suivi {
		o.Suivi = dire
	}
	plan, err := optim.Resoudre(ctx, p, o)
	if err != nil {
		return err
	}
	res := resultat{Cout: plan.Cout, Borne: plan.Borne, Gap: plan.Gap(), NonPourvus: plan.NonPourvus, Termes: plan.Termes,
		Travail: plan.Travail, Composantes: plan.Composantes, Exactes: plan.Exactes, Rejouable: plan.Rejouable, Mesures: fin()}
	if !r.SansPlan {
		for _, a := range plan.Affectations {
			res.Affectations = append(res.Affectations, [2]int32{a.Poste, a.Personne})
		}
	}
	if r.JSON {
		return imprimer(res)
	}
	res.ecrire()
	return nil
}

func (r resoudreCmd) lire() (*optim.Probleme, error) {
	f, err := r.ouvrir()
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	s, err := session.Lire(f)
	if err != nil {
		return nil, err
	}
	return s.Probleme(), nil
}

func dire(p optim.Progres) {
	fmt.Fprintf(os.Stderr, "travail %d : coût %d, borne %d, écart %.4f %%, places non pourvues %d\n", p.Travail, p.Cout, p.Borne, 100*p.Gap, p.NonPourvus)
}

func (r resultat) ecrire() {
	fmt.Printf("coût         %d\nborne        %d\nécart        %.6f %%\nnon pourvues %d\n", r.Cout, r.Borne, 100*r.Gap, r.NonPourvus)
	fmt.Printf("dont         arcs %d, charge %d, places vides %d\n", r.Termes.Arcs, r.Termes.Charge, r.Termes.NonPourvus)
	fmt.Printf("composantes  %d, dont prouvées optimales %d\n", r.Composantes, r.Exactes)
	r.Mesures.ecrire()
	fmt.Printf("travail      %d unités\n", r.Travail)
	if !r.Rejouable {
		fmt.Println("arrêté avant la fin : ce plan ne peut pas être rejoué à l’identique")
	}
	for _, a := range r.Affectations {
		fmt.Println(a[0], a[1])
	}
}

func (m mesures) ecrire() {
	fmt.Printf("temps        %.3f s de processeur, %.3f s\nmémoire      %d Mo\n", m.CPU, m.Mur, m.Memoire)
}

// flotCmd takes the same flags: an exact solver has no use of the seed nor of the gap, but a common line calls both.
type flotCmd struct {
	recherche
	Flux bool `help:"Imprime aussi le flot de chaque arc (ceux qui portent quelque chose)."`
}

type resultatFlot struct {
	Optimum     int64      `json:"optimum"`
	Primal      int64      `json:"primal"`
	Dual        int64      `json:"dual"`
	Noeuds      int        `json:"noeuds"`
	Arcs        int        `json:"arcs"`
	Composantes int        `json:"composantes"`
	Pivots      int64      `json:"pivots"`
	Mesures     mesures    `json:"mesures"`
	Flot        [][2]int64 `json:"flot,omitempty"` // arc (from 1), flow
}

func (r flotCmd) Run(ctx context.Context) error {
	f, err := r.ouvrir()
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	reseau, err := flot.Lire(f, flot.Defaut)
	if err != nil {
		return err
	}
	fin := chronometre()
	sol, err := flot.Resoudre(ctx, reseau)
	if err != nil {
		return err
	}
	m := fin()
	c, err := flot.Certifier(reseau, sol)
	if err != nil {
		return errors.Join(errors.New("la solution n’est pas prouvée"), err)
	}
	res := resultatFlot{Optimum: sol.Cout, Primal: c.Primal, Dual: c.Dual, Noeuds: len(reseau.Offre), Arcs: len(reseau.De),
		Composantes: sol.Composantes, Pivots: sol.Pivots, Mesures: m}
	if r.Flux {
		for k, x := range sol.Flot {
			if x != 0 {
				res.Flot = append(res.Flot, [2]int64{int64(k + 1), x})
			}
		}
	}
	if r.JSON {
		return imprimer(res)
	}
	fmt.Printf("optimum      %d\ncertificat   primal %d = dual %d\n", res.Optimum, res.Primal, res.Dual)
	fmt.Printf("réseau       %d nœuds, %d arcs, %d composantes, %d pivots\n", res.Noeuds, res.Arcs, res.Composantes, res.Pivots)
	m.ecrire()
	for _, x := range res.Flot {
		fmt.Println("f", x[0], x[1])
	}
	return nil
}
