package suivi

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/frais"
	"imagin/server/internal/frais/calcul"
	"imagin/server/internal/journal"
)

// The kinds of reminder; the key of each holds the day, so that one day reminds once, whoever asks.
const (
	RelanceDeclarations = "relance_frais"
	RelanceConstats     = "relance_constats"
)

// retard is somebody to remind, and of how many things.
type retard struct {
	ID          uuid.UUID
	Nom         string
	Mel         *string
	MelService  *string
	N           int
	Depuis      time.Time
	Intervenant *uuid.UUID
	Deja        bool
}

// Journeys of missions that ended a day ago or more, by person.
const sqlDeclarations = `SELECT i.id, i.prenom || ' ' || i.nom AS nom, i.mel, (SELECT g.mel_service FROM regle_disponibilite g WHERE g.academie = $1) AS mel_service, count(*)::int AS n, min(v.jour) AS depuis, i.id AS intervenant,
	EXISTS (SELECT 1 FROM courriel k WHERE k.academie = $1 AND k.cle = $3 || '/' || i.id || '/' || $4) AS deja
	FROM suivi_frais v JOIN intervenant i ON i.academie = v.academie AND i.id = v.intervenant_id
	WHERE v.academie = $1 AND ($2::uuid IS NULL OR v.session_id = $2) AND v.genre = 'deplacement' AND v.etat = 'effectuee' AND v.jour < $5::date AND ($6::text[] IS NULL OR v.examen IS NULL OR v.examen = ANY ($6))
	GROUP BY i.academie, i.id, i.prenom, i.nom, i.mel ORDER BY i.nom, i.prenom, i.id`

// People convoked whose service nobody has told of, by centre.
const sqlConstats = `SELECT c.id, c.libelle AS nom, coalesce(nullif(replace(coalesce((SELECT g.mel_etablissement FROM regle_disponibilite g WHERE g.academie = $1), ''), '{uai}', lower(et.uai)), ''), NULL) AS mel,
	(SELECT g.mel_service FROM regle_disponibilite g WHERE g.academie = $1) AS mel_service, count(*)::int AS n, min(a.debut) AS depuis, NULL::uuid AS intervenant,
	EXISTS (SELECT 1 FROM courriel k WHERE k.academie = $1 AND k.cle = $3 || '/' || c.id || '/' || $4) AS deja
	FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
	LEFT JOIN etablissement et ON et.academie = c.academie AND et.id = c.etablissement_id
	WHERE a.academie = $1 AND ($2::uuid IS NULL OR a.session_id = $2) AND a.etat IN ('convoquee', 'effectuee', 'non_effectuee') AND a.fin < $5::date AND ($6::text[] IS NULL OR m.examen IS NULL OR m.examen = ANY ($6))
		AND EXISTS (SELECT 1 FROM etat_frais e WHERE e.academie = a.academie AND e.affectation_id = a.id)
		AND NOT EXISTS (SELECT 1 FROM constat k WHERE k.academie = a.academie AND k.affectation_id = a.id)
	GROUP BY c.academie, c.id, c.libelle, et.uai ORDER BY c.libelle, c.id`

// RelancerFrais answers POST /suivi-financier/relances. simulation counts and sends nothing.
func (a API) RelancerFrais(ctx context.Context, r api.RelancerFraisRequestObject) (api.RelancerFraisResponseObject, error) {
	b := r.Body
	ajout := ""
	if b.Message != nil {
		ajout = strings.TrimSpace(*b.Message)
	}
	var rapport api.RapportRelanceFrais
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) (err error) {
		rapport, err = a.relancer(ctx, tx, b.Quoi, b.Session, habilites(access.De(ctx)), ajout, b.Simulation != nil && *b.Simulation)
		return err
	})
	return api.RelancerFrais200JSONResponse(rapport), err
}

func (a API) relancer(ctx context.Context, tx *db.Tx, quoi api.DemandeRelanceFraisQuoi, session *uuid.UUID, examens []string, ajout string, simulation bool) (api.RapportRelanceFrais, error) {
	r := api.RapportRelanceFrais{SansAdresse: []string{}}
	jour := time.Now().UTC().Format(time.DateOnly)
	sql, genre, ecrire := sqlDeclarations, RelanceDeclarations, (*retard).declarations
	if quoi == api.DemandeRelanceFraisQuoiConstats {
		sql, genre, ecrire = sqlConstats, RelanceConstats, (*retard).constats
	}
	retards, err := db.Query[retard](ctx, tx.Reader, sql, tx.Academie, session, genre, jour, jour, examens)
	if err != nil {
		return r, err
	}
	var messages []courriel.Message
	for i := range retards {
		x := &retards[i]
		switch {
		case x.Mel == nil || !courriel.Adresse(*x.Mel):
			r.SansAdresse = append(r.SansAdresse, x.Nom)
		case x.Deja:
			r.Deja++
		default:
			m := ecrire(x, ajout)
			m.Genre, m.Cle = genre, genre+"/"+x.ID.String()+"/"+jour
			messages = append(messages, m)
			r.Objets += x.N
		}
	}
	r.Relances = len(messages)
	if simulation || len(messages) == 0 {
		return r, nil
	}
	if _, err := a.Poste.Poster(ctx, tx, messages...); err != nil {
		return r, err
	}
	return r, journal.Ecrire(ctx, tx, journal.Ligne{Action: "relance", Objet: "etat_frais", ObjetID: string(quoi), Apres: map[string]any{"courriels": len(messages), "objets": r.Objets}})
}

func (x *retard) declarations(ajout string) courriel.Message {
	n := "Un déplacement reste à déclarer"
	if x.N > 1 {
		n = fmt.Sprintf("%d déplacements restent à déclarer", x.N)
	}
	return x.message("intervenant", "Vos déplacements d’examen à déclarer", fmt.Sprintf(`Bonjour,

%s, depuis le %s.

Ouvrez IMAG’IN, activité « États de frais » : les heures et la distance sont déjà proposées, deux minutes suffisent. Sans déclaration, rien ne peut vous être remboursé.
`, n, x.Depuis.Format("02/01/2006")), ajout)
}

func (x *retard) constats(ajout string) courriel.Message {
	n := "Une personne convoquée dans votre centre attend"
	if x.N > 1 {
		n = fmt.Sprintf("%d personnes convoquées dans votre centre attendent", x.N)
	}
	return x.message("centre", "Service fait à constater – "+x.Nom, fmt.Sprintf(`Madame, Monsieur,

%s le constat de service fait, depuis le %s.

Ouvrez IMAG’IN, activité « Constat de service fait », puis signez chaque mission. Sans constat, les intervenants ne peuvent pas être payés.
`, n, x.Depuis.Format("02/01/2006")), ajout)
}

func (x *retard) message(objet, sujet, corps, ajout string) courriel.Message {
	if ajout != "" {
		corps += "\n" + ajout + "\n"
	}
	m := courriel.Message{Objet: objet, ObjetID: x.ID.String(), Intervenant: x.Intervenant, Destinataire: *x.Mel, Nom: x.Nom, Sujet: sujet, Corps: corps + "\nLa division des examens et concours\n"}
	if x.MelService != nil {
		m.RepondreA = *x.MelService
	}
	return m
}

// Ronde reminds by itself, in the académies that ask for it: the first day of each week, people and centres that are late.
func (a API) Ronde(ctx context.Context) error {
	if time.Now().UTC().Weekday() != time.Monday {
		return nil
	}
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "relances hebdomadaires"})
	var academies []string
	err := a.Base.Across(ctx, "relances hebdomadaires", func(r db.Reader) error {
		l, err := db.Query[struct{ Academie string }](ctx, r, `SELECT DISTINCT academie FROM bareme WHERE code = 'PARAM.RELANCE.HEBDO'`)
		for _, x := range l {
			academies = append(academies, x.Academie)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, aca := range academies {
		if err := a.Base.InAcademie(ctx, aca, func(tx *db.Tx) error { return a.hebdomadaire(ctx, tx) }); err != nil {
			return err
		}
	}
	return nil
}

func (a API) hebdomadaire(ctx context.Context, tx *db.Tx) error {
	b, err := frais.Bareme(ctx, tx.Reader, tx.Academie)
	if err != nil {
		return err
	}
	if t, err := b.Le("PARAM.RELANCE.HEBDO", calcul.JourDe(time.Now())); err != nil || t.Valeur == 0 {
		return nil //nolint:nilerr // no value that day: the académie asks for nothing
	}
	for _, quoi := range []api.DemandeRelanceFraisQuoi{api.DemandeRelanceFraisQuoiDeclarations, api.DemandeRelanceFraisQuoiConstats} {
		if _, err := a.relancer(ctx, tx, quoi, nil, nil, "", false); err != nil {
			return err
		}
	}
	return nil
}
