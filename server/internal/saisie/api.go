// Package saisie follows what schools have to enter: who has finished, who is late, whom to remind.
package saisie

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// API holds the operations on the schools' word.
type API struct {
	Base  *db.DB
	Poste *courriel.Poste
}

// Relance is the kind of mail that reminds a school; its key holds the day, so that one day reminds once.
const Relance = "relance_competences"

const relances = "FROM courriel k WHERE k.academie = v.academie AND k.objet = 'saisie_competence' AND k.objet_id = v.id::text AND k.genre = '" + Relance + "'"

// SaisiesCompetences is the list of the schools concerned by the sessions being prepared.
var SaisiesCompetences = list.Liste{
	Operation: "ListerSaisiesCompetences",
	Portee: func(p *access.Principal) list.Portee {
		if p.Profil == "chef_etablissement" {
			return list.Portee{SQL: "v.etablissement_id = $1", Args: []any{p.Etablissement}}
		}
		return list.Portee{}
	},
	Definition: &list.Definition{
		Ressource: "saisies-competences", Base: "saisie_etablissement v", Alias: "v", Tri: "nom",
		Recherches: []list.Cherche{{SQL: "sans_accent(v.uai || ' ' || v.nom || ' ' || coalesce(v.commune, ''))"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "v.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session (identifiant)", SQL: "v.session_id", Genre: list.UUID, Cachee: true},
			{Cle: "session_code", Titre: "Session", SQL: "v.session_code"},
			{Cle: "etablissement", Titre: "Établissement (identifiant)", SQL: "v.etablissement_id", Genre: list.UUID, Cachee: true},
			{Cle: "uai", Titre: "UAI", SQL: "v.uai"},
			{Cle: "nom", Titre: "Établissement", SQL: "v.nom", NonNul: true},
			{Cle: "commune", Titre: "Commune", SQL: "v.commune"},
			{Cle: "etat", Titre: "Saisie", SQL: "v.etat", Genre: list.Choix, Valeurs: []string{"attendue", "terminee", "rouverte"}},
			{Cle: "declaree_le", Titre: "Déclarée le", SQL: "v.declaree_le", Genre: list.Instant},
			{Cle: "declaree_par", Titre: "Par", SQL: "v.declaree_par"},
			{Cle: "commentaire", Titre: "Commentaire", SQL: "v.commentaire"},
			{Cle: "personnels", Titre: "Personnels concernés", SQL: "v.personnels", Genre: list.Nombre},
			{Cle: "competences", Titre: "Compétences", SQL: "v.competences", Genre: list.Nombre},
			{Cle: "avis", Titre: "Avis donnés", SQL: "v.avis", Genre: list.Nombre},
			{Cle: "relances", Titre: "Relances", SQL: "(SELECT count(*) " + relances + ")", Genre: list.Nombre},
			{Cle: "relancee_le", Titre: "Dernière relance", SQL: "(SELECT max(k.cree_le) " + relances + ")", Genre: list.Instant},
			{Cle: "mel", Titre: "Adresse", SQL: "v.mel"},
		},
	},
}

// ListerSaisiesCompetences answers GET /saisies-competences.
func (a API) ListerSaisiesCompetences(ctx context.Context, r api.ListerSaisiesCompetencesRequestObject) (api.ListerSaisiesCompetencesResponseObject, error) {
	res, err := list.Lire[api.SaisieCompetences](ctx, a.Base, SaisiesCompetences, list.Params(r.Params))
	return api.ListerSaisiesCompetences200JSONResponse(res), err
}

// DeclarerSaisieCompetences answers POST /saisies-competences/declaration: the school has finished, or takes its word
// back. It returns fail.NotFound when the session does not concern the school.
func (a API) DeclarerSaisieCompetences(ctx context.Context, r api.DeclarerSaisieCompetencesRequestObject) (api.DeclarerSaisieCompetencesResponseObject, error) {
	p, b := access.De(ctx), r.Body
	etat := "rouverte"
	if b.Terminee {
		etat = "terminee"
	}
	var id uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		type vue struct {
			ID   uuid.UUID
			Etat string
		}
		v, ok, err := db.One[vue](ctx, tx.Reader, `SELECT id, etat FROM saisie_etablissement WHERE academie = $1 AND session_id = $2 AND etablissement_id = $3`,
			p.Academie, b.Session, p.Etablissement)
		if err == nil && !ok {
			err = fail.New(fail.NotFound, "introuvable", "Cette session n’est plus ouverte, ou ne concerne aucun personnel de votre établissement.")
		}
		if id = v.ID; err != nil || v.Etat == etat {
			return err
		}
		if v.Etat == "attendue" && !b.Terminee {
			return fail.New(fail.Conflict, "saisie.ouverte", "La saisie n’a pas encore été déclarée terminée : il n’y a rien à rouvrir.")
		}
		ecrire := `UPDATE saisie_competence SET etat = $4, commentaire = nullif(trim($5), ''), declaree_par = $6, declaree_le = now(), maj_le = now(), version = version + 1
			WHERE academie = $1 AND session_id = $2 AND etablissement_id = $3`
		if v.Etat == "attendue" {
			ecrire = `INSERT INTO saisie_competence (academie, session_id, etablissement_id, etat, commentaire, declaree_par) VALUES ($1, $2, $3, $4, nullif(trim($5), ''), $6)`
		}
		if _, err := tx.Exec(ctx, ecrire, p.Academie, b.Session, p.Etablissement, etat, b.Commentaire, tx.Acteur.Qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "declaration", Objet: "saisie_competence", ObjetID: id.String(),
			Avant: map[string]any{"etat": v.Etat}, Apres: map[string]any{"etat": etat, "uai": p.Uai}})
	})
	if err != nil {
		return nil, err
	}
	s, _, err := list.Un[api.SaisieCompetences](ctx, a.Base, SaisiesCompetences, id)
	return api.DeclarerSaisieCompetences200JSONResponse(s), err
}

type retard struct {
	ID                      uuid.UUID
	Uai, Nom, Session       string
	Mel, MelService         *string
	Competences, Personnels int
	Deja                    bool
}

// RelancerSaisiesCompetences answers POST /saisies-competences/relance: one mail a day at most to each school that is
// late. simulation counts and sends nothing.
func (a API) RelancerSaisiesCompetences(ctx context.Context, r api.RelancerSaisiesCompetencesRequestObject) (api.RelancerSaisiesCompetencesResponseObject, error) {
	p, b := access.De(ctx), r.Body
	res := api.RapportRelance{SansAdresse: []string{}}
	jour := time.Now().UTC().Format(time.DateOnly)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		var choisis []uuid.UUID
		if b.Etablissements != nil {
			choisis = *b.Etablissements
		}
		retards, err := db.Query[retard](ctx, tx.Reader, `SELECT v.id, v.uai, v.nom, s.libelle AS session, v.mel, g.mel_service, v.competences, v.personnels,
				EXISTS (SELECT 1 FROM courriel k WHERE k.academie = v.academie AND k.cle = $4 || v.id || '/' || $5) AS deja
			FROM saisie_etablissement v JOIN session s ON s.academie = v.academie AND s.id = v.session_id JOIN regle_disponibilite g ON g.academie = v.academie
			WHERE v.academie = $1 AND v.session_id = $2 AND v.etat <> 'terminee' AND ($3::uuid[] IS NULL OR v.etablissement_id = ANY ($3)) ORDER BY v.uai`,
			p.Academie, b.Session, choisis, Relance+"/", jour)
		if err != nil {
			return err
		}
		var messages []courriel.Message
		for _, x := range retards {
			switch {
			case x.Mel == nil || !courriel.Adresse(*x.Mel):
				res.SansAdresse = append(res.SansAdresse, x.Uai)
			case x.Deja:
				res.Deja++
			default:
				messages = append(messages, x.message(jour, b.Message))
			}
		}
		res.Relances = len(messages)
		if b.Simulation != nil && *b.Simulation || len(messages) == 0 {
			return nil
		}
		if _, err := a.Poste.Poster(ctx, tx, messages...); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "relance", Objet: "saisie_competence", ObjetID: b.Session.String(), Apres: map[string]any{"etablissements": len(messages)}})
	})
	return api.RelancerSaisiesCompetences200JSONResponse(res), err
}
