package convocation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/pdf"
)

// place is whose signature a profile keeps.
func place(p *access.Principal) (portee string, etablissement *uuid.UUID) {
	switch p.Profil {
	case "chef_etablissement":
		return "etablissement", p.Etablissement
	case "chef_centre":
		return "centre", p.Etablissement
	}
	return "academie", nil
}

const lireEnUsage = `SELECT * FROM (SELECT DISTINCT ON (s.portee, s.etablissement_id) s.id, s.portee, s.etablissement_id AS etablissement, e.nom AS etablissement_nom, s.qualite, s.nom,
		s.image IS NOT NULL AS image, s.cree_le, s.cree_par
	FROM signature s LEFT JOIN etablissement e ON e.academie = s.academie AND e.id = s.etablissement_id
	WHERE s.academie = $1 AND ($2 = 'academie' OR s.portee = $2 AND s.etablissement_id = $3) ORDER BY s.portee, s.etablissement_id, s.cree_le DESC) s ORDER BY portee, etablissement_nom LIMIT 1000`

// ListerSignatures answers GET /signatures: those in use, of the place of the principal; all of them for the académie.
func (a API) ListerSignatures(ctx context.Context, _ api.ListerSignaturesRequestObject) (api.ListerSignaturesResponseObject, error) {
	p := access.De(ctx)
	portee, etablissement := place(p)
	var r api.ListerSignatures200JSONResponse
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) (err error) {
		r.Signatures, err = db.Query[api.Signature](ctx, l, lireEnUsage, p.Academie, portee, etablissement)
		return err
	})
	if r.Signatures == nil {
		r.Signatures = []api.Signature{}
	}
	return r, err
}

// DeposerSignature answers POST /signatures: one more, in use at once. It returns fail.Unsupported for what is not a
// picture, fail.TooLarge, fail.Invalid for a missing name.
func (a API) DeposerSignature(ctx context.Context, r api.DeposerSignatureRequestObject) (api.DeposerSignatureResponseObject, error) {
	f, err := lireSignature(r.Body)
	if err != nil {
		return nil, err
	}
	p := access.De(ctx)
	portee, etablissement := place(p)
	id := uuid.Must(uuid.NewV7())
	var empreinte any
	if f.image != nil {
		s := sha256.Sum256(f.image)
		empreinte = hex.EncodeToString(s[:])
	}
	var lue api.Signature
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO signature (academie, id, portee, etablissement_id, qualite, nom, image, empreinte, cree_par) VALUES ($1, $2, $3, $4, trim($5), trim($6), $7, $8, $9)`,
			p.Academie, id, portee, etablissement, f.champs["qualite"], f.champs["nom"], f.image, empreinte, tx.Acteur.Qui); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "signature", ObjetID: id.String(),
			Apres: map[string]any{"portee": portee, "qualite": f.champs["qualite"], "nom": f.champs["nom"], "empreinte": empreinte}}); err != nil {
			return err
		}
		lues, err := db.Query[api.Signature](ctx, tx.Reader, lireEnUsage, p.Academie, portee, etablissement)
		for _, s := range lues {
			if s.Id == id {
				lue = s
			}
		}
		return err
	})
	return api.DeposerSignature201JSONResponse(lue), err
}

type formulaire struct {
	champs map[string]string
	image  []byte
}

const imageMax = 1 << 20

func lireSignature(corps *multipart.Reader) (f formulaire, err error) {
	f.champs = map[string]string{}
	for {
		partie, err := corps.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return f, fail.New(fail.Malformed, "formulaire", "Ce formulaire ne peut être lu.").Because(err)
		}
		lu, err := io.ReadAll(io.LimitReader(partie, imageMax+1))
		if err != nil {
			return f, fail.New(fail.Malformed, "formulaire", "Ce formulaire ne peut être lu.").Because(err)
		}
		if partie.FormName() == "image" {
			f.image = lu
			continue
		}
		f.champs[partie.FormName()] = strings.TrimSpace(string(lu))
	}
	if len(f.image) == 0 {
		f.image = nil
		return f, nil
	}
	champ := fail.Field{Pointer: "/image", Code: "image", Message: "PNG ou JPEG, 1 Mo au plus"}
	switch _, err := pdf.LireImage(f.image); {
	case errors.Is(err, pdf.ErrImageTaille):
		return f, fail.New(fail.TooLarge, "signature.taille", "Cette image est trop grande : 1 Mo et 4 millions de points au plus.", champ)
	case err != nil:
		return f, fail.New(fail.Unsupported, "signature.image", "Ce fichier n’est pas une image PNG ou JPEG lisible. Enregistrez la signature dans l’un de ces formats.", champ)
	}
	return f, nil
}
