// Package suivi adds up what is committed, validated, sent and paid, and reminds those who have something to say.
package suivi

import (
	"bytes"
	"context"
	"mime"
	"time"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/list"
)

// API holds the operations on the financial follow-up.
type API struct {
	Base  *db.DB
	Poste *courriel.Poste
}

// Sums of amounts by how far they went: each contains the next.
const sommes = `count(*) FILTER (WHERE v.etat NOT IN ('sans_objet', 'invalidable', 'non_fait', 'annule'))::int AS parts,
	coalesce(sum(v.montant) FILTER (WHERE v.etat NOT IN ('sans_objet', 'invalidable', 'non_fait', 'annule')), 0)::bigint AS engage,
	coalesce(sum(v.montant) FILTER (WHERE v.etat IN ('valide', 'transmis', 'accepte')), 0)::bigint AS valide,
	coalesce(sum(v.montant) FILTER (WHERE v.etat IN ('transmis', 'accepte')), 0)::bigint AS transmis,
	coalesce(sum(v.montant) FILTER (WHERE v.etat = 'accepte'), 0)::bigint AS paye`

const programme = `LEFT JOIN imputation_frais im ON im.academie = v.academie AND im.examen = v.examen LEFT JOIN imputation_frais ig ON ig.academie = v.academie AND ig.examen IS NULL`

// Suivi is the list of the finest sums: one row by session, examen, type, centre, month, part and currency.
var Suivi = list.Liste{
	Operation: "ListerSuiviFinancier", Portee: func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "suivi-financier", Alias: "g", Tri: "-mois,examen,type",
		Base: `(SELECT v.academie, md5(concat_ws('/', v.session_id, v.examen, v.type, v.centre_id, date_trunc('month', v.jour), v.genre, v.devise))::uuid AS id, v.session_id, v.examen, v.type, v.centre_id,
			date_trunc('month', v.jour)::date AS mois, v.genre, v.devise, ` + sommes + ` FROM suivi_frais v GROUP BY v.academie, v.session_id, v.examen, v.type, v.centre_id, date_trunc('month', v.jour), v.genre, v.devise
			HAVING bool_or(v.etat NOT IN ('sans_objet', 'invalidable', 'non_fait', 'annule'))) g`,
		Jointures: []list.Jointure{
			{Alias: "s", SQL: "JOIN session s ON s.academie = g.academie AND s.id = g.session_id"},
			{Alias: "x", SQL: "LEFT JOIN examen x ON x.academie = g.academie AND x.code = g.examen"},
			{Alias: "t", SQL: "JOIN type_mission t ON t.academie = g.academie AND t.code = g.type"},
			{Alias: "c", SQL: "LEFT JOIN centre c ON c.academie = g.academie AND c.id = g.centre_id"},
			{Alias: "im", SQL: "LEFT JOIN imputation_frais im ON im.academie = g.academie AND im.examen = g.examen"},
			{Alias: "ig", SQL: "LEFT JOIN imputation_frais ig ON ig.academie = g.academie AND ig.examen IS NULL"},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(coalesce(x.libelle, '') || ' ' || coalesce(c.libelle, '') || ' ' || t.libelle)", Via: []string{"x", "c", "t"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "g.id", Genre: list.UUID, Cachee: true},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}},
			{Cle: "mois", Titre: "Mois des missions", SQL: "g.mois", Genre: list.Date, NonNul: true},
			{Cle: "examen", Titre: "Code examen", SQL: "g.examen"}, {Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "type", Titre: "Code type", SQL: "g.type"}, {Cle: "type_libelle", Titre: "Type de mission", SQL: "t.libelle", Via: []string{"t"}},
			{Cle: "centre", Titre: "Code centre", SQL: "c.code", Via: []string{"c"}}, {Cle: "centre_nom", Titre: "Centre", SQL: "c.libelle", Via: []string{"c"}},
			{Cle: "programme", Titre: "Programme", SQL: "coalesce(im.programme, ig.programme)", Via: []string{"im", "ig"}},
			{Cle: "genre", Titre: "Part", SQL: "g.genre", Genre: list.Choix, Valeurs: []string{"remuneration", "deplacement"}},
			{Cle: "devise", Titre: "Devise", SQL: "g.devise"},
			{Cle: "parts", Titre: "Parts", SQL: "g.parts", Genre: list.Nombre},
			{Cle: "engage", Titre: "Engagé", SQL: "g.engage", Genre: list.Nombre},
			{Cle: "valide", Titre: "Validé", SQL: "g.valide", Genre: list.Nombre},
			{Cle: "transmis", Titre: "Transmis", SQL: "g.transmis", Genre: list.Nombre},
			{Cle: "paye", Titre: "Payé", SQL: "g.paye", Genre: list.Nombre},
		},
	},
}

// ListerSuiviFinancier answers GET /suivi-financier.
func (a API) ListerSuiviFinancier(ctx context.Context, r api.ListerSuiviFinancierRequestObject) (api.ListerSuiviFinancierResponseObject, error) {
	res, err := list.Lire[api.LigneSuivi](ctx, a.Base, Suivi, list.Params(r.Params))
	return api.ListerSuiviFinancier200JSONResponse(res), err
}

// SyntheseSuiviFinancier answers GET /suivi-financier/synthese.
func (a API) SyntheseSuiviFinancier(ctx context.Context, r api.SyntheseSuiviFinancierRequestObject) (api.SyntheseSuiviFinancierResponseObject, error) {
	x, err := a.synthese(ctx, r.Params.Axe, r.Params.Session)
	return api.SyntheseSuiviFinancier200JSONResponse(x), err
}

// ImprimerSuiviFinancier answers GET /suivi-financier/pdf.
func (a API) ImprimerSuiviFinancier(ctx context.Context, r api.ImprimerSuiviFinancierRequestObject) (api.ImprimerSuiviFinancierResponseObject, error) {
	x, err := a.synthese(ctx, r.Params.Axe, r.Params.Session)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := Ecrire(&b, &x, time.Now()); err != nil {
		return nil, err
	}
	return api.ImprimerSuiviFinancier200ApplicationpdfResponse{Body: &b, ContentLength: int64(b.Len()),
		Headers: api.ImprimerSuiviFinancier200ResponseHeaders{ContentDisposition: mime.FormatMediaType("attachment", map[string]string{"filename": "suivi-financier-" + string(x.Axe) + ".pdf"})}}, nil
}
