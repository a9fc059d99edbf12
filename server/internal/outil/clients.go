// Package outil serves third-party tools: their credentials, their tokens, what changed since they last asked, and the
// webhooks that tell them. docs: api-outils.md beside the document.
package outil

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/auth"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
	"imagin/server/internal/secret"
)

// API holds the operations on tools.
type API struct {
	Sessions *auth.Sessions
	Coffre   *secret.Coffre
	Garde    *Garde
}

func libre(*access.Principal) list.Portee { return list.Portee{} }

// Clients are the tools of the académie.
var Clients = list.Liste{
	Operation: "ListerClientsApi", Portee: libre,
	Definition: &list.Definition{
		Ressource: "clients-api", Base: "client_api k", Alias: "k", Tri: "nom",
		Recherches: []list.Cherche{{SQL: "sans_accent(k.nom || ' ' || k.contact)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "k.id", Genre: list.UUID},
			{Cle: "client_id", Titre: "client_id", SQL: "k.academie || '-' || k.id"},
			{Cle: "nom", Titre: "Nom", SQL: "k.nom", NonNul: true},
			{Cle: "contact", Titre: "Contact", SQL: "k.contact", NonNul: true},
			{Cle: "portees", Titre: "Portées", SQL: "array_to_string(k.portees, ' ')"},
			{Cle: "debit_minute", Titre: "Requêtes par minute", SQL: "k.debit_minute", Genre: list.Nombre, NonNul: true},
			{Cle: "actif", Titre: "Actif", SQL: "k.actif", Genre: list.Booleen},
			{Cle: "secrets", Titre: "Secrets en vigueur", SQL: "(SELECT count(*) FROM client_api_secret x WHERE x.academie = k.academie AND x.client_id = k.id AND (x.expire_le IS NULL OR x.expire_le > now()))", Genre: list.Nombre},
			{Cle: "cree_le", Titre: "Déclaré le", SQL: "k.cree_le", Genre: list.Instant, NonNul: true},
			{Cle: "cree_par", Titre: "Déclaré par", SQL: "k.cree_par", NonNul: true},
			{Cle: "vu_le", Titre: "Dernier jeton", SQL: "(SELECT max(x.vu_le) FROM client_api_secret x WHERE x.academie = k.academie AND x.client_id = k.id)", Genre: list.Instant},
		},
	},
}

// ListerClientsApi answers GET /clients-api.
func (a API) ListerClientsApi(ctx context.Context, r api.ListerClientsApiRequestObject) (api.ListerClientsApiResponseObject, error) {
	res, err := list.Lire[api.ClientApi](ctx, a.Sessions.Base, Clients, list.Params(r.Params))
	return api.ListerClientsApi200JSONResponse(res), err
}

// ListerPortees answers GET /portees.
func (a API) ListerPortees(context.Context, api.ListerPorteesRequestObject) (api.ListerPorteesResponseObject, error) {
	return api.ListerPortees200JSONResponse{Portees: access.Portees}, nil
}

func verifierPortees(portees []string) error {
	for _, p := range portees {
		if !slices.Contains(access.Portees, p) {
			return fail.New(fail.Invalid, "client.portee", "La portée « "+p+" » n’existe pas. Portées possibles : "+strings.Join(access.Portees, ", ")+".",
				fail.Field{Pointer: "/portees", Code: "inconnue", Message: p})
		}
	}
	return nil
}

// nouveauSecret gives a secret of 260 bits and what is kept of it: such a secret needs no slow digest.
func nouveauSecret() (secret string, empreinte []byte) {
	secret = "imagin_" + rand.Text() + rand.Text()
	return secret, condenser(secret)
}

func condenser(secret string) []byte {
	h := sha256.Sum256([]byte(secret))
	return h[:]
}

// CreerClientApi answers POST /clients-api. It returns fail.Invalid for an unknown scope.
func (a API) CreerClientApi(ctx context.Context, r api.CreerClientApiRequestObject) (api.CreerClientApiResponseObject, error) {
	b := r.Body
	if err := verifierPortees(b.Portees); err != nil {
		return nil, err
	}
	debit := 600
	if b.DebitMinute != nil {
		debit = *b.DebitMinute
	}
	academie := access.De(ctx).Academie
	id, qui := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	clair, empreinte := nouveauSecret()
	err := a.Sessions.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO utilisateur (academie, id, fournisseur, identifiant, nom, prenom) VALUES ($1, $2, 'client_api', $3, $4, 'Outil')`,
			academie, qui, id.String(), b.Nom); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO utilisateur_profil (academie, id, utilisateur_id, profil) VALUES ($1, $2, $3, 'client_api')`,
			academie, uuid.Must(uuid.NewV7()), qui); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO client_api (academie, id, utilisateur_id, nom, contact, portees, debit_minute, cree_par) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			academie, id, qui, b.Nom, b.Contact, b.Portees, debit, tx.Acteur.Qui); err != nil {
			return err
		}
		return ecrireSecret(ctx, tx, id, clair, empreinte)
	})
	return api.CreerClientApi201JSONResponse{Id: id, ClientId: academie + "-" + id.String(), Secret: clair}, err
}

func ecrireSecret(ctx context.Context, tx *db.Tx, client uuid.UUID, clair string, empreinte []byte) error {
	_, err := tx.Exec(ctx, `INSERT INTO client_api_secret (academie, id, client_id, empreinte, indice, cree_par) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.Academie, uuid.Must(uuid.NewV7()), client, empreinte, clair[len(clair)-4:], tx.Acteur.Qui)
	return err
}

// ModifierClientApi answers PATCH /clients-api/{id}: in force at the tool's next request.
func (a API) ModifierClientApi(ctx context.Context, r api.ModifierClientApiRequestObject) (api.ModifierClientApiResponseObject, error) {
	b := r.Body
	var portees []string
	if b.Portees != nil {
		portees = *b.Portees
	}
	if err := verifierPortees(portees); err != nil {
		return nil, err
	}
	err := a.Sessions.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE client_api SET contact = coalesce($3, contact), portees = coalesce($4, portees), debit_minute = coalesce($5, debit_minute),
			actif = coalesce($6, actif), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, r.Id, b.Contact, portees, b.DebitMinute, b.Actif)
		if err == nil && n == 0 {
			err = fail.Introuvable("Cet outil")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	k, _, err := list.Un[api.ClientApi](ctx, a.Sessions.Base, Clients, r.Id)
	return api.ModifierClientApi200JSONResponse(k), err
}

// TournerSecretClientApi answers POST /clients-api/{id}/secrets: the new one serves at once, the old ones until the end
// of the overlap.
func (a API) TournerSecretClientApi(ctx context.Context, r api.TournerSecretClientApiRequestObject) (api.TournerSecretClientApiResponseObject, error) {
	heures := 24
	if r.Body.RecouvrementHeures != nil {
		heures = *r.Body.RecouvrementHeures
	}
	fin := a.Sessions.Signataire.Now().Add(time.Duration(heures) * time.Hour)
	clair, empreinte := nouveauSecret()
	academie := access.De(ctx).Academie
	err := a.Sessions.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		existe, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM client_api WHERE academie = $1 AND id = $2)`, academie, r.Id)
		if err != nil {
			return err
		}
		if !existe {
			return fail.Introuvable("Cet outil")
		}
		if _, err := tx.Exec(ctx, `UPDATE client_api_secret SET expire_le = $3 WHERE academie = $1 AND client_id = $2 AND (expire_le IS NULL OR expire_le > $3)`, academie, r.Id, fin); err != nil {
			return err
		}
		if err := ecrireSecret(ctx, tx, r.Id, clair, empreinte); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE client_api SET version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, academie, r.Id) // the journal tells it
		return err
	})
	return api.TournerSecretClientApi201JSONResponse{ClientId: academie + "-" + r.Id.String(), Secret: clair, AnciensExpirentLe: &fin}, err
}
