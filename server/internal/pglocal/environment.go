package pglocal

import "strings"

// environment removes what would change the server's behaviour behind our back:
// PGDATA, PGPORT, PGOPTIONS…, and the user's language.
func environment(all []string) []string {
	var kept []string
	for _, v := range all {
		if !strings.HasPrefix(v, "PG") && !strings.HasPrefix(v, "LC_") && !strings.HasPrefix(v, "LANG") {
			kept = append(kept, v)
		}
	}
	// macOS makes the server multithreaded, which it refuses, without a locale.
	return append(kept, "LC_ALL=C")
}
