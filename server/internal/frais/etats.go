package frais

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// Etats of a part, in the order of its life.
var Etats = []string{"non_effectuee", "effectuee", "a_valider", "valide", "transmis", "accepte", "rejete", "annule", "sans_objet", "invalidable", "non_fait"}

// EtatsFrais is the list of états de frais, with the state and the amount of both parts.
var EtatsFrais = list.Liste{
	Operation: "ListerEtatsFrais",
	Portee: func(p *access.Principal) list.Portee {
		return list.Portee(p.SurIntervenant("e.academie", "e.intervenant_id"))
	},
	Definition: &list.Definition{
		Ressource: "etats-frais", Base: "etat_frais e", Alias: "e", Tri: "nom,prenom,jour",
		Jointures: []list.Jointure{
			{Alias: "a", SQL: "JOIN affectation a ON a.academie = e.academie AND a.id = e.affectation_id"},
			{Alias: "s", SQL: "JOIN session s ON s.academie = e.academie AND s.id = e.session_id"},
			{Alias: "m", SQL: "JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id"},
			{Alias: "r", SQL: "JOIN efm_part r ON r.academie = e.academie AND r.etat_frais_id = e.id AND r.genre = 'remuneration'"},
			{Alias: "d", SQL: "JOIN efm_part d ON d.academie = e.academie AND d.etat_frais_id = e.id AND d.genre = 'deplacement'"},
			{Alias: "tm", SQL: "JOIN type_mission tm ON tm.academie = m.academie AND tm.code = m.type", Apres: []string{"m"}},
			{Alias: "ce", SQL: "LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id", Apres: []string{"m"}},
			{Alias: "x", SQL: "LEFT JOIN examen x ON x.academie = m.academie AND x.code = m.examen", Apres: []string{"m"}},
			{Alias: "o", SQL: "LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id", Apres: []string{"m"}},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(a.nom || ' ' || a.prenom)", Via: []string{"a"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "e.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "e.session_id", Table: "session", Code: "code"}},
			{Cle: "intervenant", Titre: "Intervenant", SQL: "e.intervenant_id", Genre: list.UUID},
			{Cle: "nom", Titre: "Nom", SQL: "a.nom", Via: []string{"a"}}, {Cle: "prenom", Titre: "Prénom", SQL: "a.prenom", Via: []string{"a"}},
			{Cle: "jour", Titre: "Jour", SQL: "e.jour", Genre: list.Date, NonNul: true},
			{Cle: "mission", Titre: "Mission", SQL: "e.mission_id", Genre: list.UUID},
			{Cle: "type_mission_libelle", Titre: "Type de mission", SQL: "tm.libelle", Via: []string{"tm"}},
			{Cle: "examen", Titre: "Code examen", SQL: "m.examen", Via: []string{"m"}}, {Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "centre", Titre: "Code centre", SQL: "ce.code", Via: []string{"ce"}}, {Cle: "centre_nom", Titre: "Centre", SQL: "ce.libelle", Via: []string{"ce"}},
			{Cle: "rem_etat", Titre: "Rémunération", SQL: "r.etat", Genre: list.Choix, Valeurs: Etats, Via: []string{"r"}},
			{Cle: "rem_montant", Titre: "Montant de la rémunération", SQL: "r.montant", Genre: list.Nombre, Via: []string{"r"}},
			{Cle: "dep_etat", Titre: "Déplacement", SQL: "d.etat", Genre: list.Choix, Valeurs: Etats, Via: []string{"d"}},
			{Cle: "dep_montant", Titre: "Montant du déplacement", SQL: "d.montant", Genre: list.Nombre, Via: []string{"d"}},
			{Cle: "devise", Titre: "Devise", SQL: "r.devise", Via: []string{"r"}},
			{Cle: "nb_anomalies", Titre: "Anomalies", SQL: "(cardinality(r.anomalies) + cardinality(d.anomalies))", Genre: list.Nombre, Via: []string{"r", "d"}},
			{Cle: "anomalies", Titre: "Lesquelles", SQL: "nullif(array_to_string(r.anomalies || d.anomalies, ','), '')", Via: []string{"r", "d"}},
			{Cle: "version", Titre: "Version", SQL: "e.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerEtatsFrais answers GET /etats-frais.
func (a API) ListerEtatsFrais(ctx context.Context, r api.ListerEtatsFraisRequestObject) (api.ListerEtatsFraisResponseObject, error) {
	res, err := list.Lire[api.EtatFrais](ctx, a.Base, EtatsFrais, list.Params(r.Params))
	return api.ListerEtatsFrais200JSONResponse(res), err
}

// LireEtatFrais answers GET /etats-frais/{id}. It returns fail.NotFound.
func (a API) LireEtatFrais(ctx context.Context, r api.LireEtatFraisRequestObject) (api.LireEtatFraisResponseObject, error) {
	d, err := a.detail(ctx, r.Id)
	return api.LireEtatFrais200JSONResponse(d), err
}

func (a API) detail(ctx context.Context, id uuid.UUID) (api.EtatFraisDetail, error) {
	e, ok, err := list.Un[api.EtatFrais](ctx, a.Base, EtatsFrais, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cet état de frais")
	}
	d := api.EtatFraisDetail{Etat: e}
	if err != nil {
		return d, err
	}
	p := access.De(ctx)
	err = a.Base.Lire(ctx, p.Academie, func(l db.Reader) (err error) {
		if d.Parts, err = parts(ctx, l, p.Academie, id); err != nil {
			return err
		}
		k, constate, err := db.One[api.Constat](ctx, l, sqlConstat, p.Academie, id)
		if err != nil {
			return err
		}
		if constate {
			d.Constat = &k
		}
		return declaration(ctx, l, p.Academie, id, &d)
	})
	return d, err
}

const sqlConstat = `SELECT a.id, a.mission_id AS mission, a.intervenant_id AS intervenant, a.nom, a.prenom, a.role, a.debut, a.fin, ce.fuseau,
	forme_constat(t.remuneration, o.nature) AS forme, k.fait, k.copies, k.candidats, k.minutes, k.demandes, k.coefficient, k.remplacant, k.observation, k.saisi_par, k.saisi_le,
	EXISTS (SELECT 1 FROM constat_signature s WHERE s.academie = a.academie AND s.mission_id = a.mission_id) AS signe, k.version
	FROM etat_frais e JOIN affectation a ON a.academie = e.academie AND a.id = e.affectation_id JOIN constat k ON k.academie = a.academie AND k.affectation_id = a.id
	JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
	LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id WHERE e.academie = $1 AND e.id = $2`

// declaration adds the travel claim of the day, or what the mission lets one expect.
func declaration(ctx context.Context, l db.Reader, academie string, id uuid.UUID, d *api.EtatFraisDetail) error {
	x, ok, err := db.One[struct {
		Depart, Retour                                     *string
		Trajets                                            []byte
		Convenance                                         *bool
		Repas, RepasRa, RepasOfferts, Nuits, NuitsOffertes *int
		Observation                                        *string
		Metres                                             *int
		Methode                                            *api.MethodeDistance
		DepartPropose, RetourPropose                       string
	}](ctx, l, `SELECT to_char(x.depart, 'YYYY-MM-DD"T"HH24:MI') AS depart, to_char(x.retour, 'YYYY-MM-DD"T"HH24:MI') AS retour, x.trajets, x.convenance, x.repas, x.repas_ra, x.repas_offerts, x.nuits,
		x.nuits_offertes, x.observation, dt.metres, dt.methode,
		to_char((a.debut AT TIME ZONE ce.fuseau) - interval '1 hour', 'YYYY-MM-DD"T"HH24:MI') AS depart_propose, to_char((a.fin AT TIME ZONE ce.fuseau) + interval '1 hour', 'YYYY-MM-DD"T"HH24:MI') AS retour_propose
		FROM etat_frais e JOIN efm_part p ON p.academie = e.academie AND p.etat_frais_id = e.id AND p.genre = 'deplacement'
		JOIN affectation a ON a.academie = e.academie AND a.id = e.affectation_id JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
		LEFT JOIN deplacement x ON x.academie = p.academie AND x.part_id = p.id LEFT JOIN distance dt ON dt.academie = p.academie AND dt.id = x.distance_id
		WHERE e.academie = $1 AND e.id = $2`, academie, id)
	if err != nil || !ok {
		return err
	}
	recus, err := db.Query[api.JustificatifFrais](ctx, l, `SELECT j.nature, j.nom, j.depose_par, j.depose_le, f.controle FROM justificatif j JOIN efm_part p ON p.academie = j.academie AND p.id = j.part_id
		JOIN fichier f ON f.academie = j.academie AND f.id = j.fichier_id
		WHERE j.academie = $1 AND p.etat_frais_id = $2 ORDER BY j.nature`, academie, id)
	if err != nil {
		return err
	}
	d.Justificatifs = &recus
	d.DepartPropose, d.RetourPropose, d.Metres, d.DistanceMethode = &x.DepartPropose, &x.RetourPropose, x.Metres, x.Methode
	if x.Depart == nil {
		return nil
	}
	c := api.DeclarationDeplacement{Depart: *x.Depart, Retour: *x.Retour, Convenance: x.Convenance, Repas: x.Repas, RepasRa: x.RepasRa, RepasOfferts: x.RepasOfferts, Nuits: x.Nuits,
		NuitsOffertes: x.NuitsOffertes, Observation: x.Observation}
	d.Deplacement = &c
	return json.Unmarshal(x.Trajets, &c.Trajets)
}
