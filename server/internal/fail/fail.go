// Package fail holds the errors that a caller may know about. Anything else is our own fault: logged, never shown.
package fail

import (
	"errors"
	"net/http"
	"time"
)

// Kind says what went wrong from the caller's side; it decides the HTTP status.
type Kind int

// The kinds, with the status each one gives.
const (
	Malformed       Kind = http.StatusBadRequest
	Unauthenticated Kind = http.StatusUnauthorized
	Forbidden       Kind = http.StatusForbidden
	NotFound        Kind = http.StatusNotFound
	Conflict        Kind = http.StatusConflict
	Stale           Kind = http.StatusPreconditionFailed
	TooLarge        Kind = http.StatusRequestEntityTooLarge
	Unsupported     Kind = http.StatusUnsupportedMediaType
	Invalid         Kind = http.StatusUnprocessableEntity
	TooMany         Kind = http.StatusTooManyRequests
	Busy            Kind = http.StatusServiceUnavailable
)

// Field is one faulty field: a JSON pointer or a parameter name, a stable code, a French message.
type Field struct {
	Pointer, Code, Message string
}

// Error is an error written for the person who caused it. Code is stable and documented, Message is French and
// names the remedy.
type Error struct {
	Kind    Kind
	Code    string
	Message string
	Fields  []Field
	// RetryAfter is how long to wait before trying again; zero leaves it to the server.
	RetryAfter time.Duration
	cause      error
}

func (e *Error) Error() string {
	if e.cause != nil {
		return e.Code + ": " + e.Message + ": " + e.cause.Error()
	}
	return e.Code + ": " + e.Message
}

func (e *Error) Unwrap() error { return e.cause }

// New makes an error for the caller.
func New(kind Kind, code, message string, fields ...Field) *Error {
	return &Error{Kind: kind, Code: code, Message: message, Fields: fields}
}

// Because keeps the technical cause for the log; it is never shown.
func (e *Error) Because(cause error) *Error {
	e.cause = cause
	return e
}

// As returns the caller's error held in err, or nil.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// Introuvable is the answer for a row that does not exist, is another académie's, or is out of scope: all look alike.
func Introuvable(quoi string) *Error {
	return New(NotFound, "introuvable", quoi+" est introuvable, ou n’est pas dans votre périmètre.")
}
