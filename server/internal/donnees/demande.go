package donnees

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// Demandes are what people ask about their data, and what they were answered.
var Demandes = list.Liste{
	Operation: "ListerDemandesDroits",
	Portee: func(p *access.Principal) list.Portee {
		return list.Portee(p.SurIntervenant("d.academie", "d.intervenant_id"))
	},
	Definition: &list.Definition{
		Ressource: "demandes-droits", Base: "demande_droit d", Alias: "d", Tri: "-demandee_le",
		Jointures:  []list.Jointure{{Alias: "i", SQL: "JOIN intervenant i ON i.academie = d.academie AND i.id = d.intervenant_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "d.id", Genre: list.UUID},
			{Cle: "intervenant", Titre: "Intervenant (identifiant)", SQL: "d.intervenant_id", Genre: list.UUID, Cachee: true},
			{Cle: "intervenant_nom", Titre: "Intervenant", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}},
			{Cle: "texte", Titre: "Demande", SQL: "d.texte", NonNul: true},
			{Cle: "etat", Titre: "État", SQL: "d.etat", Genre: list.Choix, Valeurs: []string{"demandee", "faite", "refusee"}},
			{Cle: "demandee_le", Titre: "Demandée le", SQL: "d.demandee_le", Genre: list.Instant, NonNul: true},
			{Cle: "reponse", Titre: "Réponse", SQL: "d.reponse"},
			{Cle: "repondue_par", Titre: "Réponse de", SQL: "d.repondue_par"},
			{Cle: "repondue_le", Titre: "Réponse le", SQL: "d.repondue_le", Genre: list.Instant},
			{Cle: "version", Titre: "Version", SQL: "d.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerDemandesDroits answers GET /demandes-droits: her own for a person, all for who answers.
func (a API) ListerDemandesDroits(ctx context.Context, r api.ListerDemandesDroitsRequestObject) (api.ListerDemandesDroitsResponseObject, error) {
	res, err := list.Lire[api.DemandeDroit](ctx, a.Base, Demandes, list.Params(r.Params))
	return api.ListerDemandesDroits200JSONResponse(res), err
}

// DemanderRectification answers POST /demandes-droits. It returns fail.Conflict while five requests wait for an answer.
func (a API) DemanderRectification(ctx context.Context, r api.DemanderRectificationRequestObject) (api.DemanderRectificationResponseObject, error) {
	p, id := access.De(ctx), uuid.Must(uuid.NewV7())
	if p.Intervenant == nil {
		return nil, fail.Introuvable("Votre dossier d’intervenant")
	}
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := db.Scalar[int](ctx, tx.Reader, `SELECT count(*) FROM demande_droit WHERE academie = $1 AND intervenant_id = $2 AND etat = 'demandee'`, p.Academie, *p.Intervenant)
		if err != nil {
			return err
		}
		if n >= 5 {
			return fail.New(fail.Conflict, "droits.en_attente", "Cinq de vos demandes attendent déjà leur réponse. Vous pourrez en faire une autre ensuite.")
		}
		if _, err := tx.Exec(ctx, `INSERT INTO demande_droit (academie, id, intervenant_id, texte) VALUES ($1, $2, $3, $4)`, p.Academie, id, *p.Intervenant, strings.TrimSpace(r.Body.Texte)); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "demande_rectification", Objet: "demande_droit", ObjetID: id.String()})
	})
	if err != nil {
		return nil, err
	}
	d, _, err := list.Un[api.DemandeDroit](ctx, a.Base, Demandes, id)
	return api.DemanderRectification201JSONResponse(d), err
}

// RepondreDemandeDroit answers POST /demandes-droits/{id}/reponse, once: the person is told by mail if she has an address.
// It returns fail.NotFound, fail.Conflict when it was already answered.
func (a API) RepondreDemandeDroit(ctx context.Context, r api.RepondreDemandeDroitRequestObject) (api.RepondreDemandeDroitResponseObject, error) {
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		type ligne struct {
			Etat, Nom, Prenom string
			Mel               *string
			Intervenant       uuid.UUID
		}
		l, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT d.etat, i.nom, i.prenom, i.mel, i.id AS intervenant FROM demande_droit d
			JOIN intervenant i ON i.academie = d.academie AND i.id = d.intervenant_id WHERE d.academie = $1 AND d.id = $2 FOR UPDATE OF d`, tx.Academie, r.Id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fail.Introuvable("Cette demande")
		case l.Etat != "demandee":
			return fail.New(fail.Conflict, "droits.repondue", "Cette demande a déjà sa réponse.")
		}
		if _, err := tx.Exec(ctx, `UPDATE demande_droit SET etat = $3, reponse = $4, repondue_par = $5, repondue_le = now(), version = version + 1
			WHERE academie = $1 AND id = $2`, tx.Academie, r.Id, string(r.Body.Etat), r.Body.Reponse, tx.Acteur.Qui); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "reponse_rectification", Objet: "demande_droit", ObjetID: r.Id.String(), Apres: map[string]any{"etat": r.Body.Etat}}); err != nil {
			return err
		}
		if a.Poste == nil || l.Mel == nil || !courriel.Adresse(*l.Mel) {
			return nil
		}
		_, err = a.Poste.Poster(ctx, tx, courriel.Message{Genre: "demande_droit", Objet: "demande_droit", ObjetID: r.Id.String(), Cle: "demande_droit/" + r.Id.String(), Intervenant: &l.Intervenant,
			Destinataire: *l.Mel, Nom: l.Prenom + " " + l.Nom, Sujet: "Réponse à votre demande de rectification",
			Corps: "Bonjour,\n\nVotre demande de rectification a reçu cette réponse :\n\n" + r.Body.Reponse + "\n\nElle se lit aussi dans l’activité « Mes données »."})
		return err
	})
	if err != nil {
		return nil, err
	}
	d, _, err := list.Un[api.DemandeDroit](ctx, a.Base, Demandes, r.Id)
	return api.RepondreDemandeDroit200JSONResponse(d), err
}
