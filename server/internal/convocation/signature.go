package convocation

import (
	"context"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/pdf"
)

// Signature in use at a place.
type Signature struct {
	ID              uuid.UUID
	Portee          string
	EtablissementID *uuid.UUID
	Qualite, Nom    string
	Fichier         []byte
	image           *pdf.Image
}

// signatures in use, each image decoded once.
type signatures map[string]*Signature

func cleSignature(portee string, etablissement *uuid.UUID) string {
	if etablissement == nil {
		return portee
	}
	return portee + etablissement.String()
}

func lireSignatures(ctx context.Context, r db.Reader, academie string) (signatures, error) {
	lues, err := db.Query[Signature](ctx, r, `SELECT DISTINCT ON (portee, etablissement_id) id, portee, etablissement_id, qualite, nom, image AS fichier
		FROM signature WHERE academie = $1 ORDER BY portee, etablissement_id, cree_le DESC`, academie)
	s := signatures{}
	for i := range lues {
		if lues[i].image, err = imageDe(lues[i].Fichier, err); err != nil {
			return nil, err
		}
		s[cleSignature(lues[i].Portee, lues[i].EtablissementID)] = &lues[i]
	}
	return s, err
}

func imageDe(fichier []byte, err error) (*pdf.Image, error) {
	if err != nil || len(fichier) == 0 {
		return nil, err
	}
	return pdf.LireImage(fichier)
}

// pour chooses the signature of a letter: that of the place asked for, else the académie's.
func (s signatures) pour(signataire string, x *source) *Signature {
	var la *uuid.UUID
	switch signataire {
	case "etablissement":
		la = x.EtablissementID
	case "centre":
		la = x.CentreEtablissementID
	}
	if la != nil {
		if trouvee := s[cleSignature(signataire, la)]; trouvee != nil {
			return trouvee
		}
	}
	return s["academie"]
}
