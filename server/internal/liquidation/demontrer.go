package liquidation

import (
	"bytes"
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
	"imagin/server/internal/liquidation/flux"
	"imagin/server/internal/secret"
)

// Demontrer gives a demonstration académie lots in several states, by the ways of every day: one settled, one answered in
// part (with a rejection and a gap), one prepared. The rest of the validated parts waits for whoever tries. The door is a
// folder of the server.
func (a API) Demontrer(ctx context.Context, academie string) error {
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "données de démonstration", Profil: "gestionnaire_financier"})
	examens, err := a.examens(ctx, academie)
	if err != nil {
		return err
	}
	for i, examen := range examens {
		if err := a.demontrerLot(ctx, academie, examen, i); err != nil {
			return err
		}
	}
	iban, nom := "FR7610071750000000100420187", "Rectorat de démonstration"
	r := reglage{Porte: "dossier", Envoi: "envoi", Retour: "retour"}
	if err := a.dossiers(academie, &r); err != nil {
		return err
	}
	return a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO reglage_liquidation (academie, porte, payeur, payeur_iban, payeur_masque, payeur_bic) VALUES ($1, 'dossier', $2, $3, $4, 'TRPUFRP1')`,
			academie, nom, a.Coffre.Chiffrer([]byte(iban), secret.Lieu(academie, secret.IBAN)), secret.Masquer(iban))
		return err
	})
}

// examens that have the fewest validated parts first, three at most, and never the largest: it is left to try on.
func (a API) examens(ctx context.Context, academie string) (codes []string, err error) {
	err = a.Base.Lire(ctx, academie, func(r db.Reader) error {
		l, err := db.Query[struct{ Examen string }](ctx, r, `SELECT examen FROM (SELECT m.examen, count(*) AS n, row_number() OVER (ORDER BY count(*) DESC, m.examen) AS rang
			FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id
			WHERE p.academie = $1 AND p.etat = 'valide' AND p.genre = 'remuneration' AND p.montant > 0 GROUP BY m.examen) x WHERE rang > 1 AND n >= 3 ORDER BY n DESC, examen LIMIT 3`, academie)
		for _, x := range l {
			codes = append(codes, x.Examen)
		}
		return err
	})
	return codes, err
}

func (a API) demontrerLot(ctx context.Context, academie, examen string, i int) error {
	id := nouvelID()
	err := a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		c := choix{Cible: "khephren", Examen: &examen}
		b, err := c.bilanDe(ctx, tx.Reader, academie)
		if err != nil {
			return err
		}
		_, err = inscrire(ctx, tx, id, &c, b.Parts, time.Now().AddDate(0, 0, 1), nil, uuid.Nil)
		return err
	})
	if err != nil {
		return err
	}
	e := &job.Execution{Base: a.Base, Academie: academie, Objet: "/lots/" + id.String()}
	if err := a.preparer(ctx, e); err != nil || i == 2 {
		return err
	}
	if err := a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		if err := changer(ctx, tx, id, "controle", ""); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE lot SET etat = 'transmission', porte = 'manuel' WHERE academie = $1 AND id = $2`, academie, id)
		return err
	}); err != nil {
		return err
	}
	if err := a.emettre(ctx, e); err != nil {
		return err
	}
	return a.demontrerRetour(ctx, academie, id, i == 1)
}

// demontrerRetour answers a lot: all of it, or its first half with a rejection and a gap.
func (a API) demontrerRetour(ctx context.Context, academie string, lot uuid.UUID, partiel bool) error {
	r := &flux.Retour{Academie: academie, Cible: "KHEPHREN"}
	id, garde := nouvelID(), nouvelID()
	err := a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		l, err := lireLot(ctx, tx.Reader, academie, lot, "")
		if err != nil {
			return err
		}
		parts, err := db.Query[struct {
			PartID  uuid.UUID
			Montant int64
		}](ctx, tx.Reader, `SELECT part_id, montant FROM lot_ligne WHERE academie = $1 AND lot_id = $2 ORDER BY rang`, academie, lot)
		if err != nil {
			return err
		}
		r.Fichier, r.Numero = l.NomFichier, l.Numero
		for n, p := range parts {
			x := flux.Reponse{Part: p.PartID, Statut: "ACCEPTE", Le: time.Now().AddDate(0, 0, -12), Montant: p.Montant}
			switch {
			case partiel && n == 0:
				x.Statut, x.Montant, x.Code, x.Motif = "REJETE", 0, "R12", "Agent inconnu du fichier de paye"
			case partiel && n == 1:
				x.Montant -= x.Montant / 10
			case partiel && 2*n > len(parts):
				continue
			}
			r.Reponses = append(r.Reponses, x)
		}
		return a.demontrerDepot(ctx, tx, id, garde, r)
	})
	if err != nil {
		return err
	}
	return a.lireRetour(ctx, &job.Execution{Base: a.Base, Academie: academie, Objet: "/retours-liquidation/" + id.String()})
}

func (a API) demontrerDepot(ctx context.Context, tx *db.Tx, id, garde uuid.UUID, r *flux.Retour) error {
	var b bytes.Buffer
	if err := flux.EcrireRetour(&b, r); err != nil {
		return err
	}
	d, err := fichier.Recevoir(&b)
	if err != nil {
		return err
	}
	defer d.Fermer()
	nom := r.Fichier[:len(r.Fichier)-4] + "_ACK.csv"
	if err := d.Ranger(ctx, tx, a.Coffre, garde, nom); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO retour_liquidation (academie, id, nom, fichier_id, empreinte, taille, origine, depose_par) VALUES ($1, $2, $3, $4, $5, $6, 'depot', $7)`,
		tx.Academie, id, nom, garde, d.Empreinte(), d.Taille(), tx.Acteur.Qui)
	return err
}
