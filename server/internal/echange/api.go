// Package echange brings files in and takes lists out.
package echange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"path"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// API holds imports and exports.
type API struct {
	base   *db.DB
	file   *job.File
	listes map[string]list.Liste
}

// NewAPI takes the lists that may be exported.
func NewAPI(base *db.DB, file *job.File, listes []list.Liste) API {
	a := API{base: base, file: file, listes: map[string]list.Liste{}}
	for _, l := range listes {
		a.listes[l.Ressource] = l
	}
	return a
}

// anomalies shows the first lines that were refused or warned about; the rest stays in the database.
const anomalies = `(SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('ligne', x.ligne, 'champ', x.champ, 'valeur', x.valeur,
	'message', x.message, 'rejet', x.rejet)) ORDER BY x.rang), '[]')
	FROM (SELECT * FROM import_anomalie an WHERE an.academie = m.academie AND an.import_id = m.id ORDER BY an.rang LIMIT 500) x)`

// Imports is the list of files received and of what came of them.
var Imports = list.Liste{
	Operation: "ListerImports",
	Portee:    func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "imports", Base: "import m", Alias: "m", Tri: "-depose_le",
		Jointures: []list.Jointure{{Alias: "f", SQL: "JOIN fichier f ON f.academie = m.academie AND f.id = m.fichier_id"}},
		Recherches: []list.Cherche{
			{SQL: "sans_accent(f.nom)", Via: []string{"f"}}, {SQL: "sans_accent(m.depose_par)"},
		},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "m.id", Genre: list.UUID},
			{Cle: "source", Titre: "Source", SQL: "m.source", Genre: list.Choix, Valeurs: sources()},
			{Cle: "nom_fichier", Titre: "Fichier", SQL: "f.nom", Via: []string{"f"}},
			{Cle: "taille_octets", Titre: "Taille (octets)", SQL: "f.taille", Genre: list.Nombre, Via: []string{"f"}},
			{Cle: "empreinte", Titre: "Empreinte SHA-256", SQL: "f.empreinte", Via: []string{"f"}, Cachee: true},
			{Cle: "etat", Titre: "État", SQL: "m.etat", Genre: list.Choix,
				Valeurs: []string{"depose", "en_cours", "applique", "refuse", "annule", "echoue"}},
			{Cle: "message", Titre: "Message", SQL: "m.message"},
			{Cle: "depose_le", Titre: "Déposé le", SQL: "m.depose_le", Genre: list.Instant, NonNul: true},
			{Cle: "depose_par", Titre: "Par", SQL: "m.depose_par"},
			{Cle: "applique_le", Titre: "Appliqué le", SQL: "m.applique_le", Genre: list.Instant},
			{Cle: "tache", Titre: "Tâche", SQL: "m.tache_id", Genre: list.UUID},
			{Cle: "comptes", Titre: "Comptes", SQL: "m.comptes", Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "anomalies", Titre: "Anomalies", SQL: anomalies, Genre: list.Document, Fixe: true, Cachee: true},
		},
	},
}

// ListerImports answers GET /imports.
func (a API) ListerImports(ctx context.Context, r api.ListerImportsRequestObject) (api.ListerImportsResponseObject, error) {
	res, err := list.Lire[api.Import](ctx, a.base, Imports, list.Params(r.Params))
	return api.ListerImports200JSONResponse(res), err
}

// LireImport answers GET /imports/{id}. It returns fail.NotFound.
func (a API) LireImport(ctx context.Context, r api.LireImportRequestObject) (api.LireImportResponseObject, error) {
	i, err := a.lire(ctx, r.Id)
	return api.LireImport200JSONResponse(i), err
}

func (a API) lire(ctx context.Context, id uuid.UUID) (api.Import, error) {
	i, ok, err := list.Un[api.Import](ctx, a.base, Imports, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cet import")
	}
	return i, err
}

// DeposerImport answers POST /imports: the file is kept, its treatment is a tâche. The same Idempotency-Key gives the
// same import again. It returns fail.Invalid for an unknown source or an empty file, fail.TooLarge.
func (a API) DeposerImport(ctx context.Context, r api.DeposerImportRequestObject) (api.DeposerImportResponseObject, error) {
	f, err := lireFormulaire(r.Body)
	if err != nil {
		return nil, err
	}
	defer f.depot.fermer()
	id := uuid.Must(uuid.NewV7())
	p := access.De(ctx)
	err = a.base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if r.Params.IdempotencyKey != nil {
			connu, err := db.Scalar[*uuid.UUID](ctx, tx.Reader, `SELECT id FROM import WHERE academie = $1 AND cle_idempotence = $2`,
				p.Academie, *r.Params.IdempotencyKey)
			if err != nil {
				return err
			}
			if connu != nil {
				id = *connu
				return nil
			}
		}
		return a.enregistrer(ctx, tx, id, f, r.Params.IdempotencyKey)
	})
	if err != nil {
		return nil, err
	}
	i, err := a.lire(ctx, id)
	return api.DeposerImport202JSONResponse{Body: i,
		Headers: api.DeposerImport202ResponseHeaders{Location: "/api/v1/taches/" + i.Tache.String()}}, err
}

func (a API) enregistrer(ctx context.Context, tx *db.Tx, id uuid.UUID, f *formulaire, cle *string) error {
	fichier, tache := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	if err := f.depot.ranger(ctx, tx, fichier, f.nom); err != nil {
		return err
	}
	objet := "/imports/" + id.String()
	if err := a.file.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: typeImport, Libelle: "Import de " + f.nom, Objet: objet}); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO import (academie, id, source, fichier_id, tache_id, depose_par, cle_idempotence)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.Academie, id, f.source, fichier, tache, tx.Acteur.Qui, cle); err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "depot", Objet: "import", ObjetID: id.String(),
		Apres: map[string]any{"source": f.source, "fichier": f.nom, "octets": f.depot.taille}})
}

type formulaire struct {
	source, nom string
	depot       *depot
}

func lireFormulaire(m *multipart.Reader) (*formulaire, error) {
	f := &formulaire{}
	for {
		partie, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fautes(f, err)
		}
		switch partie.FormName() {
		case "source":
			b, err := io.ReadAll(io.LimitReader(partie, 100))
			if err != nil {
				return nil, fautes(f, err)
			}
			f.source = string(b)
		case "fichier":
			if f.depot != nil {
				return nil, fautes(f, fail.New(fail.Invalid, "import.plusieurs", "Un seul fichier par dépôt."))
			}
			f.nom = nettoyerNom(partie.FileName())
			if f.depot, err = recevoir(partie); err != nil {
				return nil, fautes(f, err)
			}
		}
	}
	return f, f.verifier()
}

// fautes lets go of what was received, and says what a broken upload means.
func fautes(f *formulaire, err error) error {
	if f.depot != nil {
		f.depot.fermer()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fail.New(fail.Malformed, "import.interrompu", "L’envoi du fichier s’est interrompu. Recommencez.").Because(err)
	}
	return err
}

func (f *formulaire) verifier() error {
	if f.depot == nil {
		return fail.New(fail.Invalid, "import.fichier", "Joignez un fichier.",
			fail.Field{Pointer: "/fichier", Code: "required", Message: "ce champ est requis"})
	}
	limite, connue := limites[f.source]
	var err error
	switch {
	case !connue:
		err = fail.New(fail.Invalid, "import.source", "Source inconnue : choisissez parmi "+strings.Join(sources(), ", ")+".",
			fail.Field{Pointer: "/source", Code: "oneof", Message: "source inconnue"})
	case f.depot.taille == 0:
		err = fail.New(fail.Invalid, "import.vide", "Le fichier « "+f.nom+" » est vide. Exportez-le de nouveau.",
			fail.Field{Pointer: "/fichier", Code: "vide", Message: "fichier vide"})
	case f.depot.taille > limite:
		err = fail.New(fail.TooLarge, "import.taille", fmt.Sprintf("Le fichier « %s » dépasse %d Mo, la taille permise pour cette source.", f.nom, limite>>20),
			fail.Field{Pointer: "/fichier", Code: "taille", Message: "fichier trop volumineux"})
	}
	if err != nil {
		f.depot.fermer()
	}
	return err
}

func nettoyerNom(nom string) string {
	nom = path.Base(strings.ReplaceAll(nom, `\`, "/"))
	nom = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(nom, ""))
	if nom == "" || nom == "." || nom == "/" {
		nom = "sans nom"
	}
	if r := []rune(nom); len(r) > 120 {
		nom = string(r[:120])
	}
	return nom
}

// compte is what an import did to one kind of object.
type compte struct {
	Objet     string `json:"objet"`
	Lus       int64  `json:"lus"`
	Crees     int64  `json:"crees"`
	Modifies  int64  `json:"modifies"`
	Inchanges int64  `json:"inchanges"`
	Retires   int64  `json:"retires,omitempty"`
	Rejetes   int64  `json:"rejetes"`
}

func enJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own plain structs
	}
	return b
}
