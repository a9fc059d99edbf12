package httpapi

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"imagin/frontend"
	"imagin/server/internal/guide"
)

// fichier is one file of the SPA, compressed once at start.
type fichier struct {
	brut, gz  []byte
	genre     string
	etiquette string
	immuable  bool // its name holds its digest
}

// servirSPA gives the SPA's files, and its page for every address that is one of its screens.
func servirSPA(e *echo.Echo) {
	fichiers := chargerSPA(frontend.Fichiers())
	e.Match([]string{http.MethodGet, http.MethodHead}, "/*", func(c echo.Context) error {
		nom := strings.TrimPrefix(path.Clean(c.Request().URL.Path), "/")
		f, ok := fichiers[nom]
		if !ok {
			if path.Ext(nom) != "" {
				return echo.ErrNotFound
			}
			if f, ok = fichiers["index.html"]; !ok {
				return c.String(http.StatusServiceUnavailable, "L’interface n’est pas construite : lancer « make build ».")
			}
		}
		return repondreFichier(c, f)
	})
}

func repondreFichier(c echo.Context, f *fichier) error {
	h := c.Response().Header()
	h.Set("ETag", f.etiquette)
	h.Set("Cache-Control", map[bool]string{true: "public, max-age=31536000, immutable", false: "no-cache"}[f.immuable])
	if c.Request().Header.Get("If-None-Match") == f.etiquette {
		return c.NoContent(http.StatusNotModified)
	}
	h.Set("Vary", "Accept-Encoding")
	if f.gz != nil && strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, f.genre, f.gz)
	}
	return c.Blob(http.StatusOK, f.genre, f.brut)
}

func chargerSPA(racine fs.FS) map[string]*fichier {
	fichiers := map[string]*fichier{}
	_ = fs.WalkDir(racine, ".", func(nom string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(nom), ".") {
			return err
		}
		brut, err := fs.ReadFile(racine, nom)
		if err != nil {
			return err
		}
		h := sha256.Sum256(brut)
		f := &fichier{brut: brut, genre: mime.TypeByExtension(path.Ext(nom)), etiquette: `"` + hex.EncodeToString(h[:8]) + `"`,
			immuable: strings.HasPrefix(nom, "assets/")}
		if f.genre == "" {
			f.genre = http.DetectContentType(brut)
		}
		if strings.HasPrefix(f.genre, "text/") || strings.Contains(f.genre, "javascript") || strings.Contains(f.genre, "json") || strings.Contains(f.genre, "svg") {
			f.gz = compresser(brut)
		}
		fichiers[nom] = f
		return nil
	})
	return fichiers
}

func compresser(brut []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if _, err := w.Write(brut); err != nil {
		return nil
	}
	if err := w.Close(); err != nil || b.Len() >= len(brut) {
		return nil
	}
	return b.Bytes()
}

// servirGuide gives the user's guide, to anyone: it holds nobody's data.
func servirGuide(e *echo.Echo) {
	e.GET("/guide.pdf", func(c echo.Context) error {
		b, err := guide.PDF()
		if err != nil {
			return err
		}
		c.Response().Header().Set("Cache-Control", "no-cache")
		return c.Blob(http.StatusOK, "application/pdf", b)
	})
}
