// Package demo invents académies to show and to measure the product with. Everything is drawn from a seed: two loads
// with the same options give the same rows. Communes are real (INSEE codes, GeoNames coordinates); people are not.
package demo

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Options of a generation: the same ones give the same rows.
type Options struct {
	Taille Taille
	Graine uint64
	Annee  int // year of the session being prepared

	Sceller func(clair []byte, lieu string) []byte // seals what may be health data; nil: none is invented
}

// Bilan says what was loaded.
type Bilan struct{ Academies, Etablissements, Intervenants, Affectations int }

func (b Bilan) String() string {
	return fmt.Sprintf("%d académie(s), %d établissements, %d intervenants, %d affectations", b.Academies, b.Etablissements, b.Intervenants, b.Affectations)
}

// Rows are born in the middle of their life here: a session already closed, a mission already done.
const (
	suspendre = `ALTER TABLE session DISABLE TRIGGER session_transition; ALTER TABLE mission DISABLE TRIGGER mission_transition;
		ALTER TABLE affectation DISABLE TRIGGER affectation_transition; ALTER TABLE creneau DISABLE TRIGGER creneau_suivi;
		ALTER TABLE regle_disponibilite DISABLE TRIGGER regle_disponibilite_journal`
	retablir = `ALTER TABLE session ENABLE TRIGGER session_transition; ALTER TABLE mission ENABLE TRIGGER mission_transition;
		ALTER TABLE affectation ENABLE TRIGGER affectation_transition; ALTER TABLE creneau ENABLE TRIGGER creneau_suivi;
		ALTER TABLE regle_disponibilite ENABLE TRIGGER regle_disponibilite_journal`
	// The next people to arrive take the next numbers.
	numeroter = `SELECT setval(pg_get_serial_sequence('intervenant', 'numero'), (SELECT max(numero) FROM intervenant))`
)

// Charger writes the académies as the owner of the schema, in one transaction: all of it, or nothing.
func Charger(ctx context.Context, dsnProprietaire string, o Options) (Bilan, error) {
	c, err := pgx.Connect(ctx, dsnProprietaire)
	if err != nil {
		return Bilan{}, err
	}
	defer func() { _ = c.Close(ctx) }()
	var b Bilan
	err = pgx.BeginFunc(ctx, c, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, suspendre); err != nil {
			return err
		}
		if err := remplir(ecrivain{ctx, tx}, o, &b); err != nil {
			return err
		}
		// The constraints that wait for the end of the transaction would forbid the next command.
		_, err := tx.Exec(ctx, "SET CONSTRAINTS ALL IMMEDIATE; "+numeroter+";"+retablir)
		return err
	})
	if err != nil {
		return Bilan{}, err
	}
	_, err = c.Exec(ctx, "VACUUM ANALYZE")
	return b, err
}

func remplir(e ecrivain, o Options, b *Bilan) error {
	communes := lireCommunes()
	for _, x := range academies {
		d, ok := o.Taille.de(x.code)
		if !ok {
			continue
		}
		h := nouveauHasard(o.Graine, x.code)
		a, err := inventer(h, x.code, x.libelle, x.fuseau, communes[x.code], d, o.Annee)
		if err != nil {
			return err
		}
		n, err := e.ecrire(h, a, d, o.Sceller)
		if err != nil {
			return err
		}
		if x.code == Rennes {
			if err := e.identites(h, a); err != nil {
				return err
			}
		}
		b.Academies++
		b.Etablissements += d.etablissements
		b.Intervenants += d.intervenants
		b.Affectations += n
	}
	if b.Academies == 0 {
		return fmt.Errorf("taille inconnue : %q (mini, academie ou nationale)", o.Taille)
	}
	return nil
}
