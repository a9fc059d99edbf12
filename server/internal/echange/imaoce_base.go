package echange

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"imagin/server/internal/echange/imaoce"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
)

// BaseImaoce is the intermediate database that OCEAN, or CYCLADES, fills. Its address belongs to the deployment: nobody
// can make the server call another one.
type BaseImaoce struct{ URL string }

// chargement is one load of the base, brought here as an archive of CSV tables.
type chargement struct {
	id, systeme string
	depot       *fichier.Depot
}

// A base that does not answer must not keep a request for long.
const (
	attenteConnexion = 10 * time.Second
	attenteLecture   = 2 * time.Minute
)

// chercher reads the latest complete load of an exchange, in one read-only snapshot. The same load always gives the same
// bytes. It returns fail.Conflict (imaoce.absente, imaoce.sans_chargement), fail.Busy when the base does not answer.
func (b BaseImaoce) chercher(ctx context.Context, academie, session string, moment int) (*chargement, error) {
	if b.URL == "" {
		return nil, fail.New(fail.Conflict, "imaoce.absente", "Ce service n’est relié à aucune base IMAOCE : déposez les fichiers de l’échange.")
	}
	ctx, fin := context.WithTimeout(ctx, attenteLecture)
	defer fin()
	c, err := b.connecter(ctx)
	if err != nil {
		slog.ErrorContext(ctx, "base IMAOCE", "erreur", err)
		return nil, fail.New(fail.Busy, "imaoce.injoignable", "La base IMAOCE ne répond pas. Réessayez plus tard, ou déposez les fichiers de l’échange.").Because(err)
	}
	defer func() { _ = c.Close(context.WithoutCancel(ctx)) }()
	tx, err := c.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	var id int64
	ch := &chargement{}
	err = tx.QueryRow(ctx, `SELECT id, systeme FROM imaoce.chargement WHERE academie = $1 AND session = $2 AND moment = $3 AND etat = 'complet'
		ORDER BY complet_le DESC, id DESC LIMIT 1`, academie, session, moment).Scan(&id, &ch.systeme)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fail.New(fail.Conflict, "imaoce.sans_chargement", fmt.Sprintf("La base IMAOCE n’a aucun chargement complet de l’échange %d pour la session %s.", moment, session))
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && (pg.Code == "42P01" || pg.Code == "42501") { // no such table, or no right to read it
		return nil, fail.New(fail.Conflict, "imaoce.schema", "La base déclarée n’est pas une base IMAOCE lisible : prévenez l’exploitant (deployments/imaoce), ou déposez les fichiers.").Because(err)
	}
	if err != nil {
		return nil, err
	}
	ch.id = strconv.FormatInt(id, 10)
	lecture, ecriture := io.Pipe()
	go func() { ecriture.CloseWithError(archiver(ctx, tx.Conn(), ecriture, id, moment)) }()
	ch.depot, err = fichier.Recevoir(lecture)
	_ = lecture.CloseWithError(err)
	return ch, err
}

func (b BaseImaoce) connecter(ctx context.Context) (*pgx.Conn, error) {
	if u, err := url.Parse(b.URL); err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return nil, errors.New("IMAGIN_IMAOCE_URL doit être l’adresse d’une base PostgreSQL : postgres://…")
	}
	ctx, fin := context.WithTimeout(ctx, attenteConnexion)
	defer fin()
	return pgx.Connect(ctx, b.URL)
}

// archiver copies the tables of an exchange as CSV. Their columns are those that the readers know, in the same words.
func archiver(ctx context.Context, c *pgx.Conn, w io.Writer, chargement int64, moment int) error {
	z := zip.NewWriter(w)
	for _, t := range imaoce.Tables(moment) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: string(t) + ".csv", Method: zip.Deflate})
		if err != nil {
			return err
		}
		colonnes := strings.Join(imaoce.Colonnes(t), ", ")
		if _, err := c.PgConn().CopyTo(ctx, f, fmt.Sprintf(`COPY (SELECT %s FROM imaoce.%s WHERE chargement = %d ORDER BY %s) TO STDOUT (FORMAT csv, HEADER, DELIMITER ';', ENCODING 'UTF8')`,
			colonnes, t, chargement, colonnes)); err != nil {
			return err
		}
	}
	return z.Close()
}
