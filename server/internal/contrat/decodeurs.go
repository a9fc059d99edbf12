package contrat

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/google/uuid"

	"imagin/api/formats"
)

// signatures are the first bytes of the files the server gives: an error page sent as a PDF must not pass.
var signatures = map[string]string{
	"application/pdf": "%PDF-",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "PK\x03\x04",
	"application/zip":          "PK\x03\x04",
	"application/octet-stream": "",
	"text/calendar":            "BEGIN:VCALENDAR",
	"text/csv":                 "",
	"text/event-stream":        "",
	"text/html":                "",
	"application/xml":          "<",
}

// registerDecoders covers the library's own decoder of CSV too: it expects commas and rewrites what it reads.
// application/json and application/problem+json are already known to it.
func registerDecoders() {
	for media, signature := range signatures {
		openapi3filter.RegisterBodyDecoder(media, textDecoder(signature))
	}
}

func textDecoder(signature string) openapi3filter.BodyDecoder {
	return func(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
		content, err := io.ReadAll(body)
		if err != nil {
			return nil, err
		}
		if !bytes.HasPrefix(content, []byte(signature)) {
			return nil, fmt.Errorf("the body does not start with %q", signature)
		}
		return string(content), nil
	}
}

// registerFormats holds the server to the same named formats as its callers.
func registerFormats() {
	for _, format := range formats.Tous {
		openapi3.DefineStringFormatCallback(format.Nom, func(value string) error {
			if !format.Verifie(value) {
				return errors.New("not a " + format.Nom)
			}
			return nil
		})
	}
	openapi3.DefineStringFormatCallback("uuid", uuid.Validate)
}
