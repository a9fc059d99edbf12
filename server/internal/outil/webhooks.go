package outil

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// Suivie is a resource whose tables note their changes, with the permission that reads it.
type Suivie struct{ Ressource, Permission string }

// Suivies are all of them. A dispense is not: that it exists tells of a person's health.
var Suivies = []Suivie{
	{"sessions", "sessions.lire"}, {"etablissements", "etablissements.lire"}, {"epreuves-options", "epreuves-options.lire"},
	{"intervenants", "intervenants.lire"}, {"rattachements", "rattachements.lire"}, {"enseignements", "enseignements.lire"},
	{"competences", "competences.lire"}, {"indisponibilites", "indisponibilites.lire"}, {"centres", "centres.lire"},
	{"jurys", "jurys.lire"}, {"commissions", "jurys.lire"}, {"missions", "missions.lire"}, {"affectations", "affectations.lire"},
	{"convocations", "convocations.lire"}, {"etats-frais", "etats-frais.lire"},
}

// permissionDe a followed resource; empty if it is not.
func permissionDe(ressource string) string {
	for _, s := range Suivies {
		if s.Ressource == ressource {
			return s.Permission
		}
	}
	return ""
}

func nomsSuivis() string {
	noms := make([]string, len(Suivies))
	for i, s := range Suivies {
		noms[i] = s.Ressource
	}
	return strings.Join(noms, ", ")
}

// Webhooks are the addresses told of changes.
var Webhooks = list.Liste{
	Operation: "ListerWebhooks", Portee: libre,
	Definition: &list.Definition{
		Ressource: "webhooks", Base: "webhook w", Alias: "w", Tri: "client",
		Jointures:  []list.Jointure{{Alias: "k", SQL: "JOIN client_api k ON k.academie = w.academie AND k.id = w.client_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(w.url)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "w.id", Genre: list.UUID},
			{Cle: "client", Titre: "Outil", SQL: "k.nom", Via: []string{"k"}, NonNul: true},
			{Cle: "url", Titre: "Adresse", SQL: "w.url", NonNul: true},
			{Cle: "ressources", Titre: "Ressources", SQL: "array_to_string(w.ressources, ' ')"},
			{Cle: "actif", Titre: "Actif", SQL: "w.actif", Genre: list.Booleen},
			{Cle: "en_attente", Titre: "En attente", SQL: "(SELECT count(*) FROM webhook_envoi e WHERE e.academie = w.academie AND e.webhook_id = w.id AND e.etat = 'en_attente')", Genre: list.Nombre},
			{Cle: "abandonnes", Titre: "Abandonnés", SQL: "(SELECT count(*) FROM webhook_envoi e WHERE e.academie = w.academie AND e.webhook_id = w.id AND e.etat = 'abandonne')", Genre: list.Nombre},
			{Cle: "cree_le", Titre: "Déclaré le", SQL: "w.cree_le", Genre: list.Instant, NonNul: true},
			{Cle: "cree_par", Titre: "Déclaré par", SQL: "w.cree_par", NonNul: true},
		},
	},
}

// Envois are the messages, delivered or not.
var Envois = list.Liste{
	Operation: "ListerEnvoisWebhook", Portee: libre,
	Definition: &list.Definition{
		Ressource: "envois-webhook", Base: "webhook_envoi e", Alias: "e", Tri: "-survenu_le",
		Jointures:  []list.Jointure{{Alias: "w", SQL: "JOIN webhook w ON w.academie = e.academie AND w.id = e.webhook_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(e.ressource || ' ' || coalesce(e.erreur, ''))"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "e.id", Genre: list.UUID},
			{Cle: "webhook", Titre: "Webhook", SQL: "e.webhook_id", Genre: list.UUID},
			{Cle: "url", Titre: "Adresse", SQL: "w.url", Via: []string{"w"}},
			{Cle: "ressource", Titre: "Ressource", SQL: "e.ressource", NonNul: true},
			{Cle: "objet", Titre: "Objet", SQL: "e.objet_id", Genre: list.UUID},
			{Cle: "operation", Titre: "Changement", SQL: "e.operation", NonNul: true},
			{Cle: "survenu_le", Titre: "Survenu le", SQL: "e.survenu_le", Genre: list.Instant, NonNul: true},
			{Cle: "etat", Titre: "État", SQL: "e.etat", Genre: list.Choix, Valeurs: []string{"en_attente", "livre", "abandonne"}},
			{Cle: "essais", Titre: "Essais", SQL: "e.essais", Genre: list.Nombre, NonNul: true},
			{Cle: "statut", Titre: "Réponse", SQL: "e.statut", Genre: list.Nombre},
			{Cle: "erreur", Titre: "Erreur", SQL: "e.erreur"},
			{Cle: "livre_le", Titre: "Livré le", SQL: "e.livre_le", Genre: list.Instant},
		},
	},
}

// ListerWebhooks answers GET /webhooks.
func (a API) ListerWebhooks(ctx context.Context, r api.ListerWebhooksRequestObject) (api.ListerWebhooksResponseObject, error) {
	res, err := list.Lire[api.Webhook](ctx, a.Sessions.Base, Webhooks, list.Params(r.Params))
	return api.ListerWebhooks200JSONResponse(res), err
}

// ListerEnvoisWebhook answers GET /envois-webhook.
func (a API) ListerEnvoisWebhook(ctx context.Context, r api.ListerEnvoisWebhookRequestObject) (api.ListerEnvoisWebhookResponseObject, error) {
	res, err := list.Lire[api.EnvoiWebhook](ctx, a.Sessions.Base, Envois, list.Params(r.Params))
	return api.ListerEnvoisWebhook200JSONResponse(res), err
}

// CreerWebhook answers POST /webhooks. The tool is told of what happens from now on, and only of what it may read. It
// returns fail.Invalid for an address that must not be called or a resource that is not followed.
func (a API) CreerWebhook(ctx context.Context, r api.CreerWebhookRequestObject) (api.CreerWebhookResponseObject, error) {
	b, academie := r.Body, access.De(ctx).Academie
	if err := a.Garde.Juger(ctx, b.Url); err != nil {
		return nil, err
	}
	for _, x := range b.Ressources {
		if permissionDe(x) == "" {
			return nil, fail.New(fail.Invalid, "webhook.ressource", "« "+x+" » n’est pas suivie. Ressources possibles : "+nomsSuivis()+".",
				fail.Field{Pointer: "/ressources", Code: "inconnue", Message: x})
		}
	}
	brut := make([]byte, 32)
	_, _ = rand.Read(brut)
	id := uuid.Must(uuid.NewV7())
	err := a.Sessions.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		portees, err := db.Scalar[[]string](ctx, tx.Reader, `SELECT portees FROM client_api WHERE academie = $1 AND id = $2`, academie, b.Client)
		if err != nil {
			return err
		}
		if portees == nil {
			return fail.Introuvable("Cet outil")
		}
		for _, x := range b.Ressources {
			if p := permissionDe(x); !slices.Contains(portees, p) {
				return fail.New(fail.Invalid, "webhook.portee", "Cet outil n’a pas la portée « "+p+" » : donnez-la-lui d’abord.",
					fail.Field{Pointer: "/ressources", Code: "portee", Message: x})
			}
		}
		if _, err := tx.Exec(ctx, `INSERT INTO webhook (academie, id, client_id, url, ressources, secret, curseur_xid, curseur_rang, cree_par)
			VALUES ($1, $2, $3, $4, $5, $6, `+horizon+` - 1, $7, $8)`, academie, id, b.Client, b.Url, b.Ressources, a.Coffre.Chiffrer(brut, lieu(academie, id)), int64(1)<<60, tx.Acteur.Qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "webhook", ObjetID: id.String(), Apres: map[string]any{"url": b.Url, "ressources": b.Ressources}})
	})
	return api.CreerWebhook201JSONResponse{Id: id, Secret: "whsec_" + base64.StdEncoding.EncodeToString(brut)}, err
}

func lieu(academie string, id uuid.UUID) string { return "webhook/" + academie + "/" + id.String() }

// ModifierWebhook answers PATCH /webhooks/{id}: suspended, its messages wait.
func (a API) ModifierWebhook(ctx context.Context, r api.ModifierWebhookRequestObject) (api.ModifierWebhookResponseObject, error) {
	err := a.changer(ctx, r.Id, "modification", `UPDATE webhook SET actif = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, r.Body.Actif)
	if err != nil {
		return nil, err
	}
	w, _, err := list.Un[api.Webhook](ctx, a.Sessions.Base, Webhooks, r.Id)
	return api.ModifierWebhook200JSONResponse(w), err
}

// SupprimerWebhook answers DELETE /webhooks/{id}.
func (a API) SupprimerWebhook(ctx context.Context, r api.SupprimerWebhookRequestObject) (api.SupprimerWebhookResponseObject, error) {
	return api.SupprimerWebhook204Response{}, a.changer(ctx, r.Id, "suppression", `DELETE FROM webhook WHERE academie = $1 AND id = $2`)
}

func (a API) changer(ctx context.Context, id uuid.UUID, action, sql string, args ...any) error {
	return a.Sessions.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, sql, append([]any{tx.Academie, id}, args...)...)
		if err != nil {
			return err
		}
		if n == 0 {
			return fail.Introuvable("Ce webhook")
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: action, Objet: "webhook", ObjetID: id.String()})
	})
}

// RejouerEnvoi answers POST /envois-webhook/{id}/rejeu: the message goes out again, in its turn for its object.
func (a API) RejouerEnvoi(ctx context.Context, r api.RejouerEnvoiRequestObject) (api.RejouerEnvoiResponseObject, error) {
	err := a.Sessions.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE webhook_envoi SET etat = 'en_attente', essais = 0, prochain_le = now(), erreur = NULL, statut = NULL
			WHERE academie = $1 AND id = $2`, tx.Academie, r.Id)
		if err != nil {
			return err
		}
		if n == 0 {
			return fail.Introuvable("Cet envoi")
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "rejeu", Objet: "webhook_envoi", ObjetID: r.Id.String()})
	})
	return api.RejouerEnvoi202Response{}, err
}
