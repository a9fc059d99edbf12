package liquidation

import (
	"fmt"
	"strings"
)

func compter(n int, mot string) string {
	if n > 1 {
		mot = strings.ReplaceAll(mot, " ", "s ") + "s"
	}
	return fmt.Sprintf("%d %s", n, mot)
}

// argent writes an amount of the smallest coin as a person reads it.
func argent(n int64, devise string) string {
	if devise == "XPF" {
		return fmt.Sprintf("%d F CFP", n)
	}
	return fmt.Sprintf("%d,%02d €", n/100, n%100)
}
