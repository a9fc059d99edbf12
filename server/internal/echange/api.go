// Package echange brings files in and takes lists out.
package echange

import (
	"context"
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
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
	"imagin/server/internal/secret"
)

// API holds imports and exports.
type API struct {
	base   *db.DB
	file   *job.File
	coffre *secret.Coffre
	imaoce BaseImaoce
	listes map[string]list.Liste
}

// NewAPI takes the lists that may be exported.
func NewAPI(base *db.DB, file *job.File, coffre *secret.Coffre, imaoce BaseImaoce, listes []list.Liste) API {
	a := API{base: base, file: file, coffre: coffre, imaoce: imaoce, listes: map[string]list.Liste{}}
	for _, l := range listes {
		a.listes[l.Ressource] = l
	}
	return a
}

// anomalies shows the first lines that were refused or warned about; the list of anomalies has them all.
const anomalies = `(SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('fichier', x.fichier, 'ligne', x.ligne, 'champ', x.champ, 'valeur', x.valeur,
	'message', x.message, 'rejet', x.rejet)) ORDER BY x.rang), '[]')
	FROM (SELECT * FROM import_anomalie an WHERE an.academie = m.academie AND an.import_id = m.id ORDER BY an.rang LIMIT 100) x)`

const nbAnomalies = `(SELECT count(*) FROM import_anomalie an WHERE an.academie = m.academie AND an.import_id = m.id)`

var etatsImport = []string{"depose", "en_cours", "a_confirmer", "applique", "refuse", "annule", "abandonne", "echoue"}

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
			{Cle: "source", Titre: "Source", SQL: "m.source", Genre: list.Choix, Valeurs: codes()},
			{Cle: "nom_fichier", Titre: "Fichier", SQL: "f.nom", Via: []string{"f"}},
			{Cle: "taille_octets", Titre: "Taille (octets)", SQL: "f.taille", Genre: list.Nombre, Via: []string{"f"}},
			{Cle: "empreinte", Titre: "Empreinte SHA-256", SQL: "f.empreinte", Via: []string{"f"}, Cachee: true},
			{Cle: "etat", Titre: "État", SQL: "m.etat", Genre: list.Choix, Valeurs: etatsImport},
			{Cle: "mode", Titre: "Mode", SQL: "m.mode", Genre: list.Choix, Valeurs: []string{"auto", "apercu"}},
			{Cle: "attend", Titre: "Attend", SQL: "m.attend"},
			{Cle: "difference", Titre: "Empreinte de la différence", SQL: "m.difference", Cachee: true},
			{Cle: "message", Titre: "Message", SQL: "m.message"},
			{Cle: "depose_le", Titre: "Déposé le", SQL: "m.depose_le", Genre: list.Instant, NonNul: true},
			{Cle: "depose_par", Titre: "Par", SQL: "m.depose_par"},
			{Cle: "confirme_par", Titre: "Confirmé par", SQL: "m.confirme_par"},
			{Cle: "confirme_le", Titre: "Confirmé le", SQL: "m.confirme_le", Genre: list.Instant},
			{Cle: "applique_le", Titre: "Appliqué le", SQL: "m.applique_le", Genre: list.Instant},
			{Cle: "collecte", Titre: "Collecté", SQL: "m.collecte", Genre: list.Booleen},
			{Cle: "session", Titre: "Session", SQL: "m.session_id", Genre: list.UUID, Cachee: true},
			{Cle: "moment", Titre: "Échange", SQL: "m.moment", Genre: list.Nombre, Cachee: true},
			{Cle: "systeme", Titre: "Système", SQL: "m.systeme", Cachee: true},
			{Cle: "chargement", Titre: "Chargement", SQL: "m.chargement", Cachee: true},
			{Cle: "reprend", Titre: "Reprend", SQL: "m.reprend", Genre: list.UUID, Cachee: true},
			{Cle: "nb_anomalies", Titre: "Anomalies", SQL: nbAnomalies, Genre: list.Nombre, Fixe: true},
			{Cle: "nb_rejets", Titre: "Rejets", SQL: nbAnomalies[:len(nbAnomalies)-1] + " AND an.rejet)", Genre: list.Nombre, Fixe: true},
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
	defer f.depot.Fermer()
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
	garde := nouvelID()
	if err := f.depot.Ranger(ctx, tx, a.coffre, garde, f.nom); err != nil {
		return err
	}
	return recu{id: id, fichier: garde, source: f.source, nom: f.nom, mode: f.mode, octets: f.depot.Taille(), cle: cle, session: f.session, systeme: systemeDe(f.source, "FICHIER")}.inscrire(ctx, tx, a.file)
}

// recu is a file that waits for its treatment.
type recu struct {
	id, fichier       uuid.UUID
	source, nom, mode string
	octets            int64
	cle               *string
	reprend           *uuid.UUID
	collecte          bool
	session           *uuid.UUID // of an exchange with OCEAN
	systeme           *string
	chargement        *string
}

// inscrire creates the import and its tâche.
func (r recu) inscrire(ctx context.Context, tx *db.Tx, file *job.File) error {
	tache := nouvelID()
	if err := file.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: typeImport, Libelle: "Import de " + r.nom, Objet: "/imports/" + r.id.String()}); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO import (academie, id, source, fichier_id, tache_id, depose_par, cle_idempotence, mode, reprend, collecte, session_id, moment, systeme, chargement)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`, tx.Academie, r.id, r.source, r.fichier, tache, tx.Acteur.Qui, r.cle, r.mode, r.reprend, r.collecte,
		r.session, momentDe(r.source), r.systeme, r.chargement); err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "depot", Objet: "import", ObjetID: r.id.String(),
		Apres: map[string]any{"source": r.source, "fichier": r.nom, "octets": r.octets}})
}

type formulaire struct {
	source, nom, mode string
	session           *uuid.UUID
	depot             *fichier.Depot
}

func lireFormulaire(m *multipart.Reader) (*formulaire, error) {
	f := &formulaire{mode: "auto"}
	for {
		partie, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fautes(f, err)
		}
		switch partie.FormName() {
		case "source", "mode", "session":
			if err := f.lireChamp(partie); err != nil {
				return nil, fautes(f, err)
			}
		case "fichier":
			if f.depot != nil {
				return nil, fautes(f, fail.New(fail.Invalid, "import.plusieurs", "Un seul fichier par dépôt."))
			}
			f.nom = nettoyerNom(partie.FileName())
			if f.depot, err = fichier.Recevoir(partie); err != nil {
				return nil, fautes(f, err)
			}
		}
	}
	return f, f.verifier()
}

func (f *formulaire) lireChamp(partie *multipart.Part) error {
	b, err := io.ReadAll(io.LimitReader(partie, 100))
	if err != nil {
		return err
	}
	switch partie.FormName() {
	case "mode":
		f.mode = string(b)
	case "source":
		f.source = string(b)
	default:
		id, err := uuid.Parse(string(b))
		if err != nil {
			return fail.New(fail.Invalid, "import.session", "Session inconnue.", fail.Field{Pointer: "/session", Code: "uuid", Message: "identifiant d’une session"})
		}
		f.session = &id
	}
	return nil
}

// fautes lets go of what was received, and says what a broken upload means.
func fautes(f *formulaire, err error) error {
	if f.depot != nil {
		f.depot.Fermer()
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
	o, connue := origineDe(f.source)
	var err error
	switch {
	case !connue:
		err = fail.New(fail.Invalid, "import.source", "Source inconnue : choisissez parmi "+strings.Join(codes(), ", ")+".",
			fail.Field{Pointer: "/source", Code: "oneof", Message: "source inconnue"})
	case f.mode != "auto" && f.mode != "apercu":
		err = fail.New(fail.Invalid, "import.mode", "Mode inconnu : auto ou apercu.",
			fail.Field{Pointer: "/mode", Code: "oneof", Message: "auto ou apercu"})
	case f.depot.Taille() == 0:
		err = fail.New(fail.Invalid, "import.vide", "Le fichier « "+f.nom+" » est vide. Exportez-le de nouveau.",
			fail.Field{Pointer: "/fichier", Code: "vide", Message: "fichier vide"})
	case f.depot.Taille() > o.limite:
		err = fail.New(fail.TooLarge, "import.taille", fmt.Sprintf("Le fichier « %s » dépasse %d Mo, la taille permise pour cette source.", f.nom, o.limite>>20),
			fail.Field{Pointer: "/fichier", Code: "taille", Message: "fichier trop volumineux"})
	}
	if err != nil {
		f.depot.Fermer()
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
