package convocation

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/pdf"
)

// figee is a letter as it left, with the words and the signature that it had.
type figee struct {
	lettre.Lettre
	modele  lettre.Modele
	dossier string // of the archive it goes to
}

// relire gives letters back one at a time, in the order of the query, whose columns are contenu, modele_version, signature_id
// and dossier. Models and images are read once each.
func relire(ctx context.Context, r db.Reader, academie, sql string, args []any, fn func(*figee) error) error {
	type ligne struct {
		contenu   []byte
		modele    uuid.UUID
		signature *uuid.UUID
		dossier   string
	}
	var lues []ligne // small beside the letters drawn: read whole, so that models may be read meanwhile
	err := r.Rows(ctx, sql, args, func(rows pgx.Rows) error {
		var l ligne
		if err := rows.Scan(&l.contenu, &l.modele, &l.signature, &l.dossier); err != nil {
			return err
		}
		lues = append(lues, l)
		return nil
	})
	if err != nil {
		return err
	}
	modeles, images := map[uuid.UUID]lettre.Modele{}, map[uuid.UUID]*pdf.Image{}
	for i := range lues {
		l := &lues[i]
		f := figee{dossier: l.dossier}
		if err := json.Unmarshal(l.contenu, &f.Lettre); err != nil {
			return err
		}
		l.contenu = nil
		m, ok := modeles[l.modele]
		if !ok {
			if m, err = modeleVersion(ctx, r, academie, l.modele); err != nil {
				return err
			}
			modeles[l.modele] = m
		}
		f.modele = m
		if l.signature != nil {
			if _, ok := images[*l.signature]; !ok {
				octets, err := db.Scalar[[]byte](ctx, r, `SELECT image FROM signature WHERE academie = $1 AND id = $2`, academie, *l.signature)
				if images[*l.signature], err = imageDe(octets, err); err != nil {
					return err
				}
			}
			f.Signataire.Image = images[*l.signature]
		}
		if err := fn(&f); err != nil {
			return err
		}
	}
	return nil
}

// uneLettre draws the letter of one convocation.
func (a API) uneLettre(ctx context.Context, academie string, id uuid.UUID, w io.Writer) error {
	trouvee := false
	err := a.Base.Lire(ctx, academie, func(r db.Reader) error {
		return relire(ctx, r, academie, `SELECT convert_to(contenu::text, 'UTF8'), modele_version, signature_id, '' FROM convocation WHERE academie = $1 AND id = $2`, []any{academie, id}, func(f *figee) error {
			trouvee = true
			return lettre.Ecrire(w, &f.Lettre, f.modele)
		})
	})
	if err == nil && !trouvee {
		err = fail.Introuvable("Cette convocation")
	}
	return err
}

// dossiers of an archive: what names the folder or the file where a letter goes.
var dossiers = map[string]string{
	"ensemble":      "''",
	"personne":      "c.nom || ' ' || c.prenom || ' ' || c.numero",
	"centre":        "coalesce(c.contenu->'missions'->0->'centre'->>'code', '') || ' ' || coalesce(c.contenu->'missions'->0->'centre'->>'nom', '')",
	"etablissement": "coalesce(e.uai || ' ' || e.nom, 'Sans établissement')",
}

// lotDe streams the letters of a run: one file, or an archive with one file per person, centre or établissement.
func (a API) lotDe(ctx context.Context, academie string, traitement uuid.UUID, par string, papier bool, w io.Writer) error {
	condition := ""
	if papier {
		condition = " AND coalesce(i.mel, '') = ''"
	}
	ordre := "c.numero"
	if par != "ensemble" {
		ordre = "4, c.numero"
	}
	sql := fmt.Sprintf(`SELECT convert_to(c.contenu::text, 'UTF8'), c.modele_version, c.signature_id, %s FROM convocation c JOIN intervenant i ON i.academie = c.academie AND i.id = c.intervenant_id
		LEFT JOIN rattachement r ON r.academie = c.academie AND r.intervenant_id = c.intervenant_id AND r.type = 'principal'
		LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		WHERE c.academie = $1 AND c.traitement_id = $2 AND c.etat NOT IN ('remplacee', 'annulee')%s ORDER BY %s`, dossiers[par], condition, ordre)
	return a.Base.Lire(ctx, academie, func(r db.Reader) error {
		l := lot{w: w, archive: par != "ensemble"}
		if err := relire(ctx, r, academie, sql, []any{academie, traitement}, l.ajouter); err != nil {
			return err
		}
		return l.fermer()
	})
}

// lot is a file being streamed, or an archive of files.
type lot struct {
	w       io.Writer
	archive bool
	zip     *zip.Writer
	doc     *pdf.Document
	dossier string
}

func (l *lot) ajouter(f *figee) error {
	if l.doc == nil || l.archive && f.dossier != l.dossier {
		if err := l.ouvrir(f); err != nil {
			return err
		}
	}
	return lettre.Dessiner(l.doc, &f.Lettre, f.modele)
}

func (l *lot) ouvrir(f *figee) error {
	sortie := l.w
	if l.archive {
		if l.doc != nil {
			if err := l.doc.Terminer(); err != nil {
				return err
			}
		}
		if l.zip == nil {
			l.zip = zip.NewWriter(l.w)
		}
		var err error
		if sortie, err = l.zip.CreateHeader(&zip.FileHeader{Name: nomDeFichier(f.dossier) + ".pdf", Method: zip.Store, Modified: f.Le}); err != nil {
			return err
		}
	}
	l.dossier = f.dossier
	l.doc = pdf.Nouveau(sortie, pdf.Infos{Titre: strings.TrimSpace("Convocations " + f.dossier), Auteur: f.Service.Academie, Cree: f.Le})
	return nil
}

func (l *lot) fermer() error {
	if l.doc == nil { // an empty file would be taken for a broken one
		l.doc = pdf.Nouveau(l.w, pdf.Infos{Titre: "Aucune convocation", Cree: time.Now()})
		if l.archive {
			return zip.NewWriter(l.w).Close()
		}
		l.doc.NouvellePage()
		l.doc.Dans("P", func() {
			l.doc.Texte(60, 80, pdf.Style{Fonte: pdf.Regulier(), Corps: 12}, "Aucune lettre à imprimer.")
		})
	}
	if err := l.doc.Terminer(); err != nil {
		return err
	}
	if l.zip != nil {
		return l.zip.Close()
	}
	return nil
}

// nomDeFichier keeps what every system takes in a name.
func nomDeFichier(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, s), " .")
}
