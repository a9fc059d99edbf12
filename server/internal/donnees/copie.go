package donnees

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"imagin/server/internal/secret"
)

// Copie says what is copied where. Source and Destination are addresses of owners; Sel is a secret of 32 bytes that stays
// with the source: the same one gives the same copy. Coffre holds the key of the copy.
type Copie struct {
	Source, Destination string
	Sel                 []byte
	Coffre              *secret.Coffre
}

// Errors of a copy that is not made.
var (
	ErrSurPlace = errors.New("la copie et la source sont la même base : donnez une autre base, rien n’est anonymisé sur place")
	ErrOccupee  = errors.New("la base qui reçoit la copie contient déjà des personnes : donnez une base neuve")
	ErrSchema   = errors.New("les deux bases n’ont pas le même schéma : mettez-les à jour avec la même version d’imagin")
)

// ErrNonClasse is a table or a column that nobody classified: personal or not.
type ErrNonClasse struct{ Quoi string }

func (e ErrNonClasse) Error() string {
	return "« " + e.Quoi + " » n’est pas classé dans les données personnelles : la copie n’est pas faite"
}

// colonne of the catalogue.
type colonne struct {
	Table, Nom, Type string
	Calculee         bool
}

const selectColonnes = `SELECT c.relname AS table, a.attname AS nom, format_type(a.atttypid, a.atttypmod) AS type, a.attgenerated <> '' AS calculee
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'goose_db_version' ORDER BY 1, 2`

// Anonymiser writes an anonymised copy of a whole base into another one, which must be migrated and empty. Personal
// values are replaced as they are read, by the source, in one snapshot: they never reach the copy. It returns the number
// of rows of each table, ErrSurPlace, ErrOccupee, ErrSchema or ErrNonClasse.
func Anonymiser(ctx context.Context, c Copie) (map[string]int64, error) {
	source, err := pgx.Connect(ctx, c.Source)
	if err != nil {
		return nil, fmt.Errorf("source : %w", err)
	}
	defer source.Close(context.WithoutCancel(ctx))
	destination, err := pgx.Connect(ctx, c.Destination)
	if err != nil {
		return nil, fmt.Errorf("destination : %w", err)
	}
	defer destination.Close(context.WithoutCancel(ctx))
	lecture, err := source.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return nil, err
	}
	defer func() { _ = lecture.Rollback(context.WithoutCancel(ctx)) }()
	ecriture, err := destination.Begin(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = ecriture.Rollback(context.WithoutCancel(ctx)) }()
	colonnes, err := verifierCopie(ctx, lecture, ecriture)
	if err != nil {
		return nil, err
	}
	if _, err := lecture.Exec(ctx, `SELECT set_config('imagin.sel', $1, true)`, hex.EncodeToString(c.Sel)); err != nil {
		return nil, err
	}
	lignes, err := verser(ctx, lecture, ecriture, colonnes, c.Coffre)
	if err != nil {
		return nil, err
	}
	return lignes, ecriture.Commit(ctx)
}

// verifierCopie reads the catalogue of both bases, and refuses what must not be copied.
func verifierCopie(ctx context.Context, lecture, ecriture pgx.Tx) ([]colonne, error) {
	const identite = `SELECT pg_postmaster_start_time()::text || ' ' || (SELECT oid FROM pg_database WHERE datname = current_database())`
	var ici, la string
	var occupee bool
	if err := lecture.QueryRow(ctx, identite).Scan(&ici); err != nil {
		return nil, err
	}
	if err := ecriture.QueryRow(ctx, identite).Scan(&la); err != nil {
		return nil, err
	}
	if ici == la {
		return nil, ErrSurPlace
	}
	ecrites, err := catalogue(ctx, ecriture)
	if err != nil {
		return nil, err
	}
	lues, err := catalogue(ctx, lecture)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(lues, ecrites) {
		return nil, ErrSchema
	}
	if err := ecriture.QueryRow(ctx, `SELECT EXISTS (SELECT FROM utilisateur) OR EXISTS (SELECT FROM intervenant)`).Scan(&occupee); err != nil {
		return nil, err
	}
	if occupee {
		return nil, ErrOccupee
	}
	return lues, nonClasses(lues)
}

// Classement reads the catalogue of a base and returns ErrNonClasse for what Tables does not know.
func Classement(ctx context.Context, tx pgx.Tx) error {
	lues, err := catalogue(ctx, tx)
	return errors.Join(err, nonClasses(lues))
}

func catalogue(ctx context.Context, tx pgx.Tx) ([]colonne, error) {
	lignes, err := tx.Query(ctx, selectColonnes)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(lignes, pgx.RowToStructByName[colonne])
}

// classee is the table under that name, nil if nobody classified it.
func classee(nom string) *Table {
	i := slices.IndexFunc(Tables, func(t Table) bool { return t.Nom == nom })
	if i < 0 {
		return nil
	}
	return &Tables[i]
}

// nonClasses returns ErrNonClasse for the first column of a catalogue that Tables does not know.
func nonClasses(colonnes []colonne) error {
	for _, c := range colonnes {
		t := classee(c.Table)
		if t == nil {
			return ErrNonClasse{c.Table}
		}
		if _, personnelle := t.Personnelles[c.Nom]; !personnelle && !slices.Contains(t.Ordinaires, c.Nom) {
			return ErrNonClasse{c.Table + "." + c.Nom}
		}
	}
	return nil
}

// verser fills the destination table by table, without its triggers, then puts its keys back: they check the whole.
func verser(ctx context.Context, lecture, ecriture pgx.Tx, colonnes []colonne, coffre *secret.Coffre) (map[string]int64, error) {
	cles, err := leverLesMurs(ctx, ecriture)
	if err != nil {
		return nil, err
	}
	lignes := map[string]int64{}
	for _, t := range Tables {
		if t.Vide {
			continue
		}
		n, err := verserTable(ctx, lecture.Conn(), ecriture.Conn(), t, colonnes)
		if err != nil {
			return nil, fmt.Errorf("table %s : %w", t.Nom, err)
		}
		lignes[t.Nom] = n
	}
	if _, err := ecriture.Exec(ctx, `INSERT INTO fichier_morceau (academie, fichier_id, rang, contenu) SELECT academie, id, 0, convert_to($1, 'UTF8') FROM fichier`, fichierAnonyme); err != nil {
		return nil, err
	}
	if err := sceller(ctx, ecriture, coffre); err != nil {
		return nil, err
	}
	return lignes, remettreLesMurs(ctx, ecriture, cles)
}

// verserTable streams a table from one base to the other, in PostgreSQL's own binary format.
func verserTable(ctx context.Context, lecture, ecriture *pgx.Conn, t Table, colonnes []colonne) (int64, error) {
	var noms, valeurs, autres []string
	for _, c := range colonnes {
		if c.Table != t.Nom || c.Calculee {
			continue
		}
		nom := pgx.Identifier{c.Nom}.Sanitize()
		noms = append(noms, nom)
		n, personnelle := t.Personnelles[c.Nom]
		if personnelle {
			valeurs = append(valeurs, fmt.Sprintf("(%s)::%s", n.remplacement(nom), c.Type))
		} else {
			valeurs = append(valeurs, nom)
		}
		if n != "melange" {
			autres = append(autres, nom)
		}
	}
	de := pgx.Identifier{t.Nom}.Sanitize()
	if t.Nom == "intervenant" {
		de = intervenantsMeles(strings.Join(autres, ", "))
	}
	tuyau, entree := io.Pipe()
	go func() {
		_, err := lecture.PgConn().CopyTo(ctx, entree, fmt.Sprintf("COPY (SELECT %s FROM %s) TO STDOUT (FORMAT binary)", strings.Join(valeurs, ", "), de))
		_ = entree.CloseWithError(err)
	}()
	recu, err := ecriture.PgConn().CopyFrom(ctx, tuyau, fmt.Sprintf("COPY %s (%s) FROM STDIN (FORMAT binary)", pgx.Identifier{t.Nom}.Sanitize(), strings.Join(noms, ", ")))
	_ = tuyau.CloseWithError(err)
	return recu.RowsAffected(), err
}
