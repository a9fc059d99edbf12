package convocation

import (
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

var (
	etats           = []string{"editee", "envoyee", "ouverte", "acquittee", "contestee", "remplacee", "annulee"}
	versions        = []string{"originale", "rectificative", "annulation"}
	etatsTraitement = []string{"demande", "en_cours", "interrompu", "termine", "annulation", "annule"}
)

func tous(*access.Principal) list.Portee { return list.Portee{} }

// portee: a person sees her own letters, a chef d'établissement those of his staff, a chef de centre those of his missions.
func portee(p *access.Principal) list.Portee {
	if p.Profil == "chef_centre" {
		return list.Portee{SQL: `EXISTS (SELECT 1 FROM convocation_mission pm JOIN mission pn ON pn.academie = pm.academie AND pn.id = pm.mission_id
			JOIN centre pc ON pc.academie = pn.academie AND pc.id = pn.centre_id
			WHERE pm.academie = c.academie AND pm.convocation_id = c.id AND pc.etablissement_id = $1)`, Args: []any{p.Etablissement}}
	}
	return list.Portee(p.SurIntervenant("c.academie", "c.intervenant_id"))
}

// Convocations is the list of letters.
var Convocations = list.Liste{
	Operation: "ListerConvocations", Portee: portee,
	Definition: &list.Definition{
		Ressource: "convocations", Base: "convocation c", Alias: "c", Tri: "nom,prenom",
		Jointures: []list.Jointure{
			{Alias: "s", SQL: "JOIN session s ON s.academie = c.academie AND s.id = c.session_id"},
			{Alias: "r", SQL: "LEFT JOIN rattachement r ON r.academie = c.academie AND r.intervenant_id = c.intervenant_id AND r.type = 'principal'"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id", Apres: []string{"r"}},
			{Alias: "k", SQL: `LEFT JOIN LATERAL (SELECT k.etat, k.erreur FROM courriel k WHERE k.academie = c.academie AND k.objet = 'convocation' AND k.objet_id = c.id::text
				ORDER BY k.cree_le DESC, k.id DESC LIMIT 1) k ON true`},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(c.nom || ' ' || c.prenom)"}, {SQL: "lower(c.numero)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "c.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "c.session_id", Table: "session", Code: "code"}},
			{Cle: "numero", Titre: "Numéro", SQL: "c.numero", NonNul: true},
			{Cle: "type", Titre: "Version", SQL: "c.type", Genre: list.Choix, Valeurs: versions},
			{Cle: "etat", Titre: "État", SQL: "c.etat", Genre: list.Choix, Valeurs: etats},
			{Cle: "canal", Titre: "Canal", SQL: "c.canal", Genre: list.Choix, Valeurs: []string{"courriel", "papier", "en_ligne"}},
			{Cle: "intervenant", Titre: "Intervenant", SQL: "c.intervenant_id", Genre: list.UUID},
			{Cle: "nom", Titre: "Nom", SQL: "c.nom", NonNul: true},
			{Cle: "prenom", Titre: "Prénom", SQL: "c.prenom", NonNul: true},
			{Cle: "discipline", Titre: "Discipline", SQL: "r.discipline", Via: []string{"r"}},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "missions", Titre: "Missions", SQL: `(SELECT string_agg((x->>'type') || ', ' || (x->'centre'->>'nom'), ' ; ') FROM jsonb_array_elements(c.contenu->'missions') x)`, Fixe: true},
			{Cle: "debut", Titre: "Première mission", SQL: "c.debut", Genre: list.Instant, NonNul: true,
				SQLExport: "c.debut AT TIME ZONE (c.contenu->'missions'->0->'centre'->>'fuseau')"},
			{Cle: "fuseau", Titre: "Fuseau", SQL: "c.contenu->'missions'->0->'centre'->>'fuseau'", Fixe: true, Cachee: true},
			{Cle: "traitement", Titre: "Traitement", SQL: "c.traitement_id", Genre: list.UUID},
			{Cle: "remplace", Titre: "Remplace", SQL: "c.remplace_id", Genre: list.UUID, Cachee: true},
			{Cle: "reponse_avant", Titre: "Réponse avant le", SQL: "c.reponse_avant", Genre: list.Date},
			{Cle: "editee_le", Titre: "Éditée le", SQL: "c.editee_le", Genre: list.Instant, NonNul: true},
			{Cle: "envoyee_le", Titre: "Envoyée le", SQL: "c.envoyee_le", Genre: list.Instant},
			{Cle: "ouverte_le", Titre: "Ouverte le", SQL: "c.ouverte_le", Genre: list.Instant},
			{Cle: "repondue_le", Titre: "Répondue le", SQL: "c.repondue_le", Genre: list.Instant},
			{Cle: "relancee_le", Titre: "Relancée le", SQL: "c.relancee_le", Genre: list.Instant},
			{Cle: "dispense", Titre: "Demande de dispense", SQL: "c.dispense_id", Genre: list.UUID, Cachee: true},
			{Cle: "preuve", Titre: "Justificatif", SQL: "(c.preuve_id IS NOT NULL)", Genre: list.Booleen},
			{Cle: "suite", Titre: "Suite donnée", SQL: "c.suite"},
			{Cle: "courriel", Titre: "Courriel", SQL: "k.etat", Genre: list.Choix, Via: []string{"k"}, Valeurs: []string{"en_attente", "en_cours", "envoye", "echec", "rejete", "annule"}},
			{Cle: "courriel_erreur", Titre: "Retour du courriel", SQL: "k.erreur", Via: []string{"k"}},
			{Cle: "version", Titre: "Version de la ligne", SQL: "c.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// Traitements is the list of runs.
var Traitements = list.Liste{
	Operation: "ListerTraitements", Portee: tous,
	Definition: &list.Definition{
		Ressource: "traitements-convocation", Base: "traitement_convocation t", Alias: "t", Tri: "-demande_le",
		Jointures:  []list.Jointure{{Alias: "s", SQL: "JOIN session s ON s.academie = t.academie AND s.id = t.session_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(t.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "t.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "t.session_id", Table: "session", Code: "code"}},
			{Cle: "libelle", Titre: "Traitement", SQL: "t.libelle", NonNul: true},
			{Cle: "genre", Titre: "Genre", SQL: "t.genre", Genre: list.Choix, Valeurs: []string{"officiel", "rectificatif", "centre", "ponctuel"}},
			{Cle: "etat", Titre: "État", SQL: "t.etat", Genre: list.Choix, Valeurs: etatsTraitement},
			{Cle: "tache", Titre: "Tâche", SQL: "t.tache_id", Genre: list.UUID},
			{Cle: "demandees", Titre: "Affectations", SQL: "t.demandees", Genre: list.Nombre},
			{Cle: "convocations", Titre: "Convocations", SQL: "t.convocations", Genre: list.Nombre},
			{Cle: "ecartees", Titre: "Écartées", SQL: "t.ecartees", Genre: list.Nombre},
			{Cle: "demande_le", Titre: "Demandé le", SQL: "t.demande_le", Genre: list.Instant, NonNul: true},
			{Cle: "demande_par", Titre: "Par", SQL: "t.demande_par"},
			{Cle: "termine_le", Titre: "Terminé le", SQL: "t.termine_le", Genre: list.Instant},
			{Cle: "annule_le", Titre: "Annulé le", SQL: "t.annule_le", Genre: list.Instant},
			{Cle: "annule_par", Titre: "Annulé par", SQL: "t.annule_par"},
			{Cle: "motif", Titre: "Motif", SQL: "t.motif"},
			{Cle: "version", Titre: "Version", SQL: "t.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// Modeles is the list of models of letters.
var Modeles = list.Liste{
	Operation: "ListerModelesLettre", Portee: tous,
	Definition: &list.Definition{
		Ressource: "modeles-lettre", Base: "modele_lettre m", Alias: "m", Tri: "libelle",
		Jointures:  []list.Jointure{{Alias: "v", SQL: "JOIN modele_lettre_version v ON v.academie = m.academie AND v.modele_id = m.id AND v.numero = m.derniere"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(m.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "m.id", Genre: list.UUID},
			{Cle: "libelle", Titre: "Modèle", SQL: "m.libelle", NonNul: true},
			{Cle: "actif", Titre: "Actif", SQL: "m.actif", Genre: list.Booleen},
			{Cle: "numero", Titre: "Version en usage", SQL: "m.derniere", Genre: list.Nombre},
			{Cle: "maj_le", Titre: "Modifié le", SQL: "v.cree_le", Genre: list.Instant, Via: []string{"v"}},
			{Cle: "maj_par", Titre: "Par", SQL: "v.cree_par", Via: []string{"v"}},
			{Cle: "contenu", Titre: "Texte", SQL: "v.contenu", Genre: list.Document, Via: []string{"v"}, Fixe: true, Cachee: true},
			{Cle: "version", Titre: "Version", SQL: "m.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// Parametrages is the list of settings: one's own, and those that are shared.
var Parametrages = list.Liste{
	Operation: "ListerParametrages",
	Portee: func(p *access.Principal) list.Portee {
		return list.Portee{SQL: "(g.partage OR g.proprietaire_id = $1)", Args: []any{p.Utilisateur}}
	},
	Definition: &list.Definition{
		Ressource: "parametrages-edition", Base: "parametrage_edition g", Alias: "g", Tri: "libelle",
		Jointures: []list.Jointure{
			{Alias: "s", SQL: "JOIN session s ON s.academie = g.academie AND s.id = g.session_id"},
			{Alias: "m", SQL: "JOIN modele_lettre m ON m.academie = g.academie AND m.id = g.modele_id"},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(g.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "g.id", Genre: list.UUID},
			{Cle: "libelle", Titre: "Paramétrage", SQL: "g.libelle", NonNul: true},
			{Cle: "partage", Titre: "Partagé", SQL: "g.partage", Genre: list.Booleen},
			{Cle: "mien", Titre: "Le mien", SQL: "false", Genre: list.Booleen, Fixe: true, Cachee: true},
			{Cle: "proprietaire", Titre: "Propriétaire", SQL: "g.proprietaire"},
			{Cle: "proprietaire_id", Titre: "Identifiant du propriétaire", SQL: "g.proprietaire_id", Genre: list.UUID, Cachee: true},
			{Cle: "session", Titre: "Identifiant de la session", SQL: "g.session_id", Genre: list.UUID, Cachee: true},
			{Cle: "session_code", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "g.session_id", Table: "session", Code: "code"}},
			{Cle: "filtre", Titre: "Filtre", SQL: "g.filtre", Fixe: true},
			{Cle: "modele", Titre: "Identifiant du modèle", SQL: "g.modele_id", Genre: list.UUID, Cachee: true},
			{Cle: "modele_libelle", Titre: "Modèle", SQL: "m.libelle", Via: []string{"m"}},
			{Cle: "signataire", Titre: "Signataire", SQL: "g.signataire", Genre: list.Choix, Valeurs: []string{"academie", "etablissement", "centre"}},
			{Cle: "regroupement", Titre: "Une lettre par", SQL: "g.regroupement", Genre: list.Choix, Valeurs: []string{"personne", "mission"}},
			{Cle: "ordre", Titre: "Ordre", SQL: "g.ordre", Genre: list.Choix, Valeurs: []string{"nom", "etablissement", "centre"}},
			{Cle: "copie_chef", Titre: "Copie au chef", SQL: "g.copie_chef", Genre: list.Booleen},
			{Cle: "langue", Titre: "Langue du courriel", SQL: "g.langue", Genre: list.Choix, Valeurs: []string{"fr", "fr_br", "fr_en"}},
			{Cle: "service", Titre: "Service", SQL: "g.service"},
			{Cle: "adresse", Titre: "Adresse", SQL: "g.adresse", Fixe: true},
			{Cle: "ville", Titre: "Ville", SQL: "g.ville"},
			{Cle: "contact", Titre: "Contact", SQL: "g.contact"},
			{Cle: "tel", Titre: "Téléphone", SQL: "g.tel"},
			{Cle: "mel", Titre: "Courriel", SQL: "g.mel"},
			{Cle: "reponse_jours", Titre: "Jours pour répondre", SQL: "g.reponse_jours", Genre: list.Nombre},
			{Cle: "relance_jours", Titre: "Relance tous les (jours)", SQL: "g.relance_jours", Genre: list.Nombre},
			{Cle: "maj_le", Titre: "Modifié le", SQL: "g.maj_le", Genre: list.Instant},
			{Cle: "version", Titre: "Version", SQL: "g.version", Genre: list.Nombre, Cachee: true},
		},
	},
}
