package echange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/collecte"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
	"imagin/server/internal/secret"
)

const typeCollecte = "collecte"

// Portes is where the doors of this deployment are: the folder under which watched folders live, one per académie, the
// folder of the secrets, and whether an SFTP server of the same machine may be reached.
type Portes struct {
	Racine, Secrets string
	Local           bool
}

func ajouterCollecte(ctx context.Context, tx *db.Tx, file *job.File, source uuid.UUID) (uuid.UUID, error) {
	id := nouvelID()
	return id, file.Ajouter(ctx, tx, job.Nouvelle{ID: id, Type: typeCollecte, Libelle: "Collecte des fichiers", Objet: "/sources/" + source.String()})
}

// Planifier looks for the sources whose time has come. The date of the next look is moved in the transaction that
// creates the tâche: several servers never collect twice.
func Planifier(base *db.DB, file *job.File) func(context.Context) error {
	return func(ctx context.Context) error {
		type due struct {
			Academie string
			ID       uuid.UUID
		}
		var dues []due
		err := base.Across(ctx, "collectes à faire", func(r db.Reader) (err error) {
			dues, err = db.Query[due](ctx, r, `SELECT academie, id FROM source_echange WHERE collecte <> 'aucune' AND (prochaine_le IS NULL OR prochaine_le <= now()) LIMIT 200`)
			return err
		})
		ctx = db.AvecActeur(ctx, db.Acteur{Qui: "Collecte automatique", Depuis: "planification"})
		for _, d := range dues {
			err = errors.Join(err, base.InAcademie(ctx, d.Academie, func(tx *db.Tx) error {
				// A feed expected every day is looked for every two hours, one expected every hour every five minutes.
				n, err := tx.Exec(ctx, `UPDATE source_echange SET prochaine_le = now() + greatest(least(make_interval(mins => periodicite_heures * 5), interval '2 hours'), interval '5 minutes')
					WHERE academie = $1 AND id = $2 AND collecte <> 'aucune' AND (prochaine_le IS NULL OR prochaine_le <= now())`, d.Academie, d.ID)
				if err != nil || n == 0 {
					return err
				}
				_, err = ajouterCollecte(ctx, tx, file, d.ID)
				return err
			}))
		}
		return err
	}
}

// TypeCollecte is the tâche that takes in the files of a door that were not taken yet: each becomes an import.
func TypeCollecte(coffre *secret.Coffre, portes Portes) job.Type {
	return job.Type{Code: typeCollecte, Executer: func(ctx context.Context, e *job.Execution) error {
		c := &tournee{Execution: e, coffre: coffre, portes: portes}
		if err := c.lireReglage(ctx); err != nil {
			return err
		}
		pris, err := c.faire(ctx)
		return c.conclure(ctx, pris, err)
	}}
}

// tournee is one look at one door.
type tournee struct {
	*job.Execution
	coffre *secret.Coffre
	portes Portes
	source uuid.UUID
	code   string
	porte  collecte.Reglage
}

func (c *tournee) lireReglage(ctx context.Context) (err error) {
	if c.source, err = uuid.Parse(path.Base(c.Objet)); err != nil {
		return err
	}
	type ligne struct {
		Code, Collecte                                  string
		Chemin, Motif, Hote, Compte, CleHote, SecretNom *string
	}
	return c.Base.Lire(ctx, c.Academie, func(r db.Reader) error {
		l, ok, err := db.One[ligne](ctx, r, `SELECT code, collecte, chemin, motif, hote, compte, cle_hote, secret AS secret_nom FROM source_echange
			WHERE academie = $1 AND id = $2`, c.Academie, c.source)
		if err != nil {
			return err
		}
		if !ok {
			return fail.Introuvable("Cette source")
		}
		c.code = l.Code
		c.porte = collecte.Reglage{Genre: l.Collecte, Chemin: texteOu(l.Chemin), Motif: texteOu(l.Motif), Hote: texteOu(l.Hote), Compte: texteOu(l.Compte),
			CleHote: texteOu(l.CleHote), Secret: texteOu(l.SecretNom)}
		return nil
	})
}

// stable: a file still being written grows between two looks.
const stable = 2 * time.Second

func (c *tournee) faire(ctx context.Context) (pris int, err error) {
	porte, err := collecte.Ouvrir(ctx, path.Join(c.portes.Racine, c.Academie), c.portes.Secrets, c.porte, collecte.Options{AutoriserLocal: c.portes.Local})
	if err != nil {
		return 0, err
	}
	defer func() { _ = porte.Fermer() }()
	avant, err := porte.Lister(ctx)
	if err != nil || len(avant) == 0 {
		return 0, err
	}
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-time.After(stable):
	}
	apres, err := porte.Lister(ctx)
	if err != nil {
		return 0, err
	}
	tailles := map[string]int64{}
	for _, f := range avant {
		tailles[f.Nom] = f.Taille
	}
	for n, f := range apres {
		if taille, vu := tailles[f.Nom]; !vu || taille != f.Taille || f.Taille == 0 {
			continue
		}
		if err := c.Avancer(ctx, "Réception des fichiers", int64(n), int64(len(apres))); err != nil {
			return pris, err
		}
		nouveau, err := c.prendre(ctx, porte, f)
		if err != nil {
			return pris, err
		}
		if nouveau {
			pris++
		}
	}
	return pris, nil
}

// prendre takes one file in, once: its name, size and date are the key of its import.
func (c *tournee) prendre(ctx context.Context, porte *collecte.Porte, f collecte.Fichier) (bool, error) {
	cle := fmt.Sprintf("collecte:%s:%s:%d:%d", c.code, f.Nom, f.Taille, f.Modifie.Unix())
	var connu bool
	err := c.Base.Lire(ctx, c.Academie, func(r db.Reader) (err error) {
		connu, err = db.Scalar[bool](ctx, r, `SELECT EXISTS (SELECT 1 FROM import WHERE academie = $1 AND cle_idempotence = $2)`, c.Academie, cle)
		return err
	})
	if err != nil || connu {
		return false, err
	}
	o, _ := origineDe(c.code)
	r, err := porte.Lire(ctx, f.Nom)
	if err != nil {
		return false, err
	}
	d, err := fichier.Recevoir(io.LimitReader(r, o.limite+1))
	err = errors.Join(err, r.Close())
	if err != nil {
		return false, err
	}
	defer d.Fermer()
	if d.Taille() > o.limite {
		return false, fail.New(fail.TooLarge, "import.taille", fmt.Sprintf("Le fichier « %s » dépasse %d Mo, la taille permise pour cette source.", f.Nom, o.limite>>20))
	}
	return true, c.Base.InAcademie(ctx, c.Academie, func(tx *db.Tx) error {
		id := nouvelID()
		if err := d.Ranger(ctx, tx, c.coffre, id, nettoyerNom(f.Nom)); err != nil {
			return err
		}
		return recu{id: nouvelID(), fichier: id, source: c.code, nom: nettoyerNom(f.Nom), mode: "auto", octets: d.Taille(), cle: &cle, collecte: true}.inscrire(ctx, tx, c.File)
	})
}

// conclure writes on the source what the look gave, and ends the tâche. A door that cannot be opened is not tried five
// times in a row: the next look is near, and the screen says why.
func (c *tournee) conclure(ctx context.Context, pris int, cause error) error {
	var porte *collecte.Erreur
	message := accorder(int64(pris), "fichier") + " reçu" + strings.Repeat("s", min(max(pris-1, 0), 1)) + "."
	if pris == 0 {
		message = "Aucun nouveau fichier."
	}
	switch {
	case cause == nil:
	case errors.As(cause, &porte):
		message = porte.Message
	case fail.As(cause) != nil:
		message = fail.As(cause).Message
	default:
		return cause
	}
	return c.Base.InAcademie(ctx, c.Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE source_echange SET collectee_le = now(), collecte_ok = $3, collecte_message = $4 WHERE academie = $1 AND id = $2`,
			c.Academie, c.source, cause == nil, message); err != nil {
			return err
		}
		return c.Terminer(ctx, tx, message)
	})
}
