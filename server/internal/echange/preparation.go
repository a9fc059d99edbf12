package echange

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"sync/atomic"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"imagin/server/internal/db"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/secret"
)

// fichierRecu is one file, alone or out of its archive.
type fichierRecu struct {
	source.Fichier
	io.Reader
}

// lecteursMax files are read at once: one parses while the database takes in the rows of another.
const lecteursMax = 2

// preparer reads every file received and stages its rows.
func (i *importation) preparer(ctx context.Context) error {
	if err := i.Avancer(ctx, "Lecture du fichier", 0, i.fichier.Taille); err != nil {
		return err
	}
	fichiers, err := source.Ouvrir(i.fichier, i.fichier.Taille, i.limite)
	if err != nil {
		return err
	}
	if i.source == "aaf" {
		return i.preparerAAF(ctx, fichiers)
	}
	var total, lus atomic.Int64
	for _, f := range fichiers {
		total.Add(f.Taille)
	}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(lecteursMax)
	for _, f := range fichiers {
		g.Go(func() error {
			if err := i.preparerFichier(gctx, f, len(fichiers) > 1); err != nil {
				return err
			}
			i.mu.Lock()
			defer i.mu.Unlock()
			return i.Avancer(gctx, "Lecture des fichiers", lus.Add(f.Taille), total.Load())
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if err := i.verser(ctx, 1); err != nil {
		return err
	}
	if len(fichiers) > 1 && int(i.rejets["fichier"]) == len(fichiers) {
		return source.Refuser("import.archive", 0, "Aucun des %d fichiers de l’archive ne peut être repris : lisez leurs anomalies.", len(fichiers))
	}
	return nil
}

// preparerFichier stages one file. In an archive, a file that cannot be used is set aside with its reason, and the
// others go on: its rows are held back until it has been read to its end.
func (i *importation) preparerFichier(ctx context.Context, f source.Fichier, plusieurs bool) error {
	p := i.nouvellePreparation(ctx, f.Nom, plusieurs && f.Taille <= retenueMax)
	r, err := f.Ouvrir()
	if err == nil {
		err = i.deposer(p, fichierRecu{f, i.completer(r)})
		_ = r.Close()
	}
	var refus *source.Refus
	switch {
	case err == nil:
		return p.finir()
	case plusieurs && p.retenu && errors.As(err, &refus):
		i.noter("fichier", source.Anomalie{Fichier: f.Nom, Ligne: refus.Ligne, Champ: refus.Code, Message: refus.Message, Rejet: true})
		return nil
	case plusieurs && errors.As(err, &refus):
		return source.Refuser(refus.Code, refus.Ligne, "%s : %s", f.Nom, refus.Message)
	}
	return err
}

// completer recognises the rejects of an earlier import, corrected and sent again: they add to what is known.
func (i *importation) completer(r io.Reader) io.Reader {
	if !i.tabulaire {
		return r
	}
	b := bufio.NewReaderSize(r, 16<<10)
	debut, _ := b.Peek(16 << 10)
	if titres, _, _ := bytes.Cut(debut, []byte("\n")); bytes.Contains(titres, []byte(titreCause)) {
		i.mu.Lock()
		i.lu.complement = true
		i.mu.Unlock()
	}
	return b
}

// retenueMax is the size, in bytes, up to which the rows of a file of an archive wait for its end in memory.
const retenueMax = 16 << 20

// preparation stages the rows of one file.
type preparation struct {
	i       *importation
	ctx     context.Context //nolint:containedctx // the readers' callbacks carry none
	fichier string
	retenu  bool
	lots    map[string]*lot
	lus     map[string]int64
}

func (i *importation) nouvellePreparation(ctx context.Context, fichier string, retenu bool) *preparation {
	return &preparation{i: i, ctx: ctx, fichier: fichier, retenu: retenu, lots: map[string]*lot{}, lus: map[string]int64{}}
}

// lot buffers rows for one staging table.
type lot struct {
	colonnes []string
	lignes   [][]any
}

const tailleLot = 5000

// ajouter stages one row; the import's id comes first in every table.
func (p *preparation) ajouter(table string, colonnes []string, valeurs ...any) error {
	l, ok := p.lots[table]
	if !ok {
		l = &lot{colonnes: append([]string{"import_id"}, colonnes...)}
		p.lots[table] = l
	}
	l.lignes = append(l.lignes, append([]any{p.i.id}, valeurs...))
	if p.retenu || len(l.lignes) < tailleLot {
		return nil
	}
	return p.i.envoyer(p.ctx, table, l)
}

func (i *importation) envoyer(ctx context.Context, table string, l *lot) error {
	if len(l.lignes) == 0 {
		return nil
	}
	err := i.Base.InAcademie(ctx, i.Academie, func(tx *db.Tx) error {
		_, err := tx.CopyFrom(ctx, "staging", table, l.colonnes, pgx.CopyFromRows(l.lignes))
		return err
	})
	l.lignes = l.lignes[:0]
	return err
}

// finir counts what the file held, and hands over what was held back: many small files make few large batches.
func (p *preparation) finir() error {
	p.i.mu.Lock()
	for objet, n := range p.lus {
		p.i.lu.lus[objet] += n
	}
	for table, l := range p.lots {
		if commun, ok := p.i.lots[table]; ok {
			commun.lignes = append(commun.lignes, l.lignes...)
		} else {
			p.i.lots[table] = l
		}
	}
	p.i.mu.Unlock()
	return p.i.verser(p.ctx, tailleLot)
}

// verser sends the batches that have come to a size.
func (i *importation) verser(ctx context.Context, taille int) error {
	i.mu.Lock()
	pleins := map[string]*lot{}
	for table, l := range i.lots {
		if len(l.lignes) >= taille {
			pleins[table] = l
			delete(i.lots, table)
		}
	}
	i.mu.Unlock()
	for table, l := range pleins {
		if err := i.envoyer(ctx, table, l); err != nil {
			return err
		}
	}
	return nil
}

// noter keeps a faulty line under the name of its file.
func (p *preparation) noter(objet string) func(source.Anomalie) error {
	return func(a source.Anomalie) error {
		a.Fichier = p.fichier
		p.i.noter(objet, a)
		return nil
	}
}

// marquer remembers, for the whole import, that something was met; false when it already was.
func (i *importation) marquer(ou map[string]bool, quoi string) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	deja := ou[quoi]
	ou[quoi] = true
	return !deja
}

// numen gives the three forms under which a NUMEN may be kept: encrypted, digest, mask.
func (i *importation) numen(clair string) (chiffre []byte, empreinte, masque string) {
	lieu := secret.Lieu(i.Academie, secret.Numen)
	return i.coffre.Chiffrer([]byte(clair), lieu), i.coffre.Empreinte(clair, lieu), secret.Masquer(clair)
}

func vide(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func nouvelID() uuid.UUID { return uuid.Must(uuid.NewV7()) }
