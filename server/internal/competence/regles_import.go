package competence

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/api"
	"imagin/server/internal/db"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

const octetsMax = 8 << 20

type depotRegles struct {
	session               string
	remplacer, simulation bool
	contenu               []byte
}

// ImporterReglesCompetence answers POST /regles-competence/import. What the file says is added or changed; with
// remplacer, what it does not say of the examens it speaks of is deleted. It returns fail.Invalid when the file is no
// CSV of rules, or holds rejected lines while it should replace everything; fail.TooLarge beyond 8 MB.
func (a API) ImporterReglesCompetence(ctx context.Context, r api.ImporterReglesCompetenceRequestObject) (api.ImporterReglesCompetenceResponseObject, error) {
	d, err := lireDepot(r.Body)
	if err != nil {
		return nil, err
	}
	regles, rejets, err := lireRegles(d.contenu)
	if err != nil {
		return nil, illisible(err)
	}
	b := api.BilanRegles{Lues: len(regles) + len(rejets), Rejets: rejets}
	err = a.essayer(ctx, &d.simulation, func(tx *db.Tx) error { return importer(ctx, tx, d, regles, &b) })
	if b.Rejets == nil {
		b.Rejets = []api.RejetRegle{}
	}
	return api.ImporterReglesCompetence200JSONResponse(b), err
}

func illisible(err error) error {
	var refus *source.Refus
	if errors.As(err, &refus) {
		return fail.New(fail.Invalid, refus.Code, refus.Message, fail.Field{Pointer: "/fichier", Code: refus.Code, Message: refus.Message})
	}
	return err
}

func message(err error) string {
	if f := fail.As(err); f != nil {
		return f.Message
	}
	return err.Error()
}

func lireDepot(m *multipart.Reader) (d depotRegles, err error) {
	for {
		partie, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return d, fail.New(fail.Malformed, "formulaire", "Le formulaire est illisible : envoyez-le de nouveau.").Because(err)
		}
		b, ok, err := lireTout(partie, octetsMax)
		switch {
		case err != nil:
			return d, fail.New(fail.Malformed, "formulaire", "L’envoi a été interrompu : envoyez le fichier de nouveau.").Because(err)
		case !ok:
			return d, fail.New(fail.TooLarge, "regles.taille", "Le fichier dépasse 8 Mo : ce n’est pas celui des règles d’une session.")
		}
		switch partie.FormName() {
		case "session":
			d.session = string(b)
		case "remplacer":
			d.remplacer = string(b) == "true"
		case "simulation":
			d.simulation = string(b) == "true"
		case "fichier":
			d.contenu = b
		}
	}
	if len(d.contenu) == 0 {
		return d, fail.New(fail.Invalid, "regles.fichier", "Choisissez un fichier CSV de règles.", fail.Field{Pointer: "/fichier", Code: "requis", Message: "Fichier absent ou vide."})
	}
	return d, nil
}

// importer stages the rules, finds their épreuves-options, and writes in sets.
func importer(ctx context.Context, tx *db.Tx, d depotRegles, regles []ligneRegle, b *api.BilanRegles) error {
	session, err := sessionDe(ctx, tx, d.session, "/session")
	if err != nil {
		return err
	}
	if err := deposer(ctx, tx, regles); err != nil {
		return err
	}
	inconnues, err := db.Query[struct {
		Ligne                               int
		Examen, Specialite, Epreuve, Option string
	}](ctx, tx.Reader, `SELECT ligne, examen, specialite, epreuve, option FROM lue WHERE epreuve_option_id IS NULL ORDER BY ligne`)
	if err != nil {
		return err
	}
	for _, i := range inconnues {
		b.Rejets = append(b.Rejets, api.RejetRegle{Ligne: i.Ligne, Message: fmt.Sprintf("L’épreuve-option %s %s %s %s n’est pas dans la réglementation.", i.Examen, i.Specialite, i.Epreuve, i.Option)})
	}
	if d.remplacer && len(b.Rejets) > 0 && !d.simulation {
		return fail.New(fail.Invalid, "regles.rejets", fmt.Sprintf("Remplacer les règles demande un fichier sans rejet : corrigez d’abord la ligne %d (%s)", b.Rejets[0].Ligne, b.Rejets[0].Message),
			fail.Field{Pointer: "/fichier", Code: "rejets", Message: b.Rejets[0].Message})
	}
	ecrites, err := db.Query[struct{ Cree bool }](ctx, tx.Reader, ecrireRegles, tx.Academie, session)
	if err != nil {
		return err
	}
	for _, e := range ecrites {
		if e.Cree {
			b.Creees++
		} else {
			b.Modifiees++
		}
	}
	b.Inchangees = len(regles) - len(inconnues) - len(ecrites)
	if d.remplacer {
		n, err := tx.Exec(ctx, retirerRegles, tx.Academie, session)
		if err != nil {
			return err
		}
		b.Supprimees = int(n)
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "import", Objet: "regle_competence", ObjetID: session.String(),
		Apres: map[string]any{"creees": b.Creees, "modifiees": b.Modifiees, "supprimees": b.Supprimees, "rejets": len(b.Rejets)}})
}

const ecrireRegles = `INSERT INTO regle_competence AS g (academie, session_id, epreuve_option_id, sens, matiere, dispositif, diplome, annee, modalite, discipline, priorite, commentaire)
	SELECT $1, $2, epreuve_option_id, sens, matiere, dispositif, diplome, annee, modalite, discipline, priorite, nullif(commentaire, '') FROM lue WHERE epreuve_option_id IS NOT NULL
	ON CONFLICT ON CONSTRAINT regle_competence_unique DO UPDATE SET priorite = excluded.priorite, commentaire = excluded.commentaire, version = g.version + 1, maj_le = now()
		WHERE (g.priorite, g.commentaire) IS DISTINCT FROM (excluded.priorite, excluded.commentaire)
	RETURNING g.xmax = 0 AS cree`

const retirerRegles = `DELETE FROM regle_competence g USING epreuve_option o WHERE g.academie = $1 AND g.session_id = $2 AND o.academie = g.academie AND o.id = g.epreuve_option_id
	AND o.examen IN (SELECT examen FROM lue WHERE epreuve_option_id IS NOT NULL)
	AND NOT EXISTS (SELECT 1 FROM lue l WHERE l.epreuve_option_id = g.epreuve_option_id AND (l.sens, l.matiere, l.dispositif, l.diplome, l.annee, l.modalite, l.discipline)
		= (g.sens, g.matiere, g.dispositif, g.diplome, g.annee, g.modalite, g.discipline))`

// deposer copies the rules of a file into a temporary table, each with its épreuve-option when the regulation has it.
func deposer(ctx context.Context, tx *db.Tx, regles []ligneRegle) error {
	if _, err := tx.Exec(ctx, `CREATE TEMP TABLE lue (ligne integer, examen text, specialite text, epreuve text, option text, sens text, matiere text, dispositif text, diplome text,
		annee text, modalite text, discipline text, priorite smallint, commentaire text, epreuve_option_id uuid) ON COMMIT DROP`); err != nil {
		return err
	}
	colonnes := []string{"ligne", "examen", "specialite", "epreuve", "option", "sens", "matiere", "dispositif", "diplome", "annee", "modalite", "discipline", "priorite", "commentaire"}
	if _, err := tx.CopyFrom(ctx, "pg_temp", "lue", colonnes, pgx.CopyFromSlice(len(regles), func(i int) ([]any, error) {
		r := regles[i]
		return append([]any{r.Ligne, r.Examen, r.Specialite, r.Epreuve, r.Option}, r.valeurs()...), nil
	})); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE lue l SET epreuve_option_id = o.id FROM epreuve_option o
		WHERE o.academie = $1 AND o.examen = l.examen AND o.specialite = l.specialite AND o.epreuve = l.epreuve AND o.option = l.option`, tx.Academie)
	return err
}

// CopierReglesCompetence answers POST /regles-competence/copies. Rules that the other session already has stay as they
// are. It returns fail.Invalid for an unknown session, or the same one twice.
func (a API) CopierReglesCompetence(ctx context.Context, r api.CopierReglesCompetenceRequestObject) (api.CopierReglesCompetenceResponseObject, error) {
	b := api.BilanRegles{Rejets: []api.RejetRegle{}}
	if r.Body.De == r.Body.Vers {
		return nil, fail.New(fail.Invalid, "regles.meme_session", "Choisissez deux sessions différentes.", fail.Field{Pointer: "/vers", Code: "meme", Message: "C’est la session de départ."})
	}
	err := a.essayer(ctx, r.Body.Simulation, func(tx *db.Tx) error {
		de, err := sessionDe(ctx, tx, r.Body.De, "/de")
		if err != nil {
			return err
		}
		vers, err := sessionDe(ctx, tx, r.Body.Vers, "/vers")
		if err != nil {
			return err
		}
		return copier(ctx, tx, de, vers, texte(r.Body.Examen), &b)
	})
	return api.CopierReglesCompetence200JSONResponse(b), err
}

func copier(ctx context.Context, tx *db.Tx, de, vers uuid.UUID, examen string, b *api.BilanRegles) error {
	const source = ` FROM regle_competence g JOIN epreuve_option o ON o.academie = g.academie AND o.id = g.epreuve_option_id
		WHERE g.academie = $1 AND g.session_id = $2 AND ($3 = '' OR o.examen = $3)`
	var err error
	if b.Lues, err = db.Scalar[int](ctx, tx.Reader, `SELECT count(*)`+source, tx.Academie, de, examen); err != nil {
		return err
	}
	n, err := tx.Exec(ctx, `INSERT INTO regle_competence (academie, session_id, epreuve_option_id, sens, matiere, dispositif, diplome, annee, modalite, discipline, priorite, commentaire)
		SELECT g.academie, $4, g.epreuve_option_id, g.sens, g.matiere, g.dispositif, g.diplome, g.annee, g.modalite, g.discipline, g.priorite, g.commentaire`+source+` ON CONFLICT DO NOTHING`,
		tx.Academie, de, examen, vers)
	if err != nil {
		return err
	}
	b.Creees, b.Inchangees = int(n), b.Lues-int(n)
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "copie", Objet: "regle_competence", ObjetID: vers.String(), Apres: map[string]any{"de": de, "creees": n, "examen": examen}})
}
