package convocation

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// ListerModelesLettre answers GET /modeles-lettre.
func (a API) ListerModelesLettre(ctx context.Context, r api.ListerModelesLettreRequestObject) (api.ListerModelesLettreResponseObject, error) {
	res, err := list.Lire[api.ModeleLettre](ctx, a.Base, Modeles, list.Params(r.Params))
	return api.ListerModelesLettre200JSONResponse(res), err
}

// LireModeleLettre answers GET /modeles-lettre/{id}. It returns fail.NotFound.
func (a API) LireModeleLettre(ctx context.Context, r api.LireModeleLettreRequestObject) (api.LireModeleLettreResponseObject, error) {
	m, err := a.lireModele(ctx, r.Id)
	return api.LireModeleLettre200JSONResponse(m), err
}

func (a API) lireModele(ctx context.Context, id uuid.UUID) (api.ModeleLettre, error) {
	m, ok, err := list.Un[api.ModeleLettre](ctx, a.Base, Modeles, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce modèle de lettre")
	}
	return m, err
}

// ListerChampsLettre answers GET /modeles-lettre/champs.
func (a API) ListerChampsLettre(context.Context, api.ListerChampsLettreRequestObject) (api.ListerChampsLettreResponseObject, error) {
	r := api.ListerChampsLettre200JSONResponse{Champs: make([]api.ChampLettre, len(lettre.Champs))}
	for i, c := range lettre.Champs {
		r.Champs[i] = api.ChampLettre{Nom: c.Nom, Sens: c.Sens}
	}
	return r, nil
}

// contenu of a model as the pure package reads it: both spell the same JSON.
func contenu(c api.ContenuModele) (m lettre.Modele, err error) {
	texte, err := json.Marshal(c)
	if err == nil {
		err = json.Unmarshal(texte, &m)
	}
	if err == nil {
		err = refuserFautes(m)
	}
	return m, err
}

// CreerModeleLettre answers POST /modeles-lettre. It returns fail.Invalid naming each fault, fail.Conflict for a name taken.
func (a API) CreerModeleLettre(ctx context.Context, r api.CreerModeleLettreRequestObject) (api.CreerModeleLettreResponseObject, error) {
	m, err := contenu(r.Body.Contenu)
	if err != nil {
		return nil, err
	}
	id := uuid.Must(uuid.NewV7())
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if _, err := ecrireModele(ctx, tx, id, strings.TrimSpace(r.Body.Libelle), m); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "modele_lettre", ObjetID: id.String(), Apres: m})
	})
	if err != nil {
		return nil, err
	}
	lu, err := a.lireModele(ctx, id)
	return api.CreerModeleLettre201JSONResponse(lu), err
}

// ModifierModeleLettre answers PATCH /modeles-lettre/{id}: one more version. It returns fail.NotFound, fail.Stale, fail.Invalid.
func (a API) ModifierModeleLettre(ctx context.Context, r api.ModifierModeleLettreRequestObject) (api.ModifierModeleLettreResponseObject, error) {
	m, err := contenu(r.Body.Contenu)
	if err != nil {
		return nil, err
	}
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	texte, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		numero, err := db.Scalar[int](ctx, tx.Reader, `UPDATE modele_lettre SET libelle = trim($4), actif = $5, derniere = derniere + 1, version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2 AND version = $3 RETURNING derniere`, tx.Academie, r.Id, version, r.Body.Libelle, valeur(r.Body.Actif, true))
		if err != nil {
			return err
		}
		if numero == 0 {
			return perimee(ctx, tx, "modele_lettre", r.Id, "Ce modèle de lettre")
		}
		if _, err := tx.Exec(ctx, `INSERT INTO modele_lettre_version (academie, id, modele_id, numero, contenu, cree_par) VALUES ($1, $2, $3, $4, $5, $6)`,
			tx.Academie, uuid.Must(uuid.NewV7()), r.Id, numero, json.RawMessage(texte), tx.Acteur.Qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "modele_lettre", ObjetID: r.Id.String(), Apres: map[string]any{"numero": numero, "contenu": m}})
	})
	if err != nil {
		return nil, err
	}
	lu, err := a.lireModele(ctx, r.Id)
	return api.ModifierModeleLettre200JSONResponse(lu), err
}

// ApercevoirLettre answers POST /modeles-lettre/apercu. It returns fail.Invalid naming each fault, fail.NotFound.
func (a API) ApercevoirLettre(ctx context.Context, r api.ApercevoirLettreRequestObject) (api.ApercevoirLettreResponseObject, error) {
	m, err := contenu(r.Body.Contenu)
	if err != nil {
		return nil, err
	}
	l := lettre.Exemple()
	if r.Body.Affectation != nil {
		if l, err = a.lettreDe(ctx, *r.Body.Affectation, l); err != nil {
			return nil, err
		}
	}
	l.Numero = "APERÇU"
	if l.Version = lettre.Version(valeur(r.Body.Type, api.VersionConvocationOriginale)); l.Version != lettre.Originale {
		avant := l.Le.AddDate(0, 0, -10)
		l.Remplace = &avant
	}
	switch l.Version {
	case lettre.Rectificative:
		l.Changements = []lettre.Changement{{Objet: "Heure", Avant: "8 h 00 à 12 h 00", Apres: "8 h 00 à 12 h 30"}}
	case lettre.Annulation:
		l.Motif = "L’épreuve est reportée."
	case lettre.Originale:
	}
	var b bytes.Buffer
	if err := lettre.Ecrire(&b, &l, m); err != nil {
		return nil, err
	}
	return rendu{"application/pdf", "apercu.pdf", func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err }}, nil
}

// lettreDe is the letter of one real affectation, with the service of the example.
func (a API) lettreDe(ctx context.Context, id uuid.UUID, exemple lettre.Lettre) (l lettre.Lettre, err error) {
	academie := access.De(ctx).Academie
	err = a.Base.Lire(ctx, academie, func(r db.Reader) error {
		ss, err := sources(ctx, r, academie, []uuid.UUID{id})
		if err != nil {
			return err
		}
		if len(ss) == 0 {
			return fail.Introuvable("Cette affectation")
		}
		signes, err := lireSignatures(ctx, r, academie)
		if err != nil {
			return err
		}
		l, err = composer([]*source{&ss[0]}, Reglages{Service: exemple.Service.Nom, CopieChef: true}, signes.pour("academie", &ss[0]))
		return err
	})
	l.Le, l.Verification = time.Now(), exemple.Verification
	return l, err
}

// perimee tells a row that is gone from one that somebody changed.
func perimee(ctx context.Context, tx *db.Tx, table string, id uuid.UUID, quoi string) error {
	la, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM `+table+` WHERE academie = $1 AND id = $2)`, tx.Academie, id)
	if err != nil {
		return err
	}
	if !la {
		return fail.Introuvable(quoi)
	}
	return fail.New(fail.Stale, "version_perimee", "Quelqu’un a fait un changement depuis votre lecture. Relisez, puis reportez vos changements.")
}
