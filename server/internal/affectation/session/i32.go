package session

// i32 narrows an index or a length; what is read and Valider bound them.
func i32(n int) int32 { return int32(n) } //nolint:gosec // bounded
