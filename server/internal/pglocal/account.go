package pglocal

import "log/slog"

// account is the unprivileged user the server runs as. Nil means ourselves, who
// need neither give files away nor wonder where that user may go.
type account struct {
	name     string
	uid, gid uint32
}

func (a *account) String() string {
	if a == nil {
		return "courant"
	}
	return a.name
}

// LogValue shows the account by its name.
func (a *account) LogValue() slog.Value { return slog.StringValue(a.String()) }
