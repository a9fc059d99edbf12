package generation

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"path"
	"strings"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
)

const typeGeneration = "generation"

// Bilan counts what a generation does, or would do.
type Bilan struct {
	Voulues   int64 `json:"voulues"` // missions that the rules ask for
	Creees    int64 `json:"creees"`
	Modifiees int64 `json:"modifiees"`
	Revenues  int64 `json:"revenues"`
	Retirees  int64 `json:"retirees"`
	Alertes   int64 `json:"alertes"`  // differences that touch people affected or convoked
	Ouvertes  int64 `json:"ouvertes"` // drafts opened because they lack nothing
}

func (b Bilan) change() bool {
	return b.Creees+b.Modifiees+b.Revenues+b.Retirees+b.Alertes+b.Ouvertes > 0
}

func (b Bilan) String() string {
	if !b.change() {
		return fmt.Sprintf("Aucun changement : les %d missions sont à jour.", b.Voulues)
	}
	var dits []string
	for _, x := range []struct {
		n          int64
		un, autant string
	}{{b.Creees, "mission créée", "missions créées"}, {b.Modifiees, "modifiée", "modifiées"}, {b.Revenues, "revenue", "revenues"}, {b.Retirees, "retirée", "retirées"},
		{b.Ouvertes, "ouverte", "ouvertes"}, {b.Alertes, "alerte", "alertes"}} {
		mot := x.un
		if x.n > 1 {
			mot = x.autant
		}
		if x.n > 0 {
			dits = append(dits, fmt.Sprintf("%d %s", x.n, mot))
		}
	}
	return strings.Join(dits, ", ") + "."
}

// generation is one run: the difference is worked out, then read by somebody, or applied.
type generation struct {
	*job.Execution
	id, session uuid.UUID
	ouvrir      bool
	simulation  bool
	accepte     string // digest of the difference that somebody accepted
}

// Type is the tâche that makes the missions of a session. All of it is one transaction, which also ends the tâche:
// killed anywhere, it is done once.
func Type() job.Type {
	return job.Type{Code: typeGeneration, Executer: func(ctx context.Context, e *job.Execution) error {
		g := &generation{Execution: e}
		if err := g.lire(ctx); err != nil {
			return err
		}
		return g.faire(ctx)
	}}
}

func (g *generation) lire(ctx context.Context) (err error) {
	if g.id, err = uuid.Parse(path.Base(g.Objet)); err != nil {
		return err
	}
	return g.Base.Lire(ctx, g.Academie, func(r db.Reader) error {
		type ligne struct {
			SessionID          uuid.UUID
			Ouvrir, Simulation bool
			Accepte            *string
		}
		l, ok, err := db.One[ligne](ctx, r, `SELECT session_id, ouvrir, simulation, accepte FROM generation WHERE academie = $1 AND id = $2`, g.Academie, g.id)
		if err == nil && !ok {
			err = fail.Introuvable("Cette génération")
		}
		g.session, g.ouvrir, g.simulation = l.SessionID, l.Ouvrir, l.Simulation
		if l.Accepte != nil {
			g.accepte = *l.Accepte
		}
		return err
	})
}

// sql writes the literals in: statements that make tables take no parameter. The académie is three digits.
func (g *generation) sql(texte string) string {
	return strings.NewReplacer(":academie", "'"+g.Academie+"'", ":session", "'"+g.session.String()+"'::uuid", ":generation", "'"+g.id.String()+"'::uuid").Replace(texte)
}

func (g *generation) executer(ctx context.Context, tx *db.Tx, textes ...string) error {
	for _, t := range textes {
		if _, err := tx.Exec(ctx, g.sql(t)); err != nil {
			return fmt.Errorf("%w\n%s", err, g.sql(t))
		}
	}
	return nil
}

// verrous: an import changes commissions, an affectation commits somebody: neither may come between the difference and
// its writing.
var verrous = []string{
	// A few seconds of plain joins: small samples plan them as well, and nothing is worth compiling.
	"SET LOCAL default_statistics_target = 10", "SET LOCAL jit = off", "SET LOCAL work_mem = '64MB'",
	"SELECT pg_advisory_xact_lock(hashtextextended('import:' || :academie, 0))",
	"SELECT id FROM mission WHERE academie = :academie AND session_id = :session AND cle_generation IS NOT NULL ORDER BY id FOR UPDATE",
}

func (g *generation) faire(ctx context.Context) error {
	if err := g.Avancer(ctx, "Comparaison avec les missions existantes", 0, 3); err != nil {
		return err
	}
	applique := false
	err := g.Base.InAcademie(ctx, g.Academie, func(tx *db.Tx) error {
		if err := g.executer(ctx, tx, verrous...); err != nil {
			return err
		}
		if err := g.comparer(ctx, tx); err != nil {
			return err
		}
		b, empreinte, err := g.mesurer(ctx, tx)
		if err != nil {
			return err
		}
		if b.change() && (g.simulation || g.accepte != "" && g.accepte != empreinte) {
			return g.montrer(ctx, tx, b, empreinte)
		}
		if err := g.Avancer(ctx, "Écriture des missions", 1, 3); err != nil {
			return err
		}
		applique = true
		return g.appliquer(ctx, tx, b)
	})
	if err == nil && applique {
		g.analyser(context.WithoutCancel(ctx))
	}
	return err
}

func (g *generation) comparer(ctx context.Context, tx *db.Tx) error {
	// A session prepared from none begins with the usual rules.
	if err := g.executer(ctx, tx, `SELECT regles_de_depart(:academie, :session) WHERE NOT EXISTS (SELECT 1 FROM regle_generation WHERE academie = :academie AND session_id = :session)`); err != nil {
		return err
	}
	for _, etapes := range [][]string{prepares, compares, {"DELETE FROM generation_ecart WHERE academie = :academie AND generation_id = :generation", noter}} {
		if err := g.executer(ctx, tx, etapes...); err != nil {
			return err
		}
	}
	return nil
}

func (g *generation) mesurer(ctx context.Context, tx *db.Tx) (Bilan, string, error) {
	b, _, err := db.One[Bilan](ctx, tx.Reader, g.sql(`SELECT (SELECT count(*) FROM g_voulue) AS voulues, count(*) FILTER (WHERE nature = 'creee') AS creees, count(*) FILTER (WHERE nature = 'modifiee') AS modifiees,
		count(*) FILTER (WHERE nature = 'revenue') AS revenues, (SELECT count(*) FROM g_retrait) AS retirees,
		count(*) FILTER (WHERE engagee AND (a_creneaux OR a_centre OR d_besoins OR d_candidats)) + (SELECT count(*) FROM g_retrait WHERE presents > 0) AS alertes FROM g_ecart`))
	if err != nil {
		return b, "", err
	}
	if g.ouvrir {
		if b.Ouvertes, err = db.Scalar[int64](ctx, tx.Reader, g.sql(aOuvrir)); err != nil {
			return b, "", err
		}
	}
	empreinte, err := db.Scalar[string](ctx, tx.Reader, `SELECT md5(coalesce(string_agg(md5(concat_ws('|', nature, mission_id, libelle, champs, affectes, convoques)), '' ORDER BY nature, libelle, champs::text, mission_id), '')) || $3::text
		FROM generation_ecart WHERE academie = $1 AND generation_id = $2`, g.Academie, g.id, fmt.Sprint(b.Ouvertes))
	return b, empreinte, err
}

// montrer keeps the difference for somebody to read.
func (g *generation) montrer(ctx context.Context, tx *db.Tx, b Bilan, empreinte string) error {
	message := "Simulation : " + b.String()
	if g.accepte != "" {
		message = "Les données ont changé depuis la simulation, relisez-la : " + b.String()
	}
	if _, err := tx.Exec(ctx, `UPDATE generation SET etat = 'simulee', difference = $3, accepte = NULL, simulation = true, message = $4, comptes = $5, version = version + 1
		WHERE academie = $1 AND id = $2`, g.Academie, g.id, empreinte, message, enJSON(b)); err != nil {
		return err
	}
	return g.Terminer(ctx, tx, message)
}

func (g *generation) appliquer(ctx context.Context, tx *db.Tx, b Bilan) error {
	if err := g.executer(ctx, tx, etapes...); err != nil {
		return err
	}
	if g.ouvrir {
		n, err := tx.Exec(ctx, g.sql(ouvrir))
		if err != nil {
			return err
		}
		b.Ouvertes = n
	}
	a := tx.Acteur
	if _, err := tx.Exec(ctx, g.sql(journaliser), a.Qui, a.Profil, a.Depuis); err != nil {
		return err
	}
	message := b.String()
	if _, err := tx.Exec(ctx, `UPDATE generation SET etat = 'appliquee', appliquee_le = now(), message = $3, comptes = $4, difference = NULL, version = version + 1
		WHERE academie = $1 AND id = $2`, g.Academie, g.id, message, enJSON(b)); err != nil {
		return err
	}
	if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "generation", Objet: "session", ObjetID: g.session.String(), Apres: b}); err != nil {
		return err
	}
	return g.Terminer(ctx, tx, message)
}

// analyser gives the planner the statistics of what was just written: PostgreSQL does it too, but later.
func (g *generation) analyser(ctx context.Context) {
	if err := g.Base.InAcademie(ctx, g.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, "SELECT staging.analyser_imaoce(false)")
		return err
	}); err != nil {
		slog.WarnContext(ctx, "statistiques après génération", "erreur", err)
	}
}

func enJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own plain structs
	}
	return b
}
