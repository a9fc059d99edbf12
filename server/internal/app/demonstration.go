package app

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"imagin/server/internal/auth"
	"imagin/server/internal/convocation"
	"imagin/server/internal/db"
	"imagin/server/internal/demo"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais"
	"imagin/server/internal/portail"
)

// AnneeDemonstration is that of the session being prepared; the IMAOCE base holds the exchanges of the one after.
const AnneeDemonstration = 2027

// Demontrer loads a demonstration académie unless the base already has one.
func (a *App) Demontrer(ctx context.Context, taille demo.Taille, graine uint64) error {
	c, err := pgx.Connect(ctx, a.Proprietaire)
	if err != nil {
		return err
	}
	var deja bool
	err = c.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM academie)").Scan(&deja)
	_ = c.Close(ctx)
	if err != nil || deja {
		return err
	}
	debut := time.Now()
	bilan, err := demo.Charger(ctx, a.Proprietaire, demo.Options{Taille: taille, Graine: graine, Annee: AnneeDemonstration, Sceller: a.Coffre.Chiffrer})
	if err == nil && taille != demo.Nationale { // which is for measuring
		err = frais.Demontrer(ctx, a.Base, demo.Rennes)
		if err == nil {
			err = convocation.Demontrer(ctx, a.Base, a.Coffre, demo.Rennes, a.Config.URL)
		}
		if err == nil {
			err = a.liquidation(nil).Demontrer(ctx, demo.Rennes)
		}
	}
	if err == nil {
		err = demo.RemplirImaoce(ctx, a.Proprietaire, AnneeDemonstration)
	}
	if err == nil {
		fmt.Printf("Académie de démonstration chargée en %.1f s : %s\n", time.Since(debut).Seconds(), bilan)
	}
	return err
}

// Jeton opens a session for the first demonstration identity that holds the profile and returns its bearer token.
// It returns fail.Forbidden outside demonstration mode, fail.NotFound when nobody holds the profile.
func (a *App) Jeton(ctx context.Context, profil, identifiant string, duree time.Duration) (string, error) {
	if !a.Config.Demonstration {
		return "", fail.New(fail.Forbidden, "hors_demonstration", "Cette commande n’existe qu’en mode démonstration : lancer d’abord « make run ».")
	}
	var sv auth.Service
	var ok bool
	err := a.Base.Across(ctx, "jeton de démonstration", func(r db.Reader) (err error) {
		sv, ok, err = db.One[auth.Service](ctx, r, `SELECT u.academie, c.libelle AS academie_libelle, p.id, u.id AS utilisateur,
			p.profil, u.prenom, u.nom FROM utilisateur u
			JOIN utilisateur_profil p ON p.academie = u.academie AND p.utilisateur_id = u.id
			JOIN academie c ON c.code = u.academie
			WHERE u.fournisseur = $1 AND p.profil = $2 AND ($3 = '' OR u.identifiant = $3) ORDER BY u.academie, u.identifiant LIMIT 1`,
			portail.FournisseurDemonstration, profil, identifiant)
		return err
	})
	if err != nil {
		return "", err
	}
	if !ok {
		return "", fail.New(fail.NotFound, "profil_absent", "Aucune identité de démonstration ne tient le profil « "+profil+" ».")
	}
	s := auth.Sessions{Base: a.Base, Signataire: a.Signataire}
	return s.OuvrirOutil(db.AvecActeur(ctx, db.Acteur{Depuis: "ligne de commande"}), sv, duree)
}
