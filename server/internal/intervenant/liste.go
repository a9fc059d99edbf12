// Package intervenant holds the people who write, mark, question, preside and supervise: who they are, where they
// are attached, what they teach.
package intervenant

import (
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

var etats = []string{"actif", "ecarte", "historise"}

// Intervenants is the list of people, with their main establishment and discipline.
var Intervenants = list.Liste{
	Operation: "ListerIntervenants",
	Portee:    func(p *access.Principal) list.Portee { return list.Portee(p.SurIntervenant("i.academie", "i.id")) },
	Definition: &list.Definition{
		Ressource: "intervenants", Base: "intervenant i", Alias: "i", Tri: "nom,prenom",
		Jointures: []list.Jointure{
			{Alias: "r", SQL: "LEFT JOIN rattachement r ON r.academie = i.academie AND r.intervenant_id = i.id AND r.type = 'principal'"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id", Apres: []string{"r"}},
			{Alias: "d", SQL: "LEFT JOIN discipline d ON d.academie = r.academie AND d.code = r.discipline", Apres: []string{"r"}},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "i.id", Genre: list.UUID},
			{Cle: "numero", Titre: "Numéro", SQL: "i.numero", Genre: list.Nombre},
			{Cle: "civilite", Titre: "Civilité", SQL: "i.civilite"},
			{Cle: "nom", Titre: "Nom", SQL: "i.nom", NonNul: true},
			{Cle: "nom_patronymique", Titre: "Nom patronymique", SQL: "i.nom_patronymique"},
			{Cle: "prenom", Titre: "Prénom", SQL: "i.prenom", NonNul: true},
			{Cle: "date_naissance", Titre: "Date de naissance", SQL: "i.date_naissance", Genre: list.Date, Cachee: true},
			{Cle: "fonction", Titre: "Fonction", SQL: "i.fonction"},
			{Cle: "grade", Titre: "Grade", SQL: "i.grade"},
			{Cle: "discipline", Titre: "Discipline", SQL: "r.discipline", Via: []string{"r"}},
			{Cle: "discipline_libelle", Titre: "Libellé de la discipline", SQL: "d.libelle", Via: []string{"d"}},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "commune", Titre: "Commune", SQL: "coalesce(i.commune, e.commune)", Via: []string{"e"}},
			{Cle: "mel", Titre: "Courriel", SQL: "i.mel"},
			{Cle: "telephone", Titre: "Téléphone", SQL: "i.telephone"},
			{Cle: "origine", Titre: "Origine", SQL: "i.origine", Genre: list.Choix,
				Valeurs: []string{"EPP", "EPP_PRIVE", "AGAPE", "AGORA", "STS", "AAF", "SAISI"}},
			{Cle: "etat", Titre: "État", SQL: "i.etat", Genre: list.Choix, Valeurs: etats},
			{Cle: "corps", Titre: "Corps", SQL: "i.corps"},
			{Cle: "discipline_recrutement", Titre: "Discipline de recrutement", SQL: "i.discipline_recrutement"},
			{Cle: "position", Titre: "Position", SQL: "i.position"},
			{Cle: "position_le", Titre: "Position depuis le", SQL: "i.position_le", Genre: list.Date},
			{Cle: "adresse", Titre: "Adresse", SQL: "i.adresse", Cachee: true},
			{Cle: "code_postal", Titre: "Code postal", SQL: "i.code_postal", Cachee: true},
			{Cle: "code_commune", Titre: "Code commune", SQL: "i.code_commune", Cachee: true},
			{Cle: "saisis", Titre: "Champs corrigés à la main", SQL: "array_to_string(i.saisis, ',')", Cachee: true},
			{Cle: "cree_le", Titre: "Créé le", SQL: "i.cree_le", Genre: list.Instant, Cachee: true},
			{Cle: "version", Titre: "Version", SQL: "i.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

var jointureIntervenant = "JOIN intervenant i ON i.academie = r.academie AND i.id = r.intervenant_id"

// Rattachements is the list of people's establishments.
var Rattachements = list.Liste{
	Operation: "ListerRattachements",
	Portee: func(p *access.Principal) list.Portee {
		return enPlus("r.effectif", p.SurIntervenant("r.academie", "r.intervenant_id"))
	},
	Definition: &list.Definition{
		Ressource: "rattachements", Base: "rattachement r", Alias: "r", Tri: "type,etablissement",
		Jointures: []list.Jointure{
			{Alias: "i", SQL: jointureIntervenant},
			{Alias: "e", SQL: "JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id"},
			{Alias: "d", SQL: "LEFT JOIN discipline d ON d.academie = r.academie AND d.code = r.discipline"},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "r.id", Genre: list.UUID},
			{Cle: "intervenant", Titre: "Intervenant", SQL: "r.intervenant_id", Genre: list.UUID},
			{Cle: "intervenant_nom", Titre: "Nom", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}},
			{Cle: "etablissement", Titre: "Code établissement", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_nom", Titre: "Libellé établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "type", Titre: "Type", SQL: "r.type", Genre: list.Choix, Valeurs: []string{"principal", "secondaire"}},
			{Cle: "fonction", Titre: "Fonction", SQL: "r.fonction"},
			{Cle: "discipline", Titre: "Code discipline de poste", SQL: "r.discipline"},
			{Cle: "discipline_libelle", Titre: "Libellé discipline de poste", SQL: "d.libelle", Via: []string{"d"}},
			{Cle: "modalite", Titre: "Modalité", SQL: "r.modalite"},
			{Cle: "quotite", Titre: "Quotité (%)", SQL: "r.quotite", Genre: list.Nombre},
			{Cle: "debut", Titre: "Début", SQL: "r.debut", Genre: list.Date},
			{Cle: "fin", Titre: "Fin", SQL: "r.fin", Genre: list.Date},
			{Cle: "source", Titre: "Source", SQL: "r.source"},
		},
	},
}

// Enseignements is the list of what people teach: matière × MEF × modalité × établissement, for a school year.
var Enseignements = list.Liste{
	Operation: "ListerEnseignements",
	Portee: func(p *access.Principal) list.Portee {
		return enPlus("t.historise_le IS NULL", p.SurIntervenant("t.academie", "t.intervenant_id"))
	},
	Definition: &list.Definition{
		Ressource: "enseignements", Base: "enseignement t", Alias: "t", Tri: "-annee,matiere,mef",
		Jointures: []list.Jointure{
			{Alias: "i", SQL: "JOIN intervenant i ON i.academie = t.academie AND i.id = t.intervenant_id"},
			{Alias: "e", SQL: "JOIN etablissement e ON e.academie = t.academie AND e.id = t.etablissement_id"},
			{Alias: "ma", SQL: "JOIN matiere ma ON ma.academie = t.academie AND ma.code = t.matiere"},
			{Alias: "me", SQL: "JOIN mef me ON me.academie = t.academie AND me.code = t.mef"},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "t.id", Genre: list.UUID},
			{Cle: "intervenant", Titre: "Intervenant", SQL: "t.intervenant_id", Genre: list.UUID},
			{Cle: "intervenant_nom", Titre: "Nom", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}},
			{Cle: "annee", Titre: "Année", SQL: "t.annee", Genre: list.Nombre},
			{Cle: "matiere", Titre: "Code matière", SQL: "t.matiere"},
			{Cle: "matiere_libelle", Titre: "Matière", SQL: "ma.libelle", Via: []string{"ma"}},
			{Cle: "mef", Titre: "Code MEF", SQL: "t.mef"},
			{Cle: "mef_libelle", Titre: "MEF", SQL: "me.libelle", Via: []string{"me"}},
			{Cle: "modalite", Titre: "Modalité", SQL: "t.modalite"},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "structures", Titre: "Divisions et groupes", SQL: "array_to_string(t.structures, ', ')"},
			{Cle: "minutes", Titre: "Minutes par semaine", SQL: "t.millieme_heures * 60 / 1000", Genre: list.Nombre},
			{Cle: "co_enseignement", Titre: "Co-enseignement", SQL: "t.co_enseignement", Genre: list.Booleen},
		},
	},
}

// enPlus adds a condition of ours to what the principal may see.
func enPlus(condition string, c access.Condition) list.Portee {
	if c.SQL != "" {
		condition += " AND (" + c.SQL + ")"
	}
	return list.Portee{SQL: condition, Args: c.Args}
}
