package centre

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// CreerCentre answers POST /centres: an établissement becomes a centre of the session, or a virtual centre is made. It
// returns fail.NotFound for a session or an établissement that is not there, fail.Conflict for a code already taken or a
// closed session, fail.Invalid for a virtual centre without a name.
func (a API) CreerCentre(ctx context.Context, r api.CreerCentreRequestObject) (api.CreerCentreResponseObject, error) {
	p, b := access.De(ctx), r.Body
	id := uuid.Must(uuid.NewV7())
	if r.Params.IdempotencyKey != nil { // the key names the row: a second call finds it there
		id = uuid.NewSHA1(uuid.NameSpaceOID, []byte("centre/"+p.Academie+"/"+p.Utilisateur.String()+"/"+*r.Params.IdempotencyKey))
	}
	var fait api.CentreComplet
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		deja, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM centre WHERE academie = $1 AND id = $2)`, p.Academie, id)
		if err == nil && !deja {
			err = creer(ctx, tx, id, b)
		}
		if err != nil {
			return err
		}
		fait, err = complet(ctx, tx.Reader, id)
		return err
	})
	return api.CreerCentre201JSONResponse(fait), err
}

func creer(ctx context.Context, tx *db.Tx, id uuid.UUID, b *api.SaisieCentre) error {
	if err := sessionVivante(ctx, tx, b.Session); err != nil {
		return err
	}
	var e struct{ Uai, Nom string }
	if b.Etablissement != nil {
		lu, ok, err := db.One[struct{ Uai, Nom string }](ctx, tx.Reader, `SELECT uai, nom FROM etablissement WHERE academie = $1 AND id = $2`, tx.Academie, *b.Etablissement)
		if err == nil && !ok {
			err = fail.Introuvable("Cet établissement")
		}
		if err != nil {
			return err
		}
		e = lu
	}
	code, libelle := sinon(b.Code, e.Uai), sinon(b.Libelle, e.Nom)
	if code == "" || libelle == "" {
		return fail.New(fail.Invalid, "centre.nom", "Un centre virtuel demande un code et un libellé.", fail.Field{Pointer: "/libelle", Code: "requis", Message: "Indiquez le code et le libellé."})
	}
	if _, err := tx.Exec(ctx, `INSERT INTO centre (academie, id, session_id, etablissement_id, code, libelle, commune, fuseau, virtuel, zone, capacite, chef_nom, chef_mel, chef_telephone)
			VALUES ($1, $2, $3, $4, $5, $6, (SELECT commune FROM etablissement WHERE academie = $1 AND id = $4), coalesce($7, (SELECT fuseau FROM academie WHERE code = $1)),
			$4::uuid IS NULL, nullif(trim($8), ''), $9, nullif(trim($10), ''), nullif(trim($11), ''), nullif(trim($12), ''))`,
		tx.Academie, id, b.Session, b.Etablissement, code, libelle, b.Fuseau, b.Zone, b.Capacite, b.ChefNom, b.ChefMel, b.ChefTelephone); err != nil {
		return err
	}
	if b.Usages != nil {
		if err := ecrireUsages(ctx, tx, id, *b.Usages); err != nil {
			return err
		}
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "centre", ObjetID: id.String(), Apres: b})
}

func sinon(s *string, defaut string) string {
	if s == nil || strings.TrimSpace(*s) == "" {
		return defaut
	}
	return strings.TrimSpace(*s)
}

// sessionVivante returns fail.NotFound, or fail.Conflict for a session that takes no more changes.
func sessionVivante(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	s, ok, err := db.One[struct{ Etat string }](ctx, tx.Reader, `SELECT etat FROM session WHERE academie = $1 AND id = $2 FOR SHARE`, tx.Academie, id)
	switch {
	case err != nil:
		return err
	case !ok:
		return fail.Introuvable("Cette session")
	case s.Etat == "close" || s.Etat == "archivee":
		return fail.New(fail.Conflict, "session.close", "La session de ce centre est close : rouvrez-la pour y changer quelque chose.")
	}
	return nil
}

// ecrireUsages gives a centre these uses and no other.
func ecrireUsages(ctx context.Context, tx *db.Tx, centre uuid.UUID, us []api.UsageCentre) error {
	var genres []string
	var examens []*string
	var capacites []*int
	for _, u := range us {
		if u.Examen != nil && *u.Examen == "" {
			u.Examen = nil
		}
		genres, examens, capacites = append(genres, string(u.Genre)), append(examens, u.Examen), append(capacites, u.Capacite)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM centre_usage u WHERE u.academie = $1 AND u.centre_id = $2 AND NOT EXISTS (
		SELECT 1 FROM unnest($3::text[], $4::text[]) n(genre, examen) WHERE n.genre = u.genre AND n.examen IS NOT DISTINCT FROM u.examen)`, tx.Academie, centre, genres, examens); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO centre_usage (academie, centre_id, genre, examen, capacite)
		SELECT DISTINCT ON (n.genre, n.examen) $1, $2::uuid, n.genre, n.examen, n.capacite FROM unnest($3::text[], $4::text[], $5::int[]) n(genre, examen, capacite)
		ON CONFLICT (academie, centre_id, examen, genre) DO UPDATE SET capacite = excluded.capacite`, tx.Academie, centre, genres, examens, capacites)
	return err
}
