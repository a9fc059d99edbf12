package echange

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/journal"
)

type rejet struct {
	Fichier, Champ, Valeur *string
	Ligne                  *int
	Message                string
}

// TelechargerRejets answers GET /imports/{id}/rejets: for a tabular source the rejected lines as they came, with the
// reason after them, so that they are corrected in place and sent again; for the others a list of what to mend at the
// source. The lines are read from the stored file: nothing secret is kept twice. The download is a line of the journal.
func (a API) TelechargerRejets(ctx context.Context, r api.TelechargerRejetsRequestObject) (api.TelechargerRejetsResponseObject, error) {
	p := access.De(ctx)
	var rejets []rejet
	var c *fichier.Contenu
	var o origineDonnees
	nom := ""
	err := a.base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		type lue struct {
			Source, Nom string
			FichierID   uuid.UUID
			Taille      int64
			Chiffre     bool
			reglage
		}
		l, ok, err := db.One[lue](ctx, tx.Reader, `SELECT m.source, f.nom, m.fichier_id, f.taille, f.chiffre, s.encodage, s.separateur, s.colonnes FROM import m
			JOIN fichier f ON f.academie = m.academie AND f.id = m.fichier_id LEFT JOIN source_echange s ON s.academie = m.academie AND s.code = m.source
			WHERE m.academie = $1 AND m.id = $2`, p.Academie, r.Id)
		if err != nil {
			return err
		}
		connue, existe := origineDe(l.Source)
		if !ok || !existe {
			return fail.Introuvable("Cet import")
		}
		o, nom = *connue, l.Nom
		if o.format, err = l.format(o.format); err != nil {
			return err
		}
		c = fichier.De(ctx, a.base, a.coffre, p.Academie, fichier.Garde{ID: l.FichierID, Nom: l.Nom, Taille: l.Taille, Chiffre: l.Chiffre})
		rejets, err = db.Query[rejet](ctx, tx.Reader, `SELECT fichier, ligne, champ, valeur, message FROM import_anomalie
			WHERE academie = $1 AND import_id = $2 AND rejet ORDER BY rang`, p.Academie, r.Id)
		if err != nil {
			return err
		}
		if len(rejets) == 0 {
			return fail.New(fail.NotFound, "import.sans_rejet", "Aucune ligne de cet import n’a été rejetée.")
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "telechargement_rejets", Objet: "import", ObjetID: r.Id.String(), Apres: map[string]any{"lignes": len(rejets)}})
	})
	if err != nil {
		return nil, err
	}
	return export{format: "csv", nom: "rejets-" + strings.TrimSuffix(strings.TrimSuffix(nom, ".zip"), ".csv") + ".csv", ecrire: func(w io.Writer) error {
		if o.tabulaire {
			return renvoyer(w, c, o, rejets)
		}
		return enumerer(w, rejets)
	}}, nil
}

const (
	bom        = "\ufeff"
	titreCause = "cause_du_rejet"
)

func enumerer(w io.Writer, rejets []rejet) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.Comma, c.UseCRLF = ';', true
	_ = c.Write([]string{"fichier", "ligne", "champ", "valeur", "cause"})
	for _, r := range rejets {
		ligne := ""
		if r.Ligne != nil {
			ligne = strconv.Itoa(*r.Ligne)
		}
		_ = c.Write([]string{texteOu(r.Fichier), ligne, texteOu(r.Champ), sansFormule(texteOu(r.Valeur)), r.Message})
	}
	c.Flush()
	return c.Error()
}

func texteOu(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// sansFormule: a spreadsheet must not run what a stranger wrote.
func sansFormule(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// renvoyer copies the rejected lines of each file under its own titles, with the reason in one more column, which the
// readers ignore. The text is in UTF-8 whatever the file was: what is sent again says so.
func renvoyer(w io.Writer, c *fichier.Contenu, o origineDonnees, rejets []rejet) error {
	fichiers, err := source.Ouvrir(c, c.Taille, o.limite)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	for _, f := range fichiers {
		causes := map[int]string{}
		for _, r := range rejets {
			if texteOu(r.Fichier) == f.Nom && r.Ligne != nil && *r.Ligne > 1 {
				causes[*r.Ligne] = joindreCauses(causes[*r.Ligne], r.Message)
			}
		}
		if len(causes) == 0 {
			continue
		}
		if err := renvoyerFichier(w, f, o.format, causes); err != nil {
			return err
		}
	}
	return nil
}

func joindreCauses(a, b string) string {
	if a == "" {
		return b
	}
	return a + " ; " + b
}

func renvoyerFichier(w io.Writer, f source.Fichier, format tabulaire.Format, causes map[int]string) error {
	r, err := f.Ouvrir()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	t, err := tabulaire.Ouvrir(r, format)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	c.Comma, c.UseCRLF = format.Separateur, true
	if c.Comma == 0 {
		c.Comma = ';'
	}
	_ = c.Write(append(append([]string{}, t.Entete()...), titreCause))
	for {
		champs, ligne, err := t.Brute()
		if err == io.EOF { //nolint:errorlint // the reader gives io.EOF itself
			break
		}
		if err != nil {
			return err
		}
		if cause, rejetee := causes[ligne]; rejetee {
			_ = c.Write(append(append([]string{}, champs...), cause))
		}
		if b.Len() > 64<<10 {
			c.Flush()
			if _, err := b.WriteTo(w); err != nil {
				return err
			}
		}
	}
	c.Flush()
	_, err = b.WriteTo(w)
	return err
}

// VisitTelechargerRejetsResponse streams the file like any export.
func (e export) VisitTelechargerRejetsResponse(w http.ResponseWriter) error {
	return e.VisitExporterResponse(w)
}
