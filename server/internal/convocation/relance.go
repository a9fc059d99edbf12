package convocation

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/journal"
)

// sansReponse are the letters in force that wait for an answer.
const sansReponse = `c.etat IN ('editee', 'envoyee', 'ouverte') AND c.type <> 'annulation'`

// RelancerConvocations answers POST /convocations/relances: those of the selection that are in force and unanswered, once a
// day at most. simulation counts and sends nothing.
func (a API) RelancerConvocations(ctx context.Context, r api.RelancerConvocationsRequestObject) (api.RelancerConvocationsResponseObject, error) {
	p := access.De(ctx)
	choix, args, err := Convocations.Choisir(p, r.Body.Selection)
	if err != nil {
		return nil, err
	}
	var bilan api.BilanRelances
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) (err error) {
		bilan, err = a.relancer(ctx, tx, `c.id IN (`+choix+`)`, args, valeur(r.Body.Simulation, false))
		return err
	})
	return api.RelancerConvocations200JSONResponse(bilan), err
}

// Relancer is a round: it reminds, in every académie, those whose delay to answer is over, as often as the settings of their
// run say, until their mission. Done by two servers at once, it reminds each once.
func (a API) Relancer(ctx context.Context) error {
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "relance automatique"})
	const dues = `c.reponse_avant < current_date AND c.debut > now() AND EXISTS (SELECT 1 FROM traitement_convocation t WHERE t.academie = c.academie AND t.id = c.traitement_id
		AND coalesce((t.reglages->>'relance_jours')::integer, 0) > 0 AND coalesce(c.relancee_le, '-infinity') <= now() - make_interval(days => (t.reglages->>'relance_jours')::integer))`
	var academies []struct{ Academie string }
	err := a.Base.Across(ctx, "relance automatique", func(r db.Reader) (err error) {
		academies, err = db.Query[struct{ Academie string }](ctx, r, `SELECT DISTINCT c.academie FROM convocation c WHERE `+sansReponse+` AND `+dues)
		return err
	})
	for _, x := range academies {
		if err == nil {
			err = a.Base.InAcademie(ctx, x.Academie, func(tx *db.Tx) error {
				_, err := a.relancer(ctx, tx, dues, nil, false)
				return err
			})
		}
	}
	return err
}

type aRelancer struct {
	ID, IntervenantID uuid.UUID
	Numero, Nom, Mel  string
	ReponseAvant      time.Time
	Contenu           []byte
	Jour              string
	Deja              bool
}

// relancer reminds the letters without an answer that a condition chooses.
func (a API) relancer(ctx context.Context, tx *db.Tx, condition string, args []any, simulation bool) (bilan api.BilanRelances, err error) {
	lues, err := db.Query[aRelancer](ctx, tx.Reader, `SELECT c.id, c.intervenant_id, c.numero, c.reponse_avant, c.prenom || ' ' || c.nom AS nom, coalesce(i.mel, '') AS mel, convert_to(c.contenu::text, 'UTF8') AS contenu,
			to_char(now() AT TIME ZONE ac.fuseau, 'YYYY-MM-DD') AS jour, coalesce((c.relancee_le AT TIME ZONE ac.fuseau)::date = (now() AT TIME ZONE ac.fuseau)::date, false) AS deja
		FROM convocation c JOIN intervenant i ON i.academie = c.academie AND i.id = c.intervenant_id JOIN academie ac ON ac.code = c.academie
		WHERE c.academie = $`+plus(args, 1)+` AND `+sansReponse+` AND `+condition+` ORDER BY c.id FOR UPDATE OF c`, append(args, tx.Academie)...)
	if err != nil {
		return bilan, err
	}
	var messages []courriel.Message
	var ids []uuid.UUID
	bilan.Lignes = len(lues)
	for _, l := range lues {
		switch {
		case l.Deja:
			bilan.Deja++
		case !courriel.Adresse(l.Mel):
			bilan.SansMel++
		default:
			m, err := a.messageRelance(l)
			if err != nil {
				return bilan, err
			}
			messages, ids = append(messages, m), append(ids, l.ID)
		}
	}
	bilan.Relancees = len(messages)
	if simulation || len(messages) == 0 {
		return bilan, nil
	}
	if _, err := tx.Exec(ctx, `UPDATE convocation SET relancee_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND id = ANY ($2)`, tx.Academie, ids); err != nil {
		return bilan, err
	}
	if _, err := a.Poste.Poster(ctx, tx, messages...); err != nil {
		return bilan, err
	}
	return bilan, journal.Ecrire(ctx, tx, journal.Ligne{Action: "relance", Objet: "convocation", ObjetID: "selection", Apres: map[string]any{"convocations": ids}})
}

func (a API) messageRelance(l aRelancer) (m courriel.Message, err error) {
	var contenu lettre.Lettre
	if err := json.Unmarshal(l.Contenu, &contenu); err != nil {
		return m, err
	}
	m = courriel.Message{Genre: "relance_convocation", Objet: "convocation", ObjetID: l.ID.String(), Cle: "relance/" + l.ID.String() + "/" + l.Jour, Intervenant: &l.IntervenantID, Destinataire: l.Mel, Nom: l.Nom, Priorite: 3,
		Sujet: "Votre réponse est attendue – convocation n° " + l.Numero,
		Corps: fmt.Sprintf("Bonjour %s,\n\nVous n’avez pas encore accusé réception de la convocation n° %s. Ouvrez-la et répondez-y en ligne :\n%s/activites/missions-consultation\n\n%s\n%s\n",
			l.Nom, l.Numero, a.URL, contenu.Service.Nom, strings.Join(nonVides(contenu.Service.Contact, contenu.Service.Tel, contenu.Service.Mel), ", "))}
	if courriel.Adresse(contenu.Service.Mel) {
		m.RepondreA = contenu.Service.Mel
	}
	return m, nil
}
