// Command frais measures the pricing engine alone: lines a second on one core, beside a bare loop of integer
// multiplications with the same number of operands; then 100,000 états de frais on every core.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"imagin/server/internal/frais/calcul"
)

const efm = 100_000

func main() {
	if err := executer(); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

func executer() error {
	b := calcul.National()
	lignes, duree, err := unCoeur(b)
	if err != nil {
		return err
	}
	produits, nue := boucleNue(lignes)
	fmt.Printf("moteur, 1 cœur : %d lignes en %v, %.0f lignes/s (cible : 500 000)\n", lignes, duree.Round(time.Millisecond), float64(lignes)/duree.Seconds())
	fmt.Printf("boucle nue     : %d multiplications en %v, %.0f/s (témoin %d)\n", lignes, nue.Round(time.Microsecond), float64(lignes)/nue.Seconds(), produits)
	total, tous, err := tousLesCoeurs(b)
	if err != nil {
		return err
	}
	fmt.Printf("%d états de frais, %d cœurs : %v, %d centimes (cible : 5 s)\n", efm, runtime.GOMAXPROCS(0), tous.Round(time.Millisecond), total)
	return nil
}

// etat prices both parts of the i-th état de frais.
func etat(b *calcul.Bareme, i int64) (lignes int, total int64, err error) {
	j := calcul.Jour(20_500 + i%30)
	examen := [...]string{"BG", "BTN", "BCP", "BTS", "CAP", "DNB"}[i%6]
	rem, err := b.Remuneration(calcul.Prestation{Jour: j, Examen: examen, Travaux: []calcul.Travail{
		{Nature: calcul.Copie, Quantite: 20 + i%100}, {Nature: calcul.Oral, Candidats: 8 + i%8, Duree: 20}}})
	if err != nil {
		return 0, 0, err
	}
	dep, err := b.Deplacement(calcul.Journee{Jour: j, Depart: j.A(6, 30), Retour: j.A(20, 15), Devise: calcul.EUR,
		Zones: calcul.Zones{Repas: "REPAS.METRO", Nuit: "NUIT.BASE", IK: "METRO_DOM"}, CumulAnnuel: i % 3_000_000, Repas: 1,
		Trajets: []calcul.Trajet{{Mode: calcul.Voiture, Metres: 20_000 + i%90_000, Vehicule: "CV6_7"}, {Mode: calcul.Peage, Prix: 750, Prouve: true}}})
	return len(rem.Lignes) + len(dep.Lignes), rem.Total + dep.Total, err
}

func unCoeur(b *calcul.Bareme) (int, time.Duration, error) {
	debut := time.Now()
	lignes := 0
	for i := range int64(efm) {
		n, _, err := etat(b, i)
		if err != nil {
			return 0, 0, err
		}
		lignes += n
	}
	return lignes, time.Since(debut), nil
}

func boucleNue(n int) (int64, time.Duration) {
	debut := time.Now()
	var somme int64
	for i := range int64(n) {
		somme += (20 + i%100) * (7 + i%5)
	}
	return somme, time.Since(debut)
}

func tousLesCoeurs(b *calcul.Bareme) (int64, time.Duration, error) {
	debut := time.Now()
	n := runtime.GOMAXPROCS(0)
	totaux, fautes := make([]int64, n), make([]error, n)
	var g sync.WaitGroup
	for k := range n {
		g.Go(func() {
			for i := int64(k); i < efm && fautes[k] == nil; i += int64(n) {
				var t int64
				_, t, fautes[k] = etat(b, i)
				totaux[k] += t
			}
		})
	}
	g.Wait()
	var total int64
	for k := range n {
		if fautes[k] != nil {
			return 0, 0, fautes[k]
		}
		total += totaux[k]
	}
	return total, time.Since(debut), nil
}
