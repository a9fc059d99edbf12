package main

import (
	"fmt"
	"os"
	"strings"
)

// tableau prints what is measured beside what is wanted, and counts what is missed.
type tableau struct{ manquees int }

func (t *tableau) titre(s string) {
	charge, _ := os.ReadFile("/proc/loadavg")
	fmt.Printf("\n%s", s)
	if c := strings.Fields(string(charge)); len(c) > 2 {
		fmt.Printf("   (charge de la machine : %s)", strings.Join(c[:3], " "))
	}
	fmt.Println()
}

// juger prints a line whose bar is kept, or not.
func (t *tableau) juger(mesure, valeur, barre string, tenue bool) {
	mot := "tenue"
	if !tenue {
		mot = "MANQUÉE"
		t.manquees++
	}
	fmt.Printf("  %-44s %-76s %-24s %s\n", mesure, valeur, barre, mot)
}

// dire prints a line that no bar judges.
func (t *tableau) dire(mesure, valeur string) { fmt.Printf("  %-44s %s\n", mesure, valeur) }

func (t *tableau) conclure() {
	switch t.manquees {
	case 0:
		fmt.Println("\nToutes les barres mesurées sont tenues.")
	case 1:
		fmt.Println("\nUne barre est manquée.")
	default:
		fmt.Printf("\n%d barres sont manquées.\n", t.manquees)
	}
}

func pourcent(x float64) string { return strings.Replace(fmt.Sprintf("%.4f %%", 100*x), ".", ",", 1) }
