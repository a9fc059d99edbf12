package disponibilite

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// LireReglesDisponibilite answers GET /regles-disponibilite.
func (a API) LireReglesDisponibilite(ctx context.Context, _ api.LireReglesDisponibiliteRequestObject) (api.LireReglesDisponibiliteResponseObject, error) {
	p := access.De(ctx)
	var res api.ReglesDisponibilite
	err := a.Base.Lire(ctx, p.Academie, func(r db.Reader) (err error) {
		res, err = lireRegles(ctx, r, p.Academie)
		return err
	})
	return api.LireReglesDisponibilite200JSONResponse(res), err
}

func lireRegles(ctx context.Context, r db.Reader, academie string) (res api.ReglesDisponibilite, err error) {
	res, _, err = db.One[api.ReglesDisponibilite](ctx, r, `SELECT temps_partiel, prorata_jours, stagiaire_types, dispense_limite, dispense_avis_jours, mel_service,
		mel_etablissement, version FROM regle_disponibilite WHERE academie = $1`, academie)
	if err == nil {
		res.Lectures, err = db.Query[api.LectureSituation](ctx, r, `SELECT champ, modele, genre FROM regle_situation WHERE academie = $1 ORDER BY genre, champ, modele`, academie)
	}
	return res, err
}

// EcrireReglesDisponibilite answers PUT /regles-disponibilite: in force at once, for every later answer. The database
// writes the journal. It returns fail.Stale, fail.Invalid.
func (a API) EcrireReglesDisponibilite(ctx context.Context, r api.EcrireReglesDisponibiliteRequestObject) (api.EcrireReglesDisponibiliteResponseObject, error) {
	p, b := access.De(ctx), r.Body
	if b.MelService != nil && *b.MelService != "" && !courriel.Adresse(*b.MelService) {
		return nil, fail.New(fail.Invalid, "courriel.destinataire", "L’adresse du service n’est pas une adresse électronique.", fail.Field{Pointer: "/mel_service", Code: "forme", Message: "nom@domaine"})
	}
	var res api.ReglesDisponibilite
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE regle_disponibilite SET temps_partiel = $2, prorata_jours = $3, stagiaire_types = $4, dispense_limite = $5, dispense_avis_jours = $6,
			mel_service = nullif(trim($7), ''), mel_etablissement = nullif(trim($8), ''), version = version + 1, maj_le = now() WHERE academie = $1 AND version = $9`,
			p.Academie, string(b.TempsPartiel), b.ProrataJours, b.StagiaireTypes, jourDe(b.DispenseLimite), b.DispenseAvisJours, b.MelService, b.MelEtablissement, b.Version)
		if err == nil && n == 0 {
			err = perimee()
		}
		if err != nil {
			return err
		}
		var champs, modeles, genres []string
		for _, l := range b.Lectures {
			champs, modeles, genres = append(champs, string(l.Champ)), append(modeles, l.Modele), append(genres, string(l.Genre))
		}
		const voulues = `SELECT * FROM unnest($2::text[], $3::text[], $4::text[]) v(champ, modele, genre)`
		if _, err := tx.Exec(ctx, `DELETE FROM regle_situation g WHERE academie = $1 AND NOT EXISTS (SELECT 1 FROM (`+voulues+`) v
			WHERE (v.champ, v.modele, v.genre) = (g.champ, g.modele, g.genre))`, p.Academie, champs, modeles, genres); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO regle_situation (academie, champ, modele, genre) SELECT DISTINCT $1, v.* FROM (`+voulues+`) v
			ON CONFLICT (academie, champ, modele, genre) DO NOTHING`, p.Academie, champs, modeles, genres); err != nil {
			return err
		}
		res, err = lireRegles(ctx, tx.Reader, p.Academie)
		return err
	})
	return api.EcrireReglesDisponibilite200JSONResponse(res), err
}
