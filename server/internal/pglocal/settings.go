package pglocal

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// settings suit a machine of two cores and a few gigabytes, which the application
// shares with its database.
var settings = map[string]string{
	"max_connections":                 "100",
	"shared_buffers":                  "256MB",
	"effective_cache_size":            "1GB",
	"work_mem":                        "16MB",
	"maintenance_work_mem":            "128MB",
	"max_worker_processes":            "4",
	"max_parallel_workers":            "2",
	"max_parallel_workers_per_gather": "1",
	"random_page_cost":                "1.1", // disks no longer have heads
	"jit":                             "off", // compiling costs more than these queries
	"min_wal_size":                    "128MB",
	"max_wal_size":                    "2GB",
	"wal_compression":                 "on",
	"checkpoint_timeout":              "15min",
	"timezone":                        "UTC", // instants are shown in the centre's zone by the application
	"log_timezone":                    "UTC",
	"lc_messages":                     "C", // errors are recognised by code, logs by search engines
	"default_text_search_config":      "pg_catalog.french",
	"password_encryption":             "scram-sha-256",
	"log_line_prefix":                 "%m [%p] %q%u@%d ",
	"log_min_duration_statement":      "2s",
	"log_lock_waits":                  "on",
}

// fastSettings lose data with the power, which tests do not mind.
var fastSettings = map[string]string{
	"fsync":                      "off",
	"synchronous_commit":         "off",
	"full_page_writes":           "off",
	"wal_level":                  "minimal",
	"max_wal_senders":            "0",
	"checkpoint_timeout":         "1h",
	"max_connections":            "300", // many test processes at once
	"log_min_duration_statement": "-1",
}

// writeSettings rewrites the configuration file: it is the application's, and an
// upgrade must bring its settings along. ALTER SYSTEM is kept apart by PostgreSQL
// and prevails.
func writeSettings(file string, o Options) error {
	all := maps.Clone(settings)
	if o.Rapide {
		maps.Copy(all, fastSettings)
	}
	maps.Copy(all, o.Reglages)

	var text strings.Builder
	text.WriteString("# Réécrit à chaque démarrage. Pour un réglage durable : ALTER SYSTEM.\n")
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&text, "%s = '%s'\n", name, strings.ReplaceAll(all[name], "'", "''"))
	}
	if err := replaceFile(file, text.String(), 0o644); err != nil {
		return fmt.Errorf("réglages de PostgreSQL : %w", err)
	}
	return nil
}

// replaceFile writes beside and renames: what was there, a link perhaps, is never
// written through, nor is a half-written file ever read. The permissions are those
// asked for, whatever the mask of the caller.
func replaceFile(name, text string, perm os.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".ecriture-")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Chmod(perm), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
