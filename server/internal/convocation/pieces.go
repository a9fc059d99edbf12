package convocation

import (
	"bytes"
	"context"

	"github.com/google/uuid"

	"imagin/server/internal/convocation/agenda"
	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
)

// Rendre draws what mails of convocation bear: the letters as they were frozen, and their events.
func Rendre(base *db.DB, url string) courriel.Rendu {
	a := API{Base: base, URL: url}
	return func(ctx context.Context, academie string, objets []string) (map[string][]courriel.Jointe, error) {
		ids := make([]uuid.UUID, len(objets))
		for i, o := range objets {
			id, err := uuid.Parse(o)
			if err != nil {
				return nil, err
			}
			ids[i] = id
		}
		m := map[string][]courriel.Jointe{}
		err := base.Lire(ctx, academie, func(r db.Reader) error {
			if err := a.joindreLettres(ctx, r, academie, ids, m); err != nil {
				return err
			}
			return a.joindreAgendas(ctx, r, academie, ids, m)
		})
		return m, err
	}
}

func (a API) joindreLettres(ctx context.Context, r db.Reader, academie string, ids []uuid.UUID, m map[string][]courriel.Jointe) error {
	return relire(ctx, r, academie, `SELECT convert_to(contenu::text, 'UTF8'), modele_version, signature_id, id::text FROM convocation WHERE academie = $1 AND id = ANY ($2)`, []any{academie, ids}, func(f *figee) error {
		var b bytes.Buffer
		err := lettre.Ecrire(&b, &f.Lettre, f.modele)
		m[f.dossier] = append(m[f.dossier], courriel.Jointe{Nom: "convocation.pdf", Type: "application/pdf", Contenu: b.Bytes()})
		return err
	})
}

func (a API) joindreAgendas(ctx context.Context, r db.Reader, academie string, ids []uuid.UUID, m map[string][]courriel.Jointe) error {
	lus, err := a.agendas(ctx, r, academie, "c.id = ANY ($2)", ids)
	if err != nil {
		return err
	}
	for _, l := range lus {
		var b bytes.Buffer
		if err := agenda.Ecrire(&b, "Convocation", l.evenements); err != nil {
			return err
		}
		cle := l.convocation.String()
		m[cle] = append(m[cle], courriel.Jointe{Nom: "convocation.ics", Type: "text/calendar; charset=utf-8; method=PUBLISH", Contenu: b.Bytes()})
	}
	return nil
}
