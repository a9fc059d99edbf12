package convocation

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
)

// source is what one affectation says to a letter.
type source struct {
	ID, IntervenantID, SessionID, MissionID uuid.UUID
	Etat, EtatMission, EtatPersonne, Role   string
	Numero                                  int64
	Civilite, Nom, Prenom, Mel              string
	Adresse, CodePostal, Commune            string
	EtablissementID, CentreEtablissementID  *uuid.UUID
	Etablissement, EtAdresse, EtCp, EtVille string
	Session, SessionCode                    string
	Examen, Specialite, Epreuve, Type       string
	Jury, Commission, Consigne              string
	CeCode, CeNom, CeAdresse, CeCp, CeVille string
	Fuseau                                  string
	Creneaux                                []byte
	Debut                                   time.Time
	Academie                                string // label
	Suite                                   int    // of its events in a calendar, after the letters of before
}

// sources reads affectations, in the order of the ids.
func sources(ctx context.Context, r db.Reader, academie string, ids []uuid.UUID) ([]source, error) {
	return db.Query[source](ctx, r, `SELECT a.id, a.intervenant_id, a.session_id, a.mission_id, a.etat, m.etat AS etat_mission, i.etat AS etat_personne, a.role,
			coalesce(i.numero, 0) AS numero, coalesce(i.civilite, '') AS civilite, i.nom, i.prenom, coalesce(i.mel, '') AS mel,
			coalesce(i.adresse, '') AS adresse, coalesce(i.code_postal, '') AS code_postal, coalesce(i.commune, '') AS commune,
			e.id AS etablissement_id, ce.etablissement_id AS centre_etablissement_id, coalesce(e.nom, '') AS etablissement, coalesce(e.adresse, '') AS et_adresse, coalesce(e.code_postal, '') AS et_cp,
			coalesce(e.commune, '') AS et_ville, s.libelle AS session, s.code AS session_code, coalesce(x.libelle, '') AS examen, coalesce(sp.libelle, '') AS specialite,
			coalesce(o.libelle || CASE WHEN o.epreuve <> '' THEN ' (' || o.epreuve || ')' ELSE '' END, '') AS epreuve, t.libelle AS type,
			coalesce(j.libelle, '') AS jury, coalesce('Commission ' || co.code, '') AS commission, coalesce(xc.texte, m.consigne, '') AS consigne,
			coalesce(ce.code, '') AS ce_code, coalesce(ce.libelle, '') AS ce_nom, coalesce(ce.adresse, ec.adresse, '') AS ce_adresse,
			coalesce(ce.code_postal, ec.code_postal, '') AS ce_cp, coalesce(ce.commune, ec.commune, '') AS ce_ville, coalesce(ce.fuseau, ac.fuseau) AS fuseau,
			convert_to(coalesce((SELECT json_agg(json_build_object('id', c.id, 'debut', c.debut, 'fin', c.fin, 'sur_place', c.sur_place) ORDER BY c.debut, c.id)
			  FROM creneau c WHERE c.academie = a.academie AND c.mission_id = a.mission_id), '[]')::text, 'UTF8') AS creneaux, a.debut, ac.libelle AS academie,
			coalesce((SELECT max(k.sequence) + 1 FROM convocation_mission km JOIN convocation k ON k.academie = km.academie AND k.id = km.convocation_id
			  WHERE km.academie = a.academie AND km.affectation_id = a.id), 0) AS suite
		FROM unnest($2::uuid[]) WITH ORDINALITY AS choix(id, rang)
		JOIN affectation a ON a.academie = $1 AND a.id = choix.id
		JOIN academie ac ON ac.code = a.academie
		JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
		JOIN session s ON s.academie = a.academie AND s.id = a.session_id
		JOIN intervenant i ON i.academie = a.academie AND i.id = a.intervenant_id
		JOIN type_mission t ON t.academie = a.academie AND t.code = m.type
		LEFT JOIN consigne_affectation xc ON xc.academie = a.academie AND xc.affectation_id = a.id
		LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
		LEFT JOIN etablissement ec ON ec.academie = ce.academie AND ec.id = ce.etablissement_id
		LEFT JOIN jury j ON j.academie = m.academie AND j.id = m.jury_id
		LEFT JOIN commission co ON co.academie = m.academie AND co.id = m.commission_id
		LEFT JOIN examen x ON x.academie = m.academie AND x.code = m.examen
		LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
		LEFT JOIN specialite sp ON sp.academie = o.academie AND sp.examen = o.examen AND sp.code = o.specialite
		LEFT JOIN rattachement r ON r.academie = a.academie AND r.intervenant_id = a.intervenant_id AND r.type = 'principal'
		LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		ORDER BY choix.rang`, academie, ids)
}

// refus says why an affectation cannot be convoked; empty when it can.
func (s *source) refus() string {
	switch {
	case s.Etat == "convoquee":
		return "Déjà convoquée pour cette mission."
	case s.Etat != "affectee":
		return "N’est plus affectée à cette mission."
	case s.EtatMission != "ouverte":
		return "La mission n’est pas ouverte."
	case s.EtatPersonne == "historise":
		return "La personne n’est plus dans le vivier."
	case s.CeCode == "":
		return "La mission n’a pas de centre."
	}
	return ""
}

func (s *source) mission() (lettre.Mission, error) {
	m := lettre.Mission{ID: s.ID.String(), Session: s.Session, Examen: s.Examen, Specialite: s.Specialite, Epreuve: s.Epreuve, Type: s.Type,
		Role: s.Role, Jury: s.Jury, Commission: s.Commission, Consignes: s.Consigne,
		Centre: lettre.Centre{Code: s.CeCode, Nom: s.CeNom, Adresse: adresse(s.CeAdresse, s.CeCp, s.CeVille), Fuseau: s.Fuseau}}
	return m, json.Unmarshal(s.Creneaux, &m.Creneaux)
}

// destinataire is reached at her school; at home only when she has none.
func (s *source) destinataire() lettre.Destinataire {
	d := lettre.Destinataire{Numero: fmt.Sprint(s.Numero), Civilite: s.Civilite, Nom: s.Nom, Prenom: s.Prenom, Etablissement: s.Etablissement}
	if s.EtablissementID != nil {
		d.Adresse = append([]string{s.Etablissement}, adresse(s.EtAdresse, s.EtCp, s.EtVille)...)
		return d
	}
	d.Adresse = adresse(s.Adresse, s.CodePostal, s.Commune)
	return d
}

func adresse(rue, cp, ville string) []string {
	return append(lignes(rue), lignes(strings.TrimSpace(cp+" "+ville))...)
}

// composer makes the letter of a group of affectations of one person. Number, token and date are the caller's.
func composer(groupe []*source, r Reglages, signature *Signature) (lettre.Lettre, error) {
	s := groupe[0]
	l := lettre.Lettre{Version: lettre.Originale, Destinataire: s.destinataire(),
		Service: lettre.Service{Academie: s.Academie, Nom: r.Service, Adresse: lignes(r.Adresse), Ville: r.Ville, Contact: r.Contact, Tel: r.Tel, Mel: r.Mel}}
	if signature != nil {
		l.Signataire = lettre.Signataire{Qualite: signature.Qualite, Nom: signature.Nom, Image: signature.image}
	}
	if r.CopieChef && s.Etablissement != "" {
		l.Copies = append(l.Copies, "chef d’établissement ("+s.Etablissement+")")
	}
	for _, x := range groupe {
		m, err := x.mission()
		if err != nil {
			return l, err
		}
		l.Missions = append(l.Missions, m)
	}
	return l, nil
}
