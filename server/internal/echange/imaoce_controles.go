package echange

import (
	"context"

	"imagin/server/internal/db"
	"imagin/server/internal/echange/source"
)

// controle finds the lines that name what nobody knows: sql gives ligne and valeur.
type controle struct {
	objet, champ, message string
	rejet                 bool
	sql                   string
}

// controler notes the lines found. Which file of an archive they come from is not kept once they are staged.
func controler(ctx context.Context, c *comparaison, controles ...controle) error {
	for _, x := range controles {
		type ligne struct {
			Ligne  int
			Valeur string
		}
		lignes, err := db.Query[ligne](ctx, c.tx.Reader, c.sql(x.sql+" ORDER BY 1 LIMIT 100000"))
		if err != nil {
			return err
		}
		for _, l := range lignes {
			c.i.noter(x.objet, source.Anomalie{Ligne: l.Ligne, Champ: x.champ, Valeur: l.Valeur, Message: x.message, Rejet: x.rejet})
		}
	}
	return nil
}

const (
	nomEpreuve     = "trim(concat_ws(' ', examen, specialite, epreuve, nullif(option, '')))"
	epreuveAbsente = "épreuve-option absente de la réglementation : faites d’abord l’échange 1"
)

func controlerInscriptions(ctx context.Context, c *comparaison) error {
	return controler(ctx, c, controle{"inscription", "epreuve", epreuveAbsente, true, "SELECT ligne, " + nomEpreuve + " AS valeur FROM lu_inscription WHERE epreuve_option_id IS NULL"})
}

func controlerCommissions(ctx context.Context, c *comparaison) error {
	return controler(ctx, c,
		controle{"centre", "uai_centre", "établissement inconnu de l’annuaire : le centre est créé sans adresse", false,
			"SELECT s.ligne, s.uai AS valeur FROM staging.centre s JOIN centre_lu l ON l.uai = s.uai WHERE s.import_id = %[2]s AND l.etablissement_id IS NULL AND NOT l.virtuel"},
		controle{"centre", "examen", "examen absent de la réglementation : faites d’abord l’échange 1", true,
			"SELECT s.ligne, s.examen AS valeur FROM staging.centre s WHERE s.import_id = %[2]s AND NOT EXISTS (SELECT 1 FROM examen x WHERE x.academie = %[1]s AND x.code = s.examen)"},
		controle{"jury", "examen", "examen absent de la réglementation : faites d’abord l’échange 1", true, "SELECT ligne, examen AS valeur FROM jury_lu WHERE ligne IS NOT NULL AND NOT connu"},
		controle{"jury", "specialite", "spécialité absente de la réglementation : le jury est repris sans elle", false,
			"SELECT ligne, specialite_lue AS valeur FROM jury_lu WHERE ligne IS NOT NULL AND connu AND specialite_lue IS NOT NULL AND specialite IS NULL"},
		controle{"jury", "uai_centre_deliberation", "centre absent de la table des centres : le jury est repris sans lieu", false,
			"SELECT ligne, uai_centre AS valeur FROM jury_lu WHERE uai_centre IS NOT NULL AND centre_id IS NULL"},
		controle{"commission", "epreuve", epreuveAbsente, true, "SELECT ligne, " + nomEpreuve + " AS valeur FROM commission_lue WHERE epreuve_option_id IS NULL"},
		controle{"commission", "jury", "jury absent de la table des jurys", true, "SELECT ligne, jury AS valeur FROM commission_lue WHERE jury_id IS NULL AND epreuve_option_id IS NOT NULL"},
		controle{"commission", "uai_centre", "centre absent de la table des centres : la commission est reprise sans centre", false,
			"SELECT ligne, uai_centre AS valeur FROM commission_lue WHERE uai_centre IS NOT NULL AND centre_id IS NULL"},
		controle{"commission_origine", "commission", "commission absente de la table des commissions", true,
			"SELECT ligne, jury || ' ' || code AS valeur FROM origine_lue WHERE commission_id IS NULL"},
	)
}

func controlerPresents(ctx context.Context, c *comparaison) error {
	return controler(ctx, c,
		controle{"presents", "commission", "commission inconnue de la session : faites d’abord l’échange 3", true, "SELECT ligne, jury || ' ' || code AS valeur FROM presents_lus WHERE commission_id IS NULL"},
		controle{"presents", "nb_presents", "plus de présents que de candidats prévus dans la commission", false,
			"SELECT ligne, presents::text AS valeur FROM presents_lus WHERE presents > candidats"},
	)
}
