package intervenant

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// CreerIntervenant answers POST /intervenants: somebody whom no HR system knows. It returns fail.Conflict naming those
// who already bear the same names, unless the caller says that it is somebody else. The same Idempotency-Key gives the
// same person again.
func (a API) CreerIntervenant(ctx context.Context, r api.CreerIntervenantRequestObject) (api.CreerIntervenantResponseObject, error) {
	p, m := access.De(ctx), r.Body
	if faute := champsVides(m); faute != nil {
		return nil, faute
	}
	id := uuid.Must(uuid.NewV7())
	if r.Params.IdempotencyKey != nil { // the key names the row: a second call finds it there
		id = uuid.NewSHA1(uuid.NameSpaceOID, []byte("intervenant/"+p.Academie+"/"+p.Utilisateur.String()+"/"+*r.Params.IdempotencyKey))
	}
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		deja, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM intervenant WHERE academie = $1 AND id = $2)`, p.Academie, id)
		if err != nil || deja {
			return err
		}
		if m.DoublonAccepte == nil || !*m.DoublonAccepte {
			if err := refuserHomonyme(ctx, tx, m); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, `INSERT INTO intervenant (academie, id, civilite, nom, nom_patronymique, prenom, date_naissance, mel, telephone, adresse, code_postal,
				commune, code_commune, fonction, origine, etat)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'SAISI', 'actif')`, p.Academie, id, m.Civilite, strings.TrimSpace(m.Nom), m.NomPatronymique,
			strings.TrimSpace(m.Prenom), jourDe(m.DateNaissance), m.Mel, m.Telephone, m.Adresse, m.CodePostal, m.Commune, m.CodeCommune, m.Fonction); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "intervenant", ObjetID: id.String(), Apres: m})
	})
	if err != nil {
		return nil, err
	}
	i, err := a.lire(ctx, id)
	return api.CreerIntervenant201JSONResponse(i), err
}

func champsVides(m *api.CreationIntervenant) error {
	for champ, v := range map[string]string{"nom": m.Nom, "prenom": m.Prenom} {
		if strings.TrimSpace(v) == "" {
			return fail.New(fail.Invalid, "intervenant.nom", "Le nom et le prénom sont nécessaires.", fail.Field{Pointer: "/" + champ, Code: "required", Message: "ce champ est requis"})
		}
	}
	if m.DateNaissance != nil && (m.DateNaissance.Year() < 1900 || m.DateNaissance.After(time.Now())) {
		return fail.New(fail.Invalid, "intervenant.naissance", "Cette date de naissance n’est pas vraisemblable.",
			fail.Field{Pointer: "/date_naissance", Code: "date", Message: "entre 1900 et aujourd’hui"})
	}
	return nil
}

func jourDe(d *openapi_types.Date) *time.Time {
	if d == nil {
		return nil
	}
	return &d.Time
}

func refuserHomonyme(ctx context.Context, tx *db.Tx, m *api.CreationIntervenant) error {
	connus, err := db.Query[struct {
		Numero        int64
		Nom, Prenom   string
		DateNaissance *string
	}](ctx, tx.Reader, `SELECT numero, nom, prenom, to_char(date_naissance, 'DD/MM/YYYY') AS date_naissance FROM intervenant
		WHERE academie = $1 AND (nom_cle = cle_nom($2) OR patronyme_cle = cle_nom($2)) AND prenom_cle = cle_nom($3)
		AND (date_naissance = $4 OR date_naissance IS NULL OR $4::date IS NULL) ORDER BY numero LIMIT 5`, tx.Academie, m.Nom, m.Prenom, jourDe(m.DateNaissance))
	if err != nil || len(connus) == 0 {
		return err
	}
	var noms []string
	for _, c := range connus {
		nom := fmt.Sprintf("%s %s (n° %d", c.Nom, c.Prenom, c.Numero)
		if c.DateNaissance != nil {
			nom += ", né(e) le " + *c.DateNaissance
		}
		noms = append(noms, nom+")")
	}
	return fail.New(fail.Conflict, "intervenant.homonyme", "Déjà connu(e) : "+strings.Join(noms, " ; ")+". S’il s’agit d’une autre personne, créez-la quand même.")
}

// SupprimerIntervenant answers DELETE /intervenants/{id}. It returns fail.NotFound, fail.Stale, fail.Conflict for
// somebody whom a file would bring back, or who was ever designated: setting aside keeps the history.
func (a API) SupprimerIntervenant(ctx context.Context, r api.SupprimerIntervenantRequestObject) (api.SupprimerIntervenantResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	p := access.De(ctx)
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, ok, err := db.One[struct {
			Origine, Nom, Prenom string
			Version              int
			Missions             bool
		}](ctx, tx.Reader, `SELECT origine, nom, prenom, version, EXISTS (SELECT 1 FROM affectation f WHERE f.academie = i.academie AND f.intervenant_id = i.id) AS missions
			FROM intervenant i WHERE academie = $1 AND id = $2 FOR UPDATE`, p.Academie, r.Id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fail.Introuvable("Cet intervenant")
		case l.Version != version:
			return fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié cette fiche depuis que vous l’avez lue. Relisez-la.")
		case l.Origine != "SAISI":
			return fail.New(fail.Conflict, "intervenant.origine", "Cette personne vient de "+l.Origine+" : supprimée, elle reviendrait au prochain import. Écartez-la, ou historisez-la.")
		case l.Missions:
			return fail.New(fail.Conflict, "intervenant.missions", "Cette personne a, ou a eu, des missions : son historique doit rester. Écartez-la, ou historisez-la.")
		}
		for _, sql := range []string{
			`DELETE FROM competence_auteur WHERE academie = $1 AND competence_id IN (SELECT id FROM competence WHERE academie = $1 AND intervenant_id = $2)`,
			`DELETE FROM competence WHERE academie = $1 AND intervenant_id = $2`, `DELETE FROM enseignement WHERE academie = $1 AND intervenant_id = $2`,
			`DELETE FROM suppleance WHERE academie = $1 AND (suppleant_id = $2 OR absent_id = $2)`, `DELETE FROM rattachement WHERE academie = $1 AND intervenant_id = $2`,
			`UPDATE utilisateur SET intervenant_id = NULL, actif = false WHERE academie = $1 AND intervenant_id = $2`, `DELETE FROM intervenant WHERE academie = $1 AND id = $2`} {
			if _, err := tx.Exec(ctx, sql, p.Academie, r.Id); err != nil {
				return err
			}
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "suppression", Objet: "intervenant", ObjetID: r.Id.String(), Avant: map[string]any{"nom": l.Nom, "prenom": l.Prenom}})
	})
	return api.SupprimerIntervenant204Response{}, err
}
