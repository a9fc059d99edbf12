package donnees

import (
	"context"
	"fmt"
	"math/big"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/secret"
)

// scelles are the columns that only the key of the copy opens: where each is sealed, as its package says it.
var scelles = []struct{ table, colonne, lieu string }{
	{"dispense", "motif", "dispense/%s/%s"},
	{"dispense", "reponse", "dispense/%s/%s/reponse"},
	{"courriel", "corps", "courriel/%s/%s"},
}

// sceller invents secrets that pass every check and belong to nobody, and seals them under the key of the copy.
func sceller(ctx context.Context, tx pgx.Tx, coffre *secret.Coffre) error {
	for _, s := range scelles {
		if err := scellerTextes(ctx, tx, coffre, s.table, s.colonne, s.lieu); err != nil {
			return err
		}
	}
	type ligne struct {
		Academie, Type string
		Intervenant    uuid.UUID
	}
	lignes, err := tx.Query(ctx, `SELECT academie, type, intervenant_id AS intervenant FROM intervenant_secret ORDER BY academie, intervenant_id, type`)
	if err != nil {
		return err
	}
	l, err := pgx.CollectRows(lignes, pgx.RowToStructByName[ligne])
	if err != nil {
		return err
	}
	lot := &pgx.Batch{}
	for i, x := range l {
		valeur, lieu := SecretInvente(x.Type, i), secret.Lieu(x.Academie, x.Type)
		lot.Queue(`UPDATE intervenant_secret SET chiffre = $4, empreinte = $5, masque = $6 WHERE academie = $1 AND intervenant_id = $2 AND type = $3`,
			x.Academie, x.Intervenant, x.Type, coffre.Chiffrer([]byte(valeur), lieu), coffre.Empreinte(valeur, lieu), secret.Masquer(valeur))
	}
	return tx.SendBatch(ctx, lot).Close()
}

func scellerTextes(ctx context.Context, tx pgx.Tx, coffre *secret.Coffre, table, colonne, lieu string) error {
	type ligne struct {
		Academie string
		ID       uuid.UUID
	}
	lignes, err := tx.Query(ctx, fmt.Sprintf(`SELECT academie, id FROM %s WHERE %s IS NOT NULL`, table, colonne))
	if err != nil {
		return err
	}
	l, err := pgx.CollectRows(lignes, pgx.RowToStructByPos[ligne])
	if err != nil {
		return err
	}
	lot := &pgx.Batch{}
	for _, x := range l {
		lot.Queue(fmt.Sprintf(`UPDATE %s SET %s = $3 WHERE academie = $1 AND id = $2`, table, colonne), x.Academie, x.ID,
			coffre.Chiffrer([]byte(TexteEfface), fmt.Sprintf(lieu, x.Academie, x.ID)))
	}
	return tx.SendBatch(ctx, lot).Close()
}

// SecretInvente is the n-th NUMEN, NIR or IBAN of nobody: department 99 without commune, a bank that does not exist.
func SecretInvente(genre string, n int) string {
	switch genre {
	case secret.NIR:
		numero := fmt.Sprintf("1000199%06d", n%1000000)
		v, _ := strconv.ParseUint(numero, 10, 64)
		return fmt.Sprintf("%s%02d", numero, 97-v%97)
	case secret.IBAN:
		compte := fmt.Sprintf("9999900000%011d00", n)
		v, _ := new(big.Int).SetString(compte+"152700", 10) // FR00, letters as numbers
		return fmt.Sprintf("FR%02d%s", 98-v.Mod(v, big.NewInt(97)).Int64(), compte)
	}
	return fmt.Sprintf("99X%09dZ", n)
}
