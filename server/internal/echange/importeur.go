package echange

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
	"imagin/server/internal/secret"
)

const typeImport = "import"

// importation is one import being done: receive, stage, match people, compare, then either wait for a word or apply.
type importation struct {
	*job.Execution
	*origineDonnees
	coffre  *secret.Coffre
	id      uuid.UUID
	source  string
	nom     string
	mode    string
	accepte string // digest of the difference that somebody accepted
	seuils  seuils
	fichier *fichier.Contenu
	session *sessionVisee // whose exchange this is
	lu      lecture
	ecrit   bool // something was applied

	mu          sync.Mutex // readers of several files work together
	anomalies   []source.Anomalie
	rejets      map[string]int64
	lots        map[string]*lot // rows of files read to their end, not sent yet
	nbAnomalies int64
}

// lecture is what the files turned out to hold.
type lecture struct {
	lus           map[string]int64 // objects read, by kind
	uai           map[string]bool  // schools met
	parties       map[string]bool  // agents, affectations…
	nomenclatures map[string]bool
	session       string     // the code that the lines bear
	pilote        *time.Time // validation of the pilote réglementaire
	refus         error      // whatever the other files say, nothing can be taken from this exchange
	delta         bool
	complement    bool // corrected rejects sent again: nobody is missing from them
}

// TypeImport is the tâche that reads a file received and applies it, or shows what it would change. The staging is
// emptied first, and the whole effect, the report and the end of the tâche are one transaction: killed anywhere, it can
// be done again.
func TypeImport(base *db.DB, coffre *secret.Coffre) job.Type {
	return job.Type{Code: typeImport, Executer: func(ctx context.Context, e *job.Execution) error {
		i, err := charger(ctx, base, coffre, e)
		if err != nil || i == nil {
			return err
		}
		err = i.faire(ctx)
		if err != nil {
			err = i.echouer(ctx, err)
		}
		return err
	}}
}

func charger(ctx context.Context, base *db.DB, coffre *secret.Coffre, e *job.Execution) (*importation, error) {
	type lue struct {
		ID      uuid.UUID
		Source  string
		Mode    string
		Accepte *string
		Fichier uuid.UUID
		Nom     string
		Taille  int64
		Chiffre bool
		Session *uuid.UUID
		reglage
	}
	i := &importation{Execution: e, coffre: coffre, rejets: map[string]int64{}, lots: map[string]*lot{},
		lu: lecture{lus: map[string]int64{}, uai: map[string]bool{}, parties: map[string]bool{}, nomenclatures: map[string]bool{}}}
	err := base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		l, ok, err := db.One[lue](ctx, tx.Reader, `SELECT m.id, m.source, m.mode, m.accepte, f.id AS fichier, f.nom, f.taille, f.chiffre, m.session_id AS session, s.encodage, s.separateur,
			s.colonnes, coalesce(s.seuil_disparition, 10) AS seuil_disparition, coalesce(s.seuil_auto, 25) AS seuil_auto
			FROM import m JOIN fichier f ON f.academie = m.academie AND f.id = m.fichier_id
			LEFT JOIN source_echange s ON s.academie = m.academie AND s.code = m.source WHERE m.academie = $1 AND m.tache_id = $2`, e.Academie, e.Tache)
		if err != nil || !ok {
			i = nil
			return err
		}
		o, connue := origineDe(l.Source)
		if !connue {
			return fail.New(fail.Invalid, "import.source", "Ce serveur ne connaît pas la source « "+l.Source+" ».")
		}
		regle := *o
		if regle.format, err = l.format(o.format); err != nil {
			return err
		}
		i.origineDonnees, i.seuils = &regle, seuils{l.SeuilDisparition, l.SeuilAuto}
		i.id, i.source, i.nom, i.mode = l.ID, l.Source, l.Nom, l.Mode
		if l.Accepte != nil {
			i.accepte = *l.Accepte
		}
		if l.Session != nil {
			if i.session, err = lireSession(ctx, tx.Reader, "id", *l.Session); err != nil {
				return err
			}
		}
		i.fichier = fichier.De(ctx, base, coffre, e.Academie, fichier.Garde{ID: l.Fichier, Nom: l.Nom, Taille: l.Taille, Chiffre: l.Chiffre})
		_, err = tx.Exec(ctx, `UPDATE import SET etat = 'en_cours' WHERE academie = $1 AND id = $2`, e.Academie, i.id)
		return err
	})
	return i, err
}

func (i *importation) faire(ctx context.Context) error {
	// What a killed attempt staged is dropped.
	if err := i.Base.InAcademie(ctx, i.Academie, func(tx *db.Tx) error { return i.vider(ctx, tx) }); err != nil {
		return err
	}
	if err := i.preparer(ctx); err != nil {
		return err
	}
	if i.moment > 0 {
		if err := i.lierSession(ctx); err != nil {
			return err
		}
	}
	if err := i.Avancer(ctx, "Comparaison avec les données connues", 0, 0); err != nil {
		return err
	}
	if err := i.analyser(ctx, true); err != nil {
		return err
	}
	if err := i.Base.InAcademie(ctx, i.Academie, func(tx *db.Tx) error {
		// Two imports in one académie: the second compares with what the first left.
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('import:' || $1, 0))`, i.Academie); err != nil {
			return err
		}
		return i.comparerEtAppliquer(ctx, tx)
	}); err != nil || !i.ecrit {
		return err
	}
	if err := i.analyser(context.WithoutCancel(ctx), false); err != nil { // the work is done and said: this only makes the next one faster
		slog.WarnContext(ctx, "statistiques après import", "erreur", err)
	}
	return nil
}

// analyser refreshes the statistics of what was just received, or applied: PostgreSQL does it too, but later.
func (i *importation) analyser(ctx context.Context, recu bool) error {
	return i.Base.InAcademie(ctx, i.Academie, func(tx *db.Tx) error {
		analyser := "SELECT staging.analyser($1)"
		if i.moment > 0 {
			analyser = "SELECT staging.analyser_imaoce($1)"
		}
		_, err := tx.Exec(ctx, analyser, recu)
		return err
	})
}

func (i *importation) comparerEtAppliquer(ctx context.Context, tx *db.Tx) error {
	c := comparer(tx, i)
	bilans, err := c.mesurerTout(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM import_ecart WHERE academie = $1 AND import_id = $2`, i.Academie, i.id); err != nil {
		return err
	}
	for _, b := range bilans {
		if err := c.noter(ctx, b); err != nil {
			return err
		}
	}
	attend, difference, err := i.attendre(ctx, c, bilans)
	if err != nil {
		return err
	}
	if attend == "" {
		if err := c.appliquerTout(ctx, bilans); err != nil {
			return err
		}
		i.ecrit = change(bilans)
	}
	if err := i.vider(ctx, tx); err != nil {
		return err
	}
	return i.conclure(ctx, tx, bilans, attend, difference)
}

// mesurerTout compares every kind of rows before anything is written.
func (c *comparaison) mesurerTout(ctx context.Context) ([]*bilan, error) {
	preparatifs := []string{lieux}
	if c.i.source == "aaf" {
		preparatifs = append(preparatifs, lieuxAAF)
	}
	preparatifs = append(preparatifs, "ANALYZE lieu")
	if c.i.preparatifs != nil {
		preparatifs = append([]string{"SET LOCAL default_statistics_target = 10", "SET LOCAL jit = off"}, c.i.preparatifs(c.i)...)
	}
	for _, sql := range preparatifs {
		if _, err := c.executer(ctx, sql); err != nil {
			return nil, err
		}
	}
	if c.i.controler != nil {
		if err := c.i.controler(ctx, c); err != nil {
			return nil, err
		}
	}
	if c.i.personnes {
		if err := c.apparier(ctx); err != nil {
			return nil, err
		}
	}
	var bilans []*bilan
	for _, o := range c.i.objets(c.i) {
		b, err := c.mesurer(ctx, o)
		if err != nil {
			return nil, err
		}
		b.lus = max(c.i.lu.lus[o.nom], b.vus)
		bilans = append(bilans, b)
	}
	return bilans, nil
}

func (c *comparaison) appliquerTout(ctx context.Context, bilans []*bilan) error {
	arbitrage := false
	for n, b := range bilans {
		if err := c.i.Avancer(ctx, "Application", int64(n), int64(len(bilans))); err != nil {
			return err
		}
		if err := c.appliquer(ctx, b); err != nil {
			return err
		}
		arbitrage = arbitrage || b.objet.nom == "rattachement" && b.crees+b.modifies+b.partis > 0
	}
	if arbitrage {
		return c.arbitrer(ctx)
	}
	return nil
}

var (
	tablesRecues = []string{"etablissement", "nomenclature", "individu", "rattachement", "enseignement", "suppleance", "commune", "limitrophe"}
	tablesImaoce = []string{"reglementation", "inscription", "centre", "jury", "commission", "commission_origine", "presents"}
)

func (i *importation) vider(ctx context.Context, tx *db.Tx) error {
	tables := tablesRecues
	if i.moment > 0 {
		tables = tablesImaoce
	}
	for _, t := range tables {
		if _, err := tx.Exec(ctx, "DELETE FROM staging."+t+" WHERE import_id = $1", i.id); err != nil {
			return err
		}
	}
	return nil
}

// conclure writes the report, and ends the tâche in the same transaction.
func (i *importation) conclure(ctx context.Context, tx *db.Tx, bilans []*bilan, attend, difference string) error {
	comptes := i.compter(bilans)
	message := i.resume(comptes)
	if err := i.rangerAnomalies(ctx, tx); err != nil {
		return err
	}
	if attend != "" {
		message = "Aperçu prêt : " + message
		if _, err := tx.Exec(ctx, `UPDATE import SET etat = 'a_confirmer', message = $3, comptes = $4, attend = $5, difference = $6, accepte = NULL,
			version = version + 1 WHERE academie = $1 AND id = $2`, i.Academie, i.id, message, enJSON(comptes), attend, difference); err != nil {
			return err
		}
		return i.Terminer(ctx, tx, message)
	}
	if _, err := tx.Exec(ctx, `UPDATE import SET etat = 'applique', applique_le = now(), message = $3, comptes = $4, attend = NULL, difference = NULL,
		version = version + 1 WHERE academie = $1 AND id = $2`, i.Academie, i.id, message, enJSON(comptes)); err != nil {
		return err
	}
	if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "application", Objet: "import", ObjetID: i.id.String(), Apres: comptes}); err != nil {
		return err
	}
	return i.Terminer(ctx, tx, message)
}

// echouer records why nothing was applied. What the file did wrong is final; what we did wrong is tried again.
func (i *importation) echouer(ctx context.Context, cause error) error {
	etat, message := "", ""
	var refus *source.Refus
	switch {
	case errors.Is(cause, job.ErrAnnulee):
		etat, message = "annule", "Annulé à la demande. Rien n’a été modifié."
	case errors.As(cause, &refus):
		etat, message = "refuse", refus.Message
		i.noter("fichier", source.Anomalie{Ligne: refus.Ligne, Champ: refus.Code, Message: refus.Message, Rejet: true})
		cause = fail.New(fail.Invalid, refus.Code, refus.Message)
	case fail.As(cause) != nil && fail.As(cause).Kind != fail.Busy && fail.As(cause).Code != "concurrence":
		etat, message = "refuse", fail.As(cause).Message
	default:
		return cause
	}
	apres := context.WithoutCancel(ctx)
	err := i.Base.InAcademie(apres, i.Academie, func(tx *db.Tx) error {
		if err := i.rangerAnomalies(apres, tx); err != nil {
			return err
		}
		if _, err := tx.Exec(apres, `UPDATE import SET etat = $3, message = $4, version = version + 1 WHERE academie = $1 AND id = $2`, i.Academie, i.id, etat, message); err != nil {
			return err
		}
		return i.vider(apres, tx)
	})
	return errors.Join(cause, err)
}

// accorder: French is singular up to two, not included.
func accorder(n int64, mot string) string {
	if n > 1 {
		mot += "s"
	}
	return fmt.Sprintf("%d %s", n, mot)
}
