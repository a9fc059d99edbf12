package disponibilite

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
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// DonnerAvisDispense answers POST /dispenses/{id}/avis: the chef's word, which he gives without the medical motive unless
// the person opened it to him. It returns fail.NotFound, fail.Stale, fail.Conflict once the word was given.
func (a API) DonnerAvisDispense(ctx context.Context, r api.DonnerAvisDispenseRequestObject) (api.DonnerAvisDispenseResponseObject, error) {
	p, b := access.De(ctx), r.Body
	err := a.changer(ctx, r.Id, b.Version, func(tx *db.Tx, d ligneDispense) error {
		if d.Etat != "demandee" {
			return fail.New(fail.Conflict, "dispense.avis_donne", "L’avis a déjà été rendu, ou la demande n’est plus à l’étude.")
		}
		if _, err := tx.Exec(ctx, `UPDATE dispense SET etat = 'avis_rendu', avis = $3, avis_motif = nullif(trim($4), ''), avis_par = $5, avis_le = now(), version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2`, p.Academie, r.Id, string(b.Avis), b.Motif, tx.Acteur.Qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, passage(r.Id, d.Etat, "avis_rendu", string(b.Avis)))
	})
	if err != nil {
		return nil, err
	}
	d, err := a.lireDispense(ctx, r.Id, false)
	return api.DonnerAvisDispense200JSONResponse(d), err
}

// DeciderDispense answers POST /dispenses/{id}/decision; the answer leaves by mail in the same transaction. It returns
// fail.NotFound, fail.Stale, fail.Invalid for a refusal without an answer, fail.Conflict while the chef may still say.
func (a API) DeciderDispense(ctx context.Context, r api.DeciderDispenseRequestObject) (api.DeciderDispenseResponseObject, error) {
	p, b := access.De(ctx), r.Body
	reponse := ""
	if b.Reponse != nil {
		reponse = strings.TrimSpace(*b.Reponse)
	}
	if !b.Accordee && reponse == "" {
		return nil, fail.New(fail.Invalid, "dispense.reponse", "Un refus se motive : la personne lira votre réponse.", fail.Field{Pointer: "/reponse", Code: "required", Message: "ce champ est requis"})
	}
	etat := "refusee"
	if b.Accordee {
		etat = "accordee"
	}
	err := a.changer(ctx, r.Id, b.Version, func(tx *db.Tx, d ligneDispense) error {
		if d.Etat == etat || d.Etat == "retiree" {
			return fail.New(fail.Conflict, "dispense.decidee", "Cette demande n’attend plus cette décision.")
		}
		if d.Etat == "demandee" {
			if err := passerOutre(ctx, tx, p, r.Id, d); err != nil {
				return err
			}
		}
		var scelle []byte
		if reponse != "" {
			scelle = a.Coffre.Chiffrer([]byte(reponse), lieuDispense(p.Academie, r.Id)+"/reponse")
		}
		if _, err := tx.Exec(ctx, `UPDATE dispense SET etat = $3, reponse = $4, decision_par = $5, decision_le = now(), version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2`, p.Academie, r.Id, etat, scelle, tx.Acteur.Qui); err != nil {
			return err
		}
		if err := a.repondre(ctx, tx, r.Id, d.IntervenantID, d.Version, b.Accordee, reponse); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, passage(r.Id, d.Etat, etat, ""))
	})
	if err != nil {
		return nil, err
	}
	d, err := a.lireDispense(ctx, r.Id, false)
	return api.DeciderDispense200JSONResponse(d), err
}

// passerOutre writes that the chef did not say in time, or that nobody is there to say: the state is not skipped.
func passerOutre(ctx context.Context, tx *db.Tx, p *access.Principal, id uuid.UUID, d ligneDispense) error {
	type delai struct {
		Echu, Chef bool
		Avant      time.Time
	}
	x, _, err := db.One[delai](ctx, tx.Reader, `SELECT $2::timestamptz + make_interval(days => g.dispense_avis_jours) AS avant,
			now() >= $2::timestamptz + make_interval(days => g.dispense_avis_jours) AS echu,
			EXISTS (SELECT 1 FROM rattachement t WHERE t.academie = $1 AND t.intervenant_id = $3 AND t.effectif) AS chef
		FROM regle_disponibilite g WHERE g.academie = $1`, p.Academie, d.DemandeeLe, d.IntervenantID)
	if err != nil {
		return err
	}
	if x.Chef && !x.Echu {
		zone, _, err := Zone(ctx, tx.Reader, p.Academie)
		if err != nil {
			return err
		}
		return fail.New(fail.Conflict, "dispense.avis_attendu", "L’avis du chef d’établissement est attendu jusqu’au "+x.Avant.In(zone).Format("02/01/2006 à 15 h 04")+" : décidez ensuite, ou demandez-le-lui.")
	}
	if _, err := tx.Exec(ctx, `UPDATE dispense SET etat = 'avis_rendu', avis = 'non_rendu', avis_le = now() WHERE academie = $1 AND id = $2`, p.Academie, id); err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, passage(id, "demandee", "avis_rendu", "avis non rendu dans le délai"))
}

// repondre writes to the person, if she has an address. The motive of her request is not repeated.
func (a API) repondre(ctx context.Context, tx *db.Tx, id, intervenant uuid.UUID, version int, accordee bool, reponse string) error {
	type qui struct {
		Civilite, Mel, Examen, MelService *string
		Nom, Prenom, Session, Academie    string
		Debut, Fin                        *time.Time
	}
	q, _, err := db.One[qui](ctx, tx.Reader, `SELECT i.civilite, i.nom, i.prenom, i.mel, s.libelle AS session, d.debut, d.fin, x.libelle AS examen, g.mel_service, a.libelle AS academie
		FROM dispense d JOIN intervenant i ON i.academie = d.academie AND i.id = d.intervenant_id JOIN session s ON s.academie = d.academie AND s.id = d.session_id
		JOIN regle_disponibilite g ON g.academie = d.academie JOIN academie a ON a.code = d.academie
		LEFT JOIN examen x ON x.academie = d.academie AND x.code = d.examen WHERE d.academie = $1 AND d.id = $2`, tx.Academie, id)
	if err != nil || q.Mel == nil || !courriel.Adresse(*q.Mel) {
		return err
	}
	quoi := q.Session
	if q.Examen != nil {
		quoi += ", " + *q.Examen
	}
	if q.Debut != nil && q.Fin != nil {
		quoi += ", du " + q.Debut.Format("02/01/2006") + " au " + q.Fin.Format("02/01/2006")
	}
	sens, suite := "refusée", "Vous pouvez donc être appelé(e) à participer aux travaux de cette session."
	if accordee {
		sens, suite = "accordée", "Vous ne serez pas appelé(e) sur la période et les examens concernés."
	}
	corps := "Bonjour " + q.Prenom + " " + q.Nom + ",\n\nVotre demande de dispense (" + quoi + ") est " + sens + ".\n"
	if reponse != "" {
		corps += "\n" + reponse + "\n"
	}
	corps += "\n" + suite + "\n\nLa division des examens et concours\nAcadémie : " + q.Academie + "\n"
	m := courriel.Message{Genre: "dispense_decision", Objet: "dispense", ObjetID: id.String(), Cle: fmt.Sprintf("dispense/%s/%d", id, version),
		Intervenant: &intervenant, Destinataire: *q.Mel, Nom: q.Prenom + " " + q.Nom, Sujet: "Votre demande de dispense est " + sens, Corps: corps, Priorite: 2}
	if q.MelService != nil {
		m.RepondreA = *q.MelService
	}
	_, err = a.Poste.Poster(ctx, tx, m)
	return err
}
