package donnees

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
)

// leverLesMurs empties the tables that the migrations filled, and takes their triggers and foreign keys away while they are loaded: rows
// come in any order, and nothing is journalised twice. It gives the statements that put the keys back.
func leverLesMurs(ctx context.Context, tx pgx.Tx) ([]string, error) {
	cles, err := textes(ctx, tx, `SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
		FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY oid`)
	if err != nil {
		return nil, err
	}
	ordres, err := textes(ctx, tx, `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
		WHERE contype = 'f' AND connamespace = 'public'::regnamespace
		UNION ALL SELECT format('ALTER TABLE %s DISABLE TRIGGER USER', oid::regclass) FROM pg_class WHERE `+tables+`
		UNION ALL SELECT 'TRUNCATE ' || string_agg(oid::regclass::text, ', ') FROM pg_class WHERE `+tables)
	if err != nil {
		return nil, err
	}
	_, err = tx.Exec(ctx, strings.Join(ordres, ";"))
	return cles, err
}

const tables = `relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'goose_db_version'`

// remettreLesMurs puts keys and triggers back: a copy that does not hold together is refused here. Numbers that the base gives
// go on from the last one.
func remettreLesMurs(ctx context.Context, tx pgx.Tx, cles []string) error {
	ordres, err := textes(ctx, tx, `SELECT format('ALTER TABLE %s ENABLE TRIGGER USER', oid::regclass) FROM pg_class WHERE `+tables+`
		UNION ALL SELECT format('SELECT setval(%L, coalesce((SELECT max(%I) FROM %s), 0) + 1, false)', pg_get_serial_sequence(attrelid::regclass::text, attname), attname, attrelid::regclass)
			FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE attidentity <> '' AND `+tables)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, strings.Join(append(cles, ordres...), ";"))
	return err
}

func textes(ctx context.Context, tx pgx.Tx, sql string) ([]string, error) {
	lignes, err := tx.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(lignes, pgx.RowTo[string])
}
