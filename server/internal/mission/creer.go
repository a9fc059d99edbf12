package mission

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// CreerMission answers POST /missions: a draft, made by hand. It returns fail.NotFound for a session that is not there,
// fail.Conflict when it is closed, fail.Invalid for a centre of another session, an hour that does not exist. The same
// Idempotency-Key gives the same mission again.
func (a API) CreerMission(ctx context.Context, r api.CreerMissionRequestObject) (api.CreerMissionResponseObject, error) {
	p, b := access.De(ctx), r.Body
	id := uuid.Must(uuid.NewV7())
	if r.Params.IdempotencyKey != nil { // the key names the row: a second call finds it there
		id = uuid.NewSHA1(uuid.NameSpaceOID, []byte("mission/"+p.Academie+"/"+p.Utilisateur.String()+"/"+*r.Params.IdempotencyKey))
	}
	var faite api.MissionComplete
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		deja, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM mission WHERE academie = $1 AND id = $2)`, p.Academie, id)
		if err == nil && !deja {
			err = creer(ctx, tx, id, b)
		}
		if err != nil {
			return err
		}
		faite, err = complete(ctx, tx.Reader, id)
		return err
	})
	return api.CreerMission201JSONResponse(faite), err
}

func creer(ctx context.Context, tx *db.Tx, id uuid.UUID, b *api.SaisieMission) error {
	etat, ok, err := db.One[struct{ Etat string }](ctx, tx.Reader, `SELECT etat FROM session WHERE academie = $1 AND id = $2 FOR SHARE`, tx.Academie, b.Session)
	if err == nil && !ok {
		err = fail.Introuvable("Cette session")
	}
	if err == nil {
		err = sessionVivante(etat.Etat)
	}
	if err != nil {
		return err
	}
	surPlace, err := typeConnu(ctx, tx, b.Type)
	if err != nil {
		return err
	}
	examen, err := examenDe(ctx, tx, b.EpreuveOption, b.Examen)
	if err != nil {
		return err
	}
	zone, err := zoneDe(ctx, tx, b.Session, b.Centre)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO mission (academie, id, session_id, type, libelle, centre_id, examen, epreuve_option_id, origine, besoin, candidats, charge,
			charge_unite, consigne) VALUES ($1, $2, $3, $4, nullif(trim($5), ''), $6, $7, $8, 'saisie', 0, $9, $10, $11, nullif(trim($12), ''))`,
		tx.Academie, id, b.Session, b.Type, b.Libelle, b.Centre, examen, b.EpreuveOption, b.Candidats, b.Charge, b.ChargeUnite, b.Consigne); err != nil {
		return err
	}
	if err := remplir(ctx, tx, id, b, func(saisis []api.SaisieCreneau) ([]creneau, error) { return lireCreneaux(saisis, zone, surPlace) }); err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "mission", ObjetID: id.String(), Apres: b})
}

// remplir writes what hangs from a mission that was just inserted.
func remplir(ctx context.Context, tx *db.Tx, id uuid.UUID, b *api.SaisieMission, lire func([]api.SaisieCreneau) ([]creneau, error)) error {
	if b.Creneaux != nil {
		cs, err := lire(*b.Creneaux)
		if err != nil {
			return err
		}
		if err := ecrireCreneaux(ctx, tx, id, cs); err != nil {
			return err
		}
	}
	if b.Besoins != nil {
		if err := ecrireBesoins(ctx, tx, id, *b.Besoins); err != nil {
			return err
		}
	}
	if b.Origines == nil {
		return nil
	}
	return ecrireOrigines(ctx, tx, id, *b.Origines)
}

// typeConnu says whether missions of this kind are held on site. It returns fail.Invalid for a kind that is not in use.
func typeConnu(ctx context.Context, tx *db.Tx, code string) (surPlace bool, err error) {
	t, ok, err := db.One[struct{ SurPlace, Actif bool }](ctx, tx.Reader, `SELECT sur_place, actif FROM type_mission WHERE academie = $1 AND code = $2`, tx.Academie, code)
	if err == nil && (!ok || !t.Actif) {
		err = fail.New(fail.Invalid, "mission.type", "Ce type de mission n’est pas en usage.", fail.Field{Pointer: "/type", Code: "inconnu", Message: "type inconnu"})
	}
	return t.SurPlace, err
}

// examenDe is the examen of a mission: its épreuve-option's, else the one named. It returns fail.Invalid for one that is
// not known.
func examenDe(ctx context.Context, tx *db.Tx, epreuve *uuid.UUID, examen *string) (*string, error) {
	if epreuve == nil && (examen == nil || *examen == "") {
		return nil, nil
	}
	champ, sql, arg := "/epreuve_option", `SELECT examen AS code FROM epreuve_option WHERE academie = $1 AND id = $2`, any(epreuve)
	if epreuve == nil {
		champ, sql, arg = "/examen", `SELECT code FROM examen WHERE academie = $1 AND code = $2`, any(*examen)
	}
	x, ok, err := db.One[struct{ Code string }](ctx, tx.Reader, sql, tx.Academie, arg)
	if err == nil && !ok {
		err = fail.New(fail.Invalid, "mission.epreuve", "Cet examen ou cette épreuve-option n’existe pas dans la réglementation.", fail.Field{Pointer: champ, Code: "inconnu", Message: "inconnu"})
	}
	return &x.Code, err
}
