package db

import (
	"strconv"
	"strings"

	"imagin/server/internal/fail"
)

// VersionLue is the version of a row that an If-Match header says was read. It returns fail.Malformed when it says none.
func VersionLue(ifMatch string) (int, error) {
	v, err := strconv.ParseInt(strings.Trim(ifMatch, `"`), 10, 32) // as the column that it is compared with
	if err != nil || v < 1 {
		return 0, fail.New(fail.Malformed, "version", "L’en-tête If-Match doit porter la version lue.", fail.Field{Pointer: "If-Match", Code: "version", Message: "nombre attendu"})
	}
	return int(v), nil
}
