package jury

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

func toute(*access.Principal) list.Portee { return list.Portee{} }

var origines = []string{"ocean", "saisie"}

// Jurys of the sessions.
var Jurys = list.Liste{
	Operation: "ListerJurys", Portee: toute,
	Definition: &list.Definition{
		Ressource: "jurys", Base: "jury j", Alias: "j", Tri: "examen,code",
		Jointures: []list.Jointure{{Alias: "s", SQL: "JOIN session s ON s.academie = j.academie AND s.id = j.session_id"},
			{Alias: "ce", SQL: "LEFT JOIN centre ce ON ce.academie = j.academie AND ce.id = j.centre_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(j.code || ' ' || j.libelle)"}, {SQL: "sans_accent(ce.code || ' ' || ce.libelle)", Via: []string{"ce"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "j.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "j.session_id", Table: "session", Code: "code"}},
			{Cle: "examen", Titre: "Examen", SQL: "j.examen", NonNul: true},
			{Cle: "specialite", Titre: "Spécialité", SQL: "j.specialite"},
			{Cle: "code", Titre: "Jury", SQL: "j.code", NonNul: true},
			{Cle: "libelle", Titre: "Libellé", SQL: "j.libelle", NonNul: true},
			{Cle: "centre", Titre: "Code centre", SQL: "ce.code", Via: []string{"ce"}},
			{Cle: "centre_nom", Titre: "Centre de délibération", SQL: "ce.libelle", Via: []string{"ce"}},
			{Cle: "deliberation_le", Titre: "Délibération", SQL: "j.deliberation_le", Genre: list.Date},
			{Cle: "deliberation_a", Titre: "Heure", SQL: "to_char(j.deliberation_a, 'HH24:MI')", Fixe: true},
			{Cle: "candidats", Titre: "Candidats", SQL: "j.candidats", Genre: list.Nombre},
			{Cle: "commissions", Titre: "Commissions", SQL: "(SELECT count(*) FROM commission c WHERE c.academie = j.academie AND c.jury_id = j.id AND c.retire_le IS NULL)", Genre: list.Nombre, Fixe: true},
			{Cle: "origine", Titre: "Origine", SQL: "j.origine", Genre: list.Choix, Valeurs: origines},
			{Cle: "saisis", Titre: "Corrigés à la main", SQL: "to_jsonb(j.saisis)", Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "retire", Titre: "Retiré d’OCEAN", SQL: "(j.retire_le IS NOT NULL)", Genre: list.Booleen},
			{Cle: "retire_le", Titre: "Retiré le", SQL: "j.retire_le", Genre: list.Instant},
			{Cle: "version", Titre: "Version", SQL: "j.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerJurys answers GET /jurys.
func (a API) ListerJurys(ctx context.Context, r api.ListerJurysRequestObject) (api.ListerJurysResponseObject, error) {
	res, err := list.Lire[api.Jury](ctx, a.Base, Jurys, list.Params(r.Params))
	return api.ListerJurys200JSONResponse(res), err
}

// Commissions of the jurys.
var Commissions = list.Liste{
	Operation: "ListerCommissions", Portee: toute,
	Definition: &list.Definition{
		Ressource: "commissions", Base: "commission c", Alias: "c", Tri: "examen,jury_code,code",
		Jointures: []list.Jointure{{Alias: "s", SQL: "JOIN session s ON s.academie = c.academie AND s.id = c.session_id"},
			{Alias: "j", SQL: "JOIN jury j ON j.academie = c.academie AND j.id = c.jury_id"},
			{Alias: "o", SQL: "JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id"},
			{Alias: "ce", SQL: "LEFT JOIN centre ce ON ce.academie = c.academie AND ce.id = c.centre_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(c.code)"}, {SQL: "sans_accent(j.code)", Via: []string{"j"}}, {SQL: "sans_accent(o.libelle)", Via: []string{"o"}},
			{SQL: "sans_accent(ce.code || ' ' || ce.libelle)", Via: []string{"ce"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "c.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "c.session_id", Table: "session", Code: "code"}},
			{Cle: "jury", Titre: "Jury (identifiant)", SQL: "c.jury_id", Genre: list.UUID, Cachee: true},
			{Cle: "jury_code", Titre: "Jury", SQL: "j.code", Via: []string{"j"}, NonNul: true},
			{Cle: "examen", Titre: "Examen", SQL: "c.examen", NonNul: true},
			{Cle: "specialite", Titre: "Spécialité", SQL: "o.specialite", Via: []string{"o"}},
			{Cle: "epreuve_option", Titre: "Épreuve-option (identifiant)", SQL: "c.epreuve_option_id", Genre: list.UUID, Cachee: true},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "code", Titre: "Commission", SQL: "c.code", NonNul: true},
			{Cle: "type", Titre: "Type", SQL: "c.type", NonNul: true},
			{Cle: "centre", Titre: "Code centre", SQL: "ce.code", Via: []string{"ce"}},
			{Cle: "centre_nom", Titre: "Centre", SQL: "ce.libelle", Via: []string{"ce"}},
			{Cle: "le", Titre: "Date", SQL: "c.le", Genre: list.Date},
			{Cle: "a", Titre: "Heure", SQL: "to_char(c.a, 'HH24:MI')", Fixe: true},
			{Cle: "duree_min", Titre: "Durée (min)", SQL: "c.duree_min", Genre: list.Nombre},
			{Cle: "nb_jours", Titre: "Jours", SQL: "c.nb_jours", Genre: list.Nombre},
			{Cle: "candidats", Titre: "Candidats", SQL: "c.candidats", Genre: list.Nombre},
			{Cle: "demandes", Titre: "Intervenants demandés", SQL: "c.demandes", Genre: list.Nombre},
			{Cle: "profil", Titre: "Profil demandé", SQL: "c.profil"},
			{Cle: "presents", Titre: "Présents", SQL: "c.presents", Genre: list.Nombre},
			{Cle: "absents", Titre: "Absents", SQL: "c.absents", Genre: list.Nombre},
			{Cle: "remonte_le", Titre: "Remontée le", SQL: "c.remonte_le", Genre: list.Date},
			{Cle: "missions", Titre: "Missions", SQL: "(SELECT count(*) FROM mission m WHERE m.academie = c.academie AND m.commission_id = c.id AND m.etat <> 'annulee')", Genre: list.Nombre, Fixe: true},
			{Cle: "origine", Titre: "Origine", SQL: "c.origine", Genre: list.Choix, Valeurs: origines},
			{Cle: "saisis", Titre: "Corrigés à la main", SQL: "to_jsonb(c.saisis)", Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "retire", Titre: "Retirée d’OCEAN", SQL: "(c.retire_le IS NOT NULL)", Genre: list.Booleen},
			{Cle: "retire_le", Titre: "Retirée le", SQL: "c.retire_le", Genre: list.Instant},
			{Cle: "version", Titre: "Version", SQL: "c.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerCommissions answers GET /commissions.
func (a API) ListerCommissions(ctx context.Context, r api.ListerCommissionsRequestObject) (api.ListerCommissionsResponseObject, error) {
	res, err := list.Lire[api.Commission](ctx, a.Base, Commissions, list.Params(r.Params))
	return api.ListerCommissions200JSONResponse(res), err
}

// Origines are the establishments of the candidates: counts.
var Origines = list.Liste{
	Operation: "ListerCommissionOrigines", Portee: toute,
	Definition: &list.Definition{
		Ressource: "commission-origines", Base: "commission_origine g", Alias: "g", Tri: "uai_origine",
		Jointures:  []list.Jointure{{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = g.academie AND e.uai = g.uai_origine"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(g.uai_origine)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "g.id", Genre: list.UUID},
			{Cle: "commission", Titre: "Commission", SQL: "g.commission_id", Genre: list.UUID, Cachee: true},
			{Cle: "uai_origine", Titre: "UAI", SQL: "g.uai_origine", NonNul: true},
			{Cle: "etablissement", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "commune", Titre: "Commune", SQL: "e.commune", Via: []string{"e"}},
			{Cle: "candidats", Titre: "Candidats", SQL: "g.candidats", Genre: list.Nombre, NonNul: true},
		},
	},
}

// ListerCommissionOrigines answers GET /commission-origines.
func (a API) ListerCommissionOrigines(ctx context.Context, r api.ListerCommissionOriginesRequestObject) (api.ListerCommissionOriginesResponseObject, error) {
	res, err := list.Lire[api.OrigineCandidats](ctx, a.Base, Origines, list.Params(r.Params))
	return api.ListerCommissionOrigines200JSONResponse(res), err
}

// Regles are the rules of composition, by diploma.
var Regles = list.Liste{
	Operation: "ListerReglesJury", Portee: toute,
	Definition: &list.Definition{
		Ressource: "regles-jury", Base: "regle_jury r", Alias: "r", Tri: "examen,moment,rang",
		Recherches: []list.Cherche{{SQL: "sans_accent(r.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "r.id", Genre: list.UUID},
			{Cle: "examen", Titre: "Examen", SQL: "r.examen", NonNul: true},
			{Cle: "moment", Titre: "Moment", SQL: "r.moment", Genre: list.Choix, Valeurs: []string{"deliberation", "interrogation"}, NonNul: true},
			{Cle: "epreuve", Titre: "Épreuve", SQL: "r.epreuve"},
			{Cle: "exigence", Titre: "Exigence", SQL: "r.exigence"},
			{Cle: "roles", Titre: "Rôles", SQL: "to_jsonb(r.roles)", Genre: list.Document, Fixe: true},
			{Cle: "qualites", Titre: "Qualités", SQL: "to_jsonb(r.qualites)", Genre: list.Document, Fixe: true},
			{Cle: "face_a", Titre: "Face à", SQL: "to_jsonb(r.face_a)", Genre: list.Document, Fixe: true},
			{Cle: "minimum", Titre: "Minimum", SQL: "r.minimum", Genre: list.Nombre},
			{Cle: "part", Titre: "Part (%)", SQL: "r.part", Genre: list.Nombre},
			{Cle: "libelle", Titre: "Règle", SQL: "r.libelle", NonNul: true},
			{Cle: "reference", Titre: "Référence", SQL: "r.reference"},
			{Cle: "actif", Titre: "En service", SQL: "r.actif", Genre: list.Booleen},
			{Cle: "rang", Titre: "Rang", SQL: "r.rang", Genre: list.Nombre, NonNul: true},
			{Cle: "version", Titre: "Version", SQL: "r.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerReglesJury answers GET /regles-jury.
func (a API) ListerReglesJury(ctx context.Context, r api.ListerReglesJuryRequestObject) (api.ListerReglesJuryResponseObject, error) {
	res, err := list.Lire[api.RegleJury](ctx, a.Base, Regles, list.Params(r.Params))
	return api.ListerReglesJury200JSONResponse(res), err
}
