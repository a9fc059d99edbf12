package suivi

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/frais"
)

// axes: what one adds up by; cle and libelle as SQL over a part (v) and what it is joined to.
var axes = map[api.AxeSuivi]struct{ cle, libelle, joint string }{
	api.AxeSuiviSession:   {"s.code", "s.libelle", "JOIN session s ON s.academie = v.academie AND s.id = v.session_id"},
	api.AxeSuiviExamen:    {"coalesce(v.examen, '-')", "coalesce(x.libelle, 'Sans examen')", "LEFT JOIN examen x ON x.academie = v.academie AND x.code = v.examen"},
	api.AxeSuiviType:      {"v.type", "t.libelle", "JOIN type_mission t ON t.academie = v.academie AND t.code = v.type"},
	api.AxeSuiviCentre:    {"coalesce(c.code, '-')", "coalesce(c.libelle, 'Sans centre')", "LEFT JOIN centre c ON c.academie = v.academie AND c.id = v.centre_id"},
	api.AxeSuiviProgramme: {"coalesce(im.programme, ig.programme, '-')", "coalesce('Programme ' || coalesce(im.programme, ig.programme), 'Sans imputation')", programme},
	api.AxeSuiviMois:      {"to_char(v.jour, 'YYYY-MM')", "to_char(v.jour, 'YYYY-MM')", ""},
}

const delais = `percentile_disc(0.5) WITHIN GROUP (ORDER BY v.validee_le::date - v.jour) FILTER (WHERE v.etat IN ('valide', 'transmis', 'accepte') AND v.montant > 0)::int AS jours_validation,
	percentile_disc(0.5) WITHIN GROUP (ORDER BY v.payee_le::date - v.jour) FILTER (WHERE v.etat = 'accepte' AND v.montant > 0)::int AS jours_paiement`

const ici = ` WHERE v.academie = $1 AND ($2::uuid IS NULL OR v.session_id = $2) AND v.etat NOT IN ('sans_objet', 'invalidable', 'non_fait', 'annule')
	AND ($3::text[] IS NULL OR v.examen IS NULL OR v.examen = ANY ($3))`

// habilites are the examens that a gestionnaire may touch; nil: all.
func habilites(p *access.Principal) []string {
	if examens, tous := p.Examens(); !tous {
		return append([]string{}, examens...)
	}
	return nil
}

// synthese adds up along an axis, in one reading; the largest sums first, months in their order.
func (a API) synthese(ctx context.Context, axe api.AxeSuivi, session *uuid.UUID) (x api.SyntheseSuivi, err error) {
	p := access.De(ctx)
	x.Axe = axe
	par := axes[axe]
	ordre := " ORDER BY engage DESC, cle"
	if axe == api.AxeSuiviMois {
		ordre = " ORDER BY cle"
	}
	err = a.Base.Lire(ctx, p.Academie, func(l db.Reader) (err error) {
		if x.Lignes, err = db.Query[api.SommeSuivi](ctx, l, `SELECT `+par.cle+` AS cle, max(`+par.libelle+`) AS libelle, v.devise, `+sommes+`, `+delais+` FROM suivi_frais v `+par.joint+ici+` GROUP BY 1, v.devise`+ordre, p.Academie, session, habilites(p)); err != nil {
			return err
		}
		if x.Totaux, err = db.Query[api.SommeSuivi](ctx, l, `SELECT 'total' AS cle, 'Total' AS libelle, v.devise, `+sommes+`, `+delais+` FROM suivi_frais v`+ici+` GROUP BY v.devise ORDER BY v.devise`, p.Academie, session, habilites(p)); err != nil {
			return err
		}
		attentes, _, err := db.One[struct{ ADeclarer, AConstater, AValider, Bloquees int }](ctx, l, `SELECT
			count(*) FILTER (WHERE v.genre = 'deplacement' AND v.etat = 'effectuee')::int AS a_declarer,
			count(*) FILTER (WHERE v.genre = 'remuneration' AND v.etat = 'effectuee' AND NOT EXISTS (SELECT 1 FROM constat k WHERE k.academie = v.academie AND k.affectation_id = v.affectation_id))::int AS a_constater,
			count(*) FILTER (WHERE v.etat = 'a_valider')::int AS a_valider,
			count(*) FILTER (WHERE v.etat = 'rejete' OR v.etat = 'valide' AND v.montant > 0 AND est_externe(i.origine) AND NOT EXISTS (SELECT 1 FROM intervenant_secret z WHERE z.academie = v.academie AND z.intervenant_id = v.intervenant_id AND z.type = 'IBAN'))::int AS bloquees
			FROM suivi_frais v JOIN intervenant i ON i.academie = v.academie AND i.id = v.intervenant_id`+ici, p.Academie, session, habilites(p))
		x.ADeclarer, x.AConstater, x.AValider, x.Bloquees = attentes.ADeclarer, attentes.AConstater, attentes.AValider, attentes.Bloquees
		return err
	})
	if axe == api.AxeSuiviMois {
		for i := range x.Lignes {
			if t, err := time.Parse("2006-01", x.Lignes[i].Cle); err == nil {
				x.Lignes[i].Libelle = frais.Mois(t)
			}
		}
	}
	return x, err
}
