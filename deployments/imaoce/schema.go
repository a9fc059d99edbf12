// Package imaoce holds the documented schema of the intermediate database.
package imaoce

import _ "embed"

// Schema creates the tables, their comments, the functions that fill them and the role that reads them. Run again, it
// changes nothing.
//
//go:embed schema.sql
var Schema string
