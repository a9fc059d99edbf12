package contrat

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"testing"
)

// Transport checks each response on its way to the client: give it to the http.Client of the generated client, and no
// call of the tests can escape the contract.
func Transport(t testing.TB, next http.RoundTripper) http.RoundTripper {
	return transport{t, next}
}

type transport struct {
	t    testing.TB
	next http.RoundTripper
}

// RoundTrip leaves the body of an event stream to its reader, because it only ends with the task it follows.
func (c transport) RoundTrip(req *http.Request) (*http.Response, error) {
	c.t.Helper()
	response, err := c.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type")); media == "text/event-stream" {
		Verifie(c.t, req, response.StatusCode, response.Header, nil)
		return response, nil
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if err := response.Body.Close(); err != nil {
		return nil, err
	}
	Verifie(c.t, req, response.StatusCode, response.Header, body)
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}
