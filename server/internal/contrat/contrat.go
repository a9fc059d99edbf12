// Package contrat checks, in tests, that the server answers what openapi.yaml promises.
//
// It is the only user of kin-openapi's filter, whose version here has known faults on hostile input: the tests are its
// only importers, which TestSeulsLesTestsImportentLeContrat proves.
package contrat

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"

	"imagin/api"
)

// Verifie fails the test unless the request is an operation of the document and the response is one it announces:
// status, headers, media type and body.
func Verifie(t testing.TB, req *http.Request, status int, header http.Header, body []byte) {
	t.Helper()
	if err := verifie(req, status, header, body); err != nil {
		t.Errorf("contract: %s %s answered %d: %v", req.Method, req.URL.Path, status, err)
	}
}

func verifie(req *http.Request, status int, header http.Header, body []byte) error {
	router, err := document()
	if err != nil {
		return err
	}
	route, params, err := router.FindRoute(withoutHost(req))
	if err != nil {
		return fmt.Errorf("no such operation in openapi.yaml: %w", err)
	}
	if err := announcesBody(route.Operation, status, body); err != nil {
		return err
	}
	return openapi3filter.ValidateResponse(context.Background(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route},
		Status:                 status,
		Header:                 header,
		Body:                   io.NopCloser(bytes.NewReader(body)),
		Options:                &openapi3filter.Options{MultiError: true, IncludeResponseStatus: true},
	})
}

// announcesBody: the library accepts any body where the document announces none.
func announcesBody(op *openapi3.Operation, status int, body []byte) error {
	if response := op.Responses.Status(status); response != nil && len(response.Value.Content) == 0 && len(body) > 0 {
		return fmt.Errorf("a body of %d bytes where openapi.yaml announces none", len(body))
	}
	return nil
}

// withoutHost keeps the path alone, since the document's server is relative and the test server's port is not known.
func withoutHost(req *http.Request) *http.Request {
	return &http.Request{Method: req.Method, URL: &url.URL{Path: req.URL.Path}}
}

// document is read once for the whole test binary.
var document = sync.OnceValues(func() (routers.Router, error) {
	registerDecoders()
	registerFormats()
	doc, err := openapi3.NewLoader().LoadFromData(api.Document)
	if err != nil {
		return nil, err
	}
	return legacy.NewRouter(doc)
})
