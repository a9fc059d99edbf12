package convocation

import (
	"context"
	"crypto/sha256"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation/agenda"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// axes along which the progress of convocations is told: key, label.
var axes = map[api.ParAvancement][2]string{
	api.ParAvancementEpreuve:    {"coalesce(o.id::text, '')", "coalesce(x.libelle || ' – ', '') || coalesce(o.libelle, 'Sans épreuve')"},
	api.ParAvancementCentre:     {"coalesce(ce.code, '')", "coalesce(ce.libelle || coalesce(', ' || ce.commune, ''), 'Sans centre')"},
	api.ParAvancementDiscipline: {"coalesce(r.discipline, '')", "coalesce(d.libelle, r.discipline, 'Sans discipline')"},
}

// LireAvancementConvocations answers GET /avancement-convocations.
func (a API) LireAvancementConvocations(ctx context.Context, r api.LireAvancementConvocationsRequestObject) (api.LireAvancementConvocationsResponseObject, error) {
	p, axe := access.De(ctx), axes[r.Params.Par]
	reponse := api.LireAvancementConvocations200JSONResponse{Lignes: []api.LigneAvancementConvocations{}}
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		lues, err := db.Query[api.LigneAvancementConvocations](ctx, l, `SELECT `+axe[0]+` AS cle, `+axe[1]+` AS libelle, count(*) AS affectees, count(*) FILTER (WHERE a.etat <> 'affectee') AS convoquees,
				count(*) FILTER (WHERE c.etat IN ('ouverte', 'acquittee', 'contestee')) AS ouvertes, count(*) FILTER (WHERE c.etat = 'acquittee') AS acquittees, count(*) FILTER (WHERE c.etat = 'contestee') AS contestees
			FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
			LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
			LEFT JOIN examen x ON x.academie = m.academie AND x.code = m.examen
			LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
			LEFT JOIN rattachement r ON r.academie = a.academie AND r.intervenant_id = a.intervenant_id AND r.type = 'principal'
			LEFT JOIN discipline d ON d.academie = r.academie AND d.code = r.discipline
			LEFT JOIN convocation_mission cm ON cm.academie = a.academie AND cm.affectation_id = a.id AND cm.vivante
			LEFT JOIN convocation c ON c.academie = cm.academie AND c.id = cm.convocation_id
			WHERE a.academie = $1 AND a.session_id = $2 AND a.etat IN ('affectee', 'convoquee', 'effectuee', 'non_effectuee') GROUP BY 1, 2 ORDER BY 2, 1 LIMIT 2000`, p.Academie, r.Params.Session)
		if lues != nil {
			reponse.Lignes = lues
		}
		return err
	})
	return reponse, err
}

// LireAbonnement answers GET /abonnement-agenda.
func (a API) LireAbonnement(ctx context.Context, _ api.LireAbonnementRequestObject) (api.LireAbonnementResponseObject, error) {
	p := access.De(ctx)
	type ligne struct {
		CreeLe time.Time
		LuLe   *time.Time
	}
	var r api.LireAbonnement200JSONResponse
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		x, ok, err := db.One[ligne](ctx, l, `SELECT cree_le, lu_le FROM agenda_abonnement WHERE academie = $1 AND intervenant_id = $2 AND revoque_le IS NULL`, p.Academie, p.Intervenant)
		if ok {
			r.Actif, r.CreeLe, r.LuLe = true, &x.CreeLe, x.LuLe
		}
		return err
	})
	return r, err
}

// CreerAbonnement answers POST /abonnement-agenda: the address is said once, only its digest is kept; the one before no
// longer answers. It returns fail.Forbidden for an account that is nobody of the vivier.
func (a API) CreerAbonnement(ctx context.Context, _ api.CreerAbonnementRequestObject) (api.CreerAbonnementResponseObject, error) {
	p := access.De(ctx)
	if p.Intervenant == nil {
		return nil, fail.New(fail.Forbidden, "agenda.personne", "Ce compte n’est relié à aucun intervenant.")
	}
	jeton, maintenant := jetonNeuf()+jetonNeuf(), time.Now()
	empreinte := sha256.Sum256([]byte(jeton))
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE agenda_abonnement SET revoque_le = now() WHERE academie = $1 AND intervenant_id = $2 AND revoque_le IS NULL`, p.Academie, p.Intervenant); err != nil {
			return err
		}
		id := uuid.Must(uuid.NewV7())
		if _, err := tx.Exec(ctx, `INSERT INTO agenda_abonnement (academie, id, intervenant_id, empreinte) VALUES ($1, $2, $3, $4)`, p.Academie, id, p.Intervenant, empreinte[:]); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "agenda_abonnement", ObjetID: id.String()})
	})
	adresse := a.URL + "/api/v1/agendas/" + p.Academie + "-" + jeton
	return api.CreerAbonnement201JSONResponse{Actif: true, CreeLe: &maintenant, Adresse: &adresse}, err
}

// RevoquerAbonnement answers DELETE /abonnement-agenda.
func (a API) RevoquerAbonnement(ctx context.Context, _ api.RevoquerAbonnementRequestObject) (api.RevoquerAbonnementResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE agenda_abonnement SET revoque_le = now() WHERE academie = $1 AND intervenant_id = $2 AND revoque_le IS NULL`, p.Academie, p.Intervenant)
		if err != nil || n == 0 {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "revocation", Objet: "agenda_abonnement", ObjetID: p.Intervenant.String()})
	})
	return api.RevoquerAbonnement204Response{}, err
}

// LireAgenda answers GET /agendas/{jeton}: every letter of the person, oldest first, so that the last word on an event is
// the last read. It returns fail.NotFound for an address that does not exist, or no longer.
func (a API) LireAgenda(ctx context.Context, r api.LireAgendaRequestObject) (api.LireAgendaResponseObject, error) {
	academie, jeton, _ := strings.Cut(strings.TrimSuffix(r.Jeton, ".ics"), "-")
	empreinte := sha256.Sum256([]byte(jeton))
	var evs []agenda.Evenement
	err := a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		qui, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `UPDATE agenda_abonnement SET lu_le = now() WHERE academie = $1 AND empreinte = $2 AND revoque_le IS NULL RETURNING intervenant_id`, academie, empreinte[:])
		if err != nil {
			return err
		}
		if qui == uuid.Nil {
			return fail.Introuvable("Cet agenda")
		}
		evs, err = a.evenements(ctx, tx.Reader, academie, `c.intervenant_id = $2 AND c.etat NOT IN ('remplacee', 'annulee')`, qui)
		evs = agenda.Dernieres(evs)
		return err
	})
	if err != nil {
		return nil, err
	}
	return rendu{"text/calendar; charset=utf-8", "imagin.ics", func(w io.Writer) error { return agenda.Ecrire(w, "IMAG’IN – mes convocations", evs) }}, nil
}

// RelancerConvocations answers POST /convocations/relances: those of the selection that are in force and unanswered.
func (a API) RelancerConvocations(ctx context.Context, r api.RelancerConvocationsRequestObject) (api.RelancerConvocationsResponseObject, error) {
	p := access.De(ctx)
	choix, args, err := Convocations.Choisir(p, r.Body.Selection)
	if err != nil {
		return nil, err
	}
	var bilan api.BilanRelances
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		lues, err := db.Query[aRelancer](ctx, tx.Reader, `SELECT c.id, c.intervenant_id, c.numero, c.reponse_avant, c.prenom || ' ' || c.nom AS nom, coalesce(i.mel, '') AS mel, convert_to(c.contenu::text, 'UTF8') AS contenu
			FROM convocation c JOIN intervenant i ON i.academie = c.academie AND i.id = c.intervenant_id
			WHERE c.academie = $`+plus(args, 1)+` AND c.id IN (`+choix+`) AND c.etat IN ('editee', 'envoyee', 'ouverte') AND c.type <> 'annulation'`, append(args, p.Academie)...)
		if err != nil {
			return err
		}
		bilan.Lignes = len(lues)
		for _, l := range lues {
			if l.Mel == "" {
				bilan.SansMel++
			}
		}
		bilan.Relancees = bilan.Lignes - bilan.SansMel
		if valeur(r.Body.Simulation, false) || bilan.Relancees == 0 {
			return nil
		}
		return a.relancer(ctx, tx, lues)
	})
	return api.RelancerConvocations200JSONResponse(bilan), err
}

type aRelancer struct {
	ID, IntervenantID uuid.UUID
	Numero, Nom, Mel  string
	ReponseAvant      time.Time
	Contenu           []byte
}

func (a API) relancer(ctx context.Context, tx *db.Tx, lues []aRelancer) error {
	var ids []uuid.UUID
	for _, l := range lues {
		if l.Mel != "" {
			ids = append(ids, l.ID)
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE convocation SET relancee_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND id = ANY ($2)`, tx.Academie, ids); err != nil {
		return err
	}
	if err := a.posterRelances(ctx, tx, lues); err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "relance", Objet: "convocation", ObjetID: "selection", Apres: map[string]any{"convocations": ids}})
}
