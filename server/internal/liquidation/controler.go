package liquidation

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/liquidation/flux"
)

// controle is one thing that is looked for in a lot, by a query that names whom it concerns.
type controle struct {
	code, message, sql string
	empeche            bool
}

const deLot = `FROM lot_ligne l JOIN efm_part p ON p.academie = l.academie AND p.id = l.part_id JOIN intervenant i ON i.academie = p.academie AND i.id = p.intervenant_id
	JOIN lot t ON t.academie = l.academie AND t.id = l.lot_id CROSS JOIN LATERAL coordonnees_paiement($1, i.id) c WHERE l.academie = $1 AND l.lot_id = $2 AND `

var controles = []controle{
	{"part", "La part n’est plus validée, ou son montant n’est plus celui du lot : annulez ce lot et prévenez l’exploitant.", `(p.etat <> 'valide' OR p.montant <> l.montant OR p.devise <> l.devise)`, true},
	{"somme", "Le total de la part n’est pas la somme de ses lignes.", `l.montant <> (SELECT coalesce(sum(f.montant), 0) FROM efm_ligne f WHERE f.academie = p.academie AND f.part_id = p.id)`, true},
	{"iban", "Le compte bancaire a disparu du dossier depuis la préparation : annulez ce lot, refaites-le.", `(t.cible = 'sepa' OR est_externe(i.origine)) AND c.iban IS NULL`, true},
	{"numen", "Pas de NUMEN connu : le système qui paie la cherchera par son nom.", `t.cible <> 'sepa' AND NOT est_externe(i.origine) AND c.numen IS NULL`, false},
	{"nir", "Personne extérieure sans numéro de sécurité sociale : son dossier de paye peut être refusé.", `t.cible = 'khephren' AND est_externe(i.origine) AND c.nir IS NULL`, false},
	{"montant", "Montant inhabituel, au-delà de 3 000 € (360 000 F CFP) : vérifiez l’état de frais.", `l.montant > CASE l.devise WHEN 'XPF' THEN 360000 ELSE 300000 END`, false},
	{"anomalie", "Validée malgré une anomalie signalée.", `cardinality(p.anomalies) > 0`, false},
	{"historise", "La personne est écartée ou historisée dans le vivier.", `i.etat <> 'actif'`, false},
}

const exemples = 10

type ligneControle struct {
	Nombre int
	Qui    []string
}

// ControlerLot answers POST /lots/{id}/controle: parts and file are read again; when nothing prevents it, the lot may be
// sent. It returns fail.NotFound, fail.Conflict when the lot is not between preparation and sending.
func (a API) ControlerLot(ctx context.Context, r api.ControlerLotRequestObject) (api.ControlerLotResponseObject, error) {
	p := access.De(ctx)
	rapport := api.ControleLot{Constats: []api.ConstatLot{}}
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := lireLot(ctx, tx.Reader, tx.Academie, r.Id, " FOR UPDATE")
		if err != nil {
			return err
		}
		if l.Etat != "prepare" && l.Etat != "controle" {
			return fail.New(fail.Conflict, "lot.etat", "Ce lot n’est pas à contrôler : il est "+etats[l.Etat]+".")
		}
		if rapport.Constats, err = a.constater(ctx, tx, &l); err != nil {
			return err
		}
		for _, c := range rapport.Constats {
			if c.Gravite == api.ConstatLotGraviteEmpeche {
				return nil
			}
		}
		_, err = tx.Exec(ctx, `UPDATE lot SET etat = 'controle', faute = NULL, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'prepare'`, tx.Academie, r.Id)
		return err
	})
	if err == nil {
		rapport.Lot, err = a.lot(ctx, r.Id)
	}
	return api.ControlerLot200JSONResponse(rapport), err
}

// etats of a lot, as one says them.
var etats = map[string]string{"demande": "en préparation", "prepare": "préparé", "controle": "contrôlé", "transmission": "en cours d’envoi", "transmis": "transmis", "acquitte": "acquitté en partie",
	"solde": "soldé", "annule": "annulé"}

func (a API) constater(ctx context.Context, tx *db.Tx, l *lu) ([]api.ConstatLot, error) {
	dits := []api.ConstatLot{}
	for _, c := range controles {
		x, _, err := db.One[ligneControle](ctx, tx.Reader, `SELECT count(*)::int AS nombre, coalesce((array_agg(i.nom || ' ' || i.prenom || ', ' || to_char(p.jour, 'DD/MM/YYYY') ORDER BY l.rang))[1:`+fmt.Sprint(exemples)+`], '{}') AS qui `+deLot+c.sql, tx.Academie, l.ID)
		if err != nil {
			return nil, err
		}
		if x.Nombre > 0 {
			g := api.ConstatLotGraviteAttention
			if c.empeche {
				g = api.ConstatLotGraviteEmpeche
			}
			dits = append(dits, api.ConstatLot{Code: c.code, Gravite: g, Message: c.message, Nombre: x.Nombre, Exemples: x.Qui})
		}
	}
	faute, err := a.relire(ctx, tx.Academie, l)
	if faute != "" {
		dits = append(dits, api.ConstatLot{Code: "fichier", Gravite: api.ConstatLotGraviteEmpeche, Message: faute, Nombre: 1, Exemples: []string{}})
	}
	return dits, err
}

// relire the kept file: its digest, its trailer, its count and its sum are those of the lot.
func (a API) relire(ctx context.Context, academie string, l *lu) (faute string, err error) {
	c, err := fichier.Ouvrir(ctx, a.Base, a.Coffre, academie, *l.FichierID)
	if err != nil {
		return "", err
	}
	e, err := empreinteDe(c.Lecteur())
	if err != nil {
		return "", err
	}
	if e != *l.Empreinte {
		return "Le fichier gardé n’est plus celui qui a été préparé : annulez ce lot et prévenez l’exploitant.", nil
	}
	b, err := flux.Relire(c.Lecteur(), flux.Cible(l.Cible))
	if errors.Is(err, flux.ErrTotal) || err == nil && b != (flux.Bilan{Parts: l.Nombre, Somme: l.Somme}) {
		return "Le fichier ne contient pas ce que le lot annonce : annulez ce lot et prévenez l’exploitant.", nil
	}
	return "", err
}

// AnnulerLot answers POST /lots/{id}/annulation: the parts of a lot that has not left are free again. It returns
// fail.NotFound, fail.Conflict once it may have been taken.
func (a API) AnnulerLot(ctx context.Context, r api.AnnulerLotRequestObject) (api.AnnulerLotResponseObject, error) {
	p := access.De(ctx)
	var retirer *lu
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := lireLot(ctx, tx.Reader, tx.Academie, r.Id, " FOR UPDATE")
		if err != nil {
			return err
		}
		occupe, err := enCours(ctx, tx, &l)
		switch {
		case err != nil:
			return err
		case occupe:
			return fail.New(fail.Conflict, "lot.occupe", "Un traitement est en cours sur ce lot : attendez sa fin, ou arrêtez-le dans Tâches.")
		case l.PublieLe != nil || l.Etat == "transmis" || l.Etat == "acquitte" || l.Etat == "solde":
			return fail.New(fail.Conflict, "lot.parti", "Ce lot est parti : il ne s’annule plus. Les parts que le système refusera reviendront par un retour.")
		case l.Etat == "annule":
			return nil
		}
		if l.Etat == "transmission" {
			retirer = &l
			if err := changer(ctx, tx, l.ID, "controle", ""); err != nil {
				return err
			}
		}
		return annuler(ctx, tx, &l, r.Body.Motif)
	})
	if err != nil {
		return nil, err
	}
	if retirer != nil {
		a.nettoyer(ctx, p.Academie, retirer)
	}
	l, err := a.lot(ctx, r.Id)
	return api.AnnulerLot200JSONResponse(l), err
}

func annuler(ctx context.Context, tx *db.Tx, l *lu, motif string) error {
	if l.Etat != "demande" {
		if _, err := tx.Exec(ctx, `UPDATE lot_ligne SET etat = 'retire' WHERE academie = $1 AND lot_id = $2`, tx.Academie, l.ID); err != nil {
			return err
		}
	}
	return changer(ctx, tx, l.ID, "annule", motif)
}

func changer(ctx context.Context, tx *db.Tx, id uuid.UUID, etat, motif string) error {
	_, err := tx.Exec(ctx, `UPDATE lot SET etat = $3, motif = coalesce(nullif(trim($4), ''), motif), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, id, etat, motif)
	return err
}

// enCours says whether the last tâche of a lot still works.
func enCours(ctx context.Context, tx *db.Tx, l *lu) (bool, error) {
	return db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM tache WHERE academie = $1 AND id = $2 AND etat IN ('en_attente', 'en_cours'))`, tx.Academie, l.TacheID)
}
