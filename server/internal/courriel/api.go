package courriel

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// API holds the consultation of mails.
type API struct{ Poste *Poste }

// Courriels is what was written, and what became of it. The texts are sealed: they are read one at a time.
var Courriels = list.Liste{
	Operation: "ListerCourriels", Portee: func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "courriels", Base: "courriel c", Alias: "c", Tri: "-cree_le",
		Recherches: []list.Cherche{{SQL: "sans_accent(c.destinataire || ' ' || c.nom || ' ' || c.sujet)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "c.id", Genre: list.UUID},
			{Cle: "genre", Titre: "Genre", SQL: "c.genre", NonNul: true},
			{Cle: "objet", Titre: "Objet", SQL: "c.objet", Cachee: true},
			{Cle: "objet_id", Titre: "Identifiant de l’objet", SQL: "c.objet_id", Cachee: true},
			{Cle: "destinataire", Titre: "Adresse", SQL: "c.destinataire", NonNul: true},
			{Cle: "nom", Titre: "Destinataire", SQL: "c.nom", NonNul: true},
			{Cle: "repondre_a", Titre: "Répondre à", SQL: "c.repondre_a"},
			{Cle: "sujet", Titre: "Sujet", SQL: "c.sujet", NonNul: true},
			{Cle: "etat", Titre: "État", SQL: "c.etat", Genre: list.Choix, Valeurs: []string{"en_attente", "en_cours", "envoye", "echec", "rejete", "annule"}},
			{Cle: "canal", Titre: "Voie", SQL: "c.canal", Genre: list.Choix, Valeurs: []string{"smtp", "local"}},
			{Cle: "essais", Titre: "Essais", SQL: "c.essais", Genre: list.Nombre},
			{Cle: "priorite", Titre: "Priorité", SQL: "c.priorite", Genre: list.Nombre},
			{Cle: "prochain_le", Titre: "Prochain essai", SQL: "c.prochain_le", Genre: list.Instant},
			{Cle: "envoye_le", Titre: "Envoyé le", SQL: "c.envoye_le", Genre: list.Instant},
			{Cle: "erreur", Titre: "Erreur", SQL: "c.erreur"},
			{Cle: "cree_le", Titre: "Écrit le", SQL: "c.cree_le", Genre: list.Instant, NonNul: true},
			{Cle: "cree_par", Titre: "Par", SQL: "c.cree_par"},
			{Cle: "version", Titre: "Version", SQL: "c.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerCourriels answers GET /courriels.
func (a API) ListerCourriels(ctx context.Context, r api.ListerCourrielsRequestObject) (api.ListerCourrielsResponseObject, error) {
	res, err := list.Lire[api.Courriel](ctx, a.Poste.Base, Courriels, list.Params(r.Params))
	return api.ListerCourriels200JSONResponse(res), err
}

// LireCourriel answers GET /courriels/{id}, with its text and the names of its attachments. It returns fail.NotFound.
func (a API) LireCourriel(ctx context.Context, r api.LireCourrielRequestObject) (api.LireCourrielResponseObject, error) {
	c, err := a.lire(ctx, r.Id)
	return api.LireCourriel200JSONResponse(c), err
}

func (a API) lire(ctx context.Context, id [16]byte) (api.Courriel, error) {
	p := access.De(ctx)
	c, ok, err := list.Un[api.Courriel](ctx, a.Poste.Base, Courriels, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce courriel")
	}
	if err != nil {
		return c, err
	}
	pieces := []api.PieceJointe{}
	err = a.Poste.Base.Lire(ctx, p.Academie, func(r db.Reader) error {
		scelle, err := db.Scalar[[]byte](ctx, r, `SELECT corps FROM courriel WHERE academie = $1 AND id = $2`, p.Academie, c.Id)
		if err != nil {
			return err
		}
		clair, err := a.Poste.Coffre.Dechiffrer(scelle, lieu(p.Academie, c.Id))
		if err != nil {
			return err
		}
		texte := string(clair)
		c.Corps = &texte
		pieces, err = db.Query[api.PieceJointe](ctx, r, `SELECT p.nom, p.type, f.taille FROM courriel_piece p JOIN fichier f ON f.academie = p.academie AND f.id = p.fichier_id
			WHERE p.academie = $1 AND p.courriel_id = $2 ORDER BY p.rang`, p.Academie, c.Id)
		return err
	})
	c.Pieces = &pieces
	return c, err
}

// RenvoyerCourriel answers POST /courriels/{id}/renvoi: what failed or came back is tried again, to the same address. It
// returns fail.NotFound, fail.Stale, fail.Conflict for a mail that left or waits.
func (a API) RenvoyerCourriel(ctx context.Context, r api.RenvoyerCourrielRequestObject) (api.RenvoyerCourrielResponseObject, error) {
	p, tournee := access.De(ctx), uuid.Must(uuid.NewV7())
	err := a.Poste.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		type ligne struct {
			Etat              string
			Version, Priorite int
		}
		l, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT etat, version, priorite FROM courriel WHERE academie = $1 AND id = $2 FOR UPDATE`, p.Academie, r.Id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fail.Introuvable("Ce courriel")
		case l.Etat != "echec" && l.Etat != "rejete":
			return fail.New(fail.Conflict, "courriel.etat", "Seul un courriel en échec ou revenu se renvoie.")
		case l.Version != r.Body.Version:
			return fail.New(fail.Stale, "version_perimee", "Ce courriel a changé depuis que vous l’avez lu. Relisez-le.")
		}
		if _, err := tx.Exec(ctx, `UPDATE courriel SET etat = 'en_attente', essais = 0, erreur = NULL, prochain_le = now(), tournee_id = $3, version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2`, p.Academie, r.Id, tournee); err != nil {
			return err
		}
		if err := a.Poste.File.Enfiler(ctx, tx, Code, l.Priorite, tournee); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "renvoi", Objet: "courriel", ObjetID: r.Id.String()})
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lire(ctx, r.Id)
	return api.RenvoyerCourriel200JSONResponse(c), err
}
