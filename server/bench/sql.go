package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
)

var (
	tps     = regexp.MustCompile(`tps = ([\d.]+) \(without`)
	latence = regexp.MustCompile(`latency average = ([\d.]+) ms`)
	marque  = regexp.MustCompile(`\$(\d+)`)
)

// litterale writes the arguments into a statement, as pgbench wants it.
func litterale(i db.Instruction) string {
	return marque.ReplaceAllStringFunc(i.SQL, func(m string) string {
		n, _ := strconv.Atoi(m[1:])
		switch v := i.Args[n-1].(type) {
		case time.Time:
			return "'" + v.Format(time.RFC3339Nano) + "'"
		case uuid.UUID:
			return "'" + v.String() + "'"
		default:
			return "'" + strings.ReplaceAll(fmt.Sprint(v), "'", "''") + "'"
		}
	})
}

// pgbench runs statements as the application role, in one pipelined read under row-level security: the limit of what a
// server without any work of its own could give.
func (b *banc) pgbench(ctx context.Context, connexions int, instructions ...string) (tir, error) {
	var script strings.Builder
	script.WriteString("\\startpipeline\nBEGIN;\nSELECT set_config('app.academie', '014', true);\n")
	for _, i := range instructions {
		script.WriteString(strings.Join(strings.Fields(i), " ") + ";\n")
	}
	script.WriteString("COMMIT;\n\\endpipeline\n")
	return b.pgbenchScript(ctx, connexions, script.String(), "-T"+strings.TrimSuffix(duree, "s"))
}

func (b *banc) pgbenchScript(ctx context.Context, connexions int, script string, combien string) (tir, error) {
	fichier := filepath.Join(b.dossier, "pgbench.sql")
	if err := os.WriteFile(fichier, []byte(unParLigne(script)), 0o600); err != nil {
		return tir{}, err
	}
	sortie, err := exec.CommandContext(ctx, "pgbench", "-n", "-M", "prepared", "-c", strconv.Itoa(connexions), "-j", "1",
		combien, "-f", fichier, b.dsnApp).CombinedOutput()
	if err != nil {
		return tir{}, fmt.Errorf("pgbench : %w\n%s", err, sortie)
	}
	return tir{debit: nombre(tps, sortie), p50: time.Duration(nombre(latence, sortie) * float64(time.Millisecond))}, nil
}

// unParLigne: pgbench reads a statement up to its semicolon, and a command of its own up to the end of the line.
func unParLigne(script string) string {
	return strings.ReplaceAll(script, "\t", "")
}
