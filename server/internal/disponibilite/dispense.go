package disponibilite

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/activite"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
	"imagin/server/internal/secret"
)

var etatsDispense = []string{"demandee", "avis_rendu", "accordee", "refusee", "retiree"}

// Dispenses is the list of requests. Motives are not in it: they may be health data, sealed, read one at a time.
var Dispenses = list.Liste{
	Operation: "ListerDispenses", Portee: surIntervenant("d"),
	Definition: &list.Definition{
		Ressource: "dispenses", Base: "dispense d", Alias: "d", Tri: "-demandee_le",
		Jointures: []list.Jointure{jointureIntervenant("d"), jointureSession("d"),
			{Alias: "rg", SQL: "JOIN regle_disponibilite rg ON rg.academie = d.academie"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "d.id", Genre: list.UUID},
			{Cle: "intervenant", Titre: "Intervenant (identifiant)", SQL: "d.intervenant_id", Genre: list.UUID, Cachee: true},
			{Cle: "intervenant_nom", Titre: "Intervenant", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}},
			{Cle: "uai", Titre: "Établissement", SQL: `(SELECT e.uai FROM rattachement t JOIN etablissement e ON e.academie = t.academie AND e.id = t.etablissement_id
				WHERE t.academie = d.academie AND t.intervenant_id = d.intervenant_id AND t.effectif AND t.type = 'principal')`},
			{Cle: "session", Titre: "Session (identifiant)", SQL: "d.session_id", Genre: list.UUID, Cachee: true},
			colonneSession("d"),
			{Cle: "examen", Titre: "Examen", SQL: "d.examen"},
			{Cle: "debut", Titre: "Du", SQL: "d.debut", Genre: list.Date},
			{Cle: "fin", Titre: "Au", SQL: "d.fin", Genre: list.Date},
			{Cle: "etat", Titre: "État", SQL: "d.etat", Genre: list.Choix, Valeurs: etatsDispense},
			{Cle: "demandee_le", Titre: "Demandée le", SQL: "d.demandee_le", Genre: list.Instant, NonNul: true},
			{Cle: "avis_avant", Titre: "Avis attendu avant le", SQL: "d.demandee_le + make_interval(days => rg.dispense_avis_jours)", Genre: list.Instant, Via: []string{"rg"}},
			{Cle: "imprevu", Titre: "Hors délai", SQL: "d.imprevu", Genre: list.Booleen},
			{Cle: "partage_chef", Titre: "Motif ouvert au chef", SQL: "d.partage_chef", Genre: list.Booleen},
			{Cle: "justificatif", Titre: "Justificatif", SQL: "(d.fichier_id IS NOT NULL)", Genre: list.Booleen},
			{Cle: "avis", Titre: "Avis", SQL: "d.avis", Genre: list.Choix, Valeurs: []string{"favorable", "defavorable", "non_rendu"}},
			{Cle: "avis_motif", Titre: "Motif de l’avis", SQL: "d.avis_motif"},
			{Cle: "avis_par", Titre: "Avis de", SQL: "d.avis_par"},
			{Cle: "avis_le", Titre: "Avis le", SQL: "d.avis_le", Genre: list.Instant},
			{Cle: "decision_par", Titre: "Décision de", SQL: "d.decision_par"},
			{Cle: "decision_le", Titre: "Décision le", SQL: "d.decision_le", Genre: list.Instant},
			{Cle: "version", Titre: "Version", SQL: "d.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerDispenses answers GET /dispenses.
func (a API) ListerDispenses(ctx context.Context, r api.ListerDispensesRequestObject) (api.ListerDispensesResponseObject, error) {
	res, err := list.Lire[api.Dispense](ctx, a.Base, Dispenses, list.Params(r.Params))
	return api.ListerDispenses200JSONResponse(res), err
}

// secretDispense is what is sealed.
type secretDispense struct {
	Motif  api.MotifDispense `json:"motif"`
	Expose string            `json:"expose"`
}

func lieuDispense(academie string, id uuid.UUID) string {
	return "dispense/" + academie + "/" + id.String()
}

// ligneDispense is a row as its changes need it.
type ligneDispense struct {
	IntervenantID  uuid.UUID
	Etat           string
	PartageChef    bool
	FichierID      *uuid.UUID
	Motif, Reponse []byte
	DemandeeLe     time.Time
	Version        int
}

// prendre locks a request in the principal's scope. It returns fail.NotFound.
func prendre(ctx context.Context, tx *db.Tx, p *access.Principal, id uuid.UUID) (d ligneDispense, err error) {
	d, ok, err := db.One[ligneDispense](ctx, tx.Reader, `SELECT intervenant_id, etat, partage_chef, fichier_id, motif, reponse, demandee_le, version FROM dispense
		WHERE academie = $1 AND id = $2 FOR UPDATE`, p.Academie, id)
	if err == nil && (!ok || dansLePerimetre(ctx, tx.Reader, p, []uuid.UUID{d.IntervenantID}, 1) != nil) {
		err = fail.Introuvable("Cette demande de dispense")
	}
	return d, err
}

// lisible says who reads the motive and the proof: the person, those who decide, and the chef if the person agreed.
func (d ligneDispense) lisible(p *access.Principal) bool {
	return p.Profil == "intervenant" || access.Permet(p.Profil, "dispenses.decider") || p.Profil == "chef_etablissement" && d.PartageChef
}

// LireDispense answers GET /dispenses/{id}, with the motive for whoever may read it: a line of the journal when it is
// not the person herself. It returns fail.NotFound.
func (a API) LireDispense(ctx context.Context, r api.LireDispenseRequestObject) (api.LireDispenseResponseObject, error) {
	d, err := a.lireDispense(ctx, r.Id, true)
	return api.LireDispense200JSONResponse(d), err
}

func (a API) lireDispense(ctx context.Context, id uuid.UUID, journaliser bool) (res api.Dispense, err error) {
	p := access.De(ctx)
	res, ok, err := list.Un[api.Dispense](ctx, a.Base, Dispenses, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette demande de dispense")
	}
	if err != nil {
		return res, err
	}
	var secret secretDispense
	var lisible bool
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		d, err := prendre(ctx, tx, p, id)
		if err != nil {
			return err
		}
		if d.Reponse != nil && (d.lisible(p)) {
			clair, err := a.Coffre.Dechiffrer(d.Reponse, lieuDispense(p.Academie, id)+"/reponse")
			if err != nil {
				return err
			}
			reponse := string(clair)
			res.Reponse = &reponse
		}
		if lisible = d.lisible(p); !lisible {
			return nil
		}
		clair, err := a.Coffre.Dechiffrer(d.Motif, lieuDispense(p.Academie, id))
		if err != nil {
			return err
		}
		if err := json.Unmarshal(clair, &secret); err != nil || !journaliser || p.Profil == "intervenant" {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "lecture_motif", Objet: "dispense", ObjetID: id.String()})
	})
	res.Lisible = &lisible
	if lisible {
		res.Motif, res.Expose = &secret.Motif, &secret.Expose
	}
	return res, err
}

// DemanderDispense answers POST /dispenses. It returns fail.Invalid after the deadline unless the event could not be
// foreseen, fail.Conflict when a request is already being studied.
func (a API) DemanderDispense(ctx context.Context, r api.DemanderDispenseRequestObject) (api.DemanderDispenseResponseObject, error) {
	p, b := access.De(ctx), r.Body
	if p.Intervenant == nil {
		return nil, sansDossier()
	}
	var id uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) (err error) {
		if err := sessionOuverte(ctx, tx.Reader, p.Academie, b.Session); err != nil {
			return err
		}
		if err := verifierExamen(ctx, tx.Reader, p.Academie, b.Examen); err != nil {
			return err
		}
		horsDelai, err := horsDelai(ctx, tx.Reader, p.Academie)
		if err != nil {
			return err
		}
		if horsDelai != "" && (b.Imprevu == nil || !*b.Imprevu) {
			return fail.New(fail.Invalid, "dispense.delai", "La date limite des demandes était le "+horsDelai+". Si l’événement ne pouvait être prévu, dites-le en cochant la case « imprévu ».",
				fail.Field{Pointer: "/imprevu", Code: "delai", Message: "à cocher après le " + horsDelai})
		}
		id, err = demander(ctx, tx, a.Coffre, *p.Intervenant, *b, horsDelai != "")
		return err
	})
	if err != nil {
		return nil, err
	}
	d, err := a.lireDispense(ctx, id, false)
	return api.DemanderDispense201JSONResponse(d), err
}

func demander(ctx context.Context, tx *db.Tx, coffre *secret.Coffre, intervenant uuid.UUID, b api.DemandeDispense, imprevu bool) (uuid.UUID, error) {
	id := uuid.Must(uuid.NewV7())
	texte, err := json.Marshal(secretDispense{b.Motif, b.Expose})
	if err != nil {
		return id, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO dispense (academie, id, intervenant_id, session_id, examen, debut, fin, motif, partage_chef, imprevu)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9, false), $10)`, tx.Academie, id, intervenant, b.Session, b.Examen, jourDe(b.Debut), jourDe(b.Fin),
		coffre.Chiffrer(texte, lieuDispense(tx.Academie, id)), b.PartageChef, imprevu); err != nil {
		return id, err
	}
	return id, journal.Ecrire(ctx, tx, journal.Ligne{Action: "demande", Objet: "dispense", ObjetID: id.String(), Apres: map[string]any{"etat": "demandee", "intervenant": intervenant}})
}

// DemanderPour asks for a dispense in the name of a person who says on line that she cannot come when she is called, whatever
// the deadline: she could not know before. The request that is already studied for the same dates is the one it returns.
func DemanderPour(ctx context.Context, tx *db.Tx, coffre *secret.Coffre, intervenant uuid.UUID, b api.DemandeDispense) (uuid.UUID, error) {
	deja, err := db.Scalar[*uuid.UUID](ctx, tx.Reader, `SELECT id FROM dispense WHERE academie = $1 AND intervenant_id = $2 AND session_id = $3 AND examen IS NULL AND debut IS NOT DISTINCT FROM $4
		AND etat IN ('demandee', 'avis_rendu')`, tx.Academie, intervenant, b.Session, jourDe(b.Debut))
	if err != nil || deja != nil {
		return valeurOu(deja), err
	}
	horsDelai, err := horsDelai(ctx, tx.Reader, tx.Academie)
	if err != nil {
		return uuid.Nil, err
	}
	return demander(ctx, tx, coffre, intervenant, b, horsDelai != "")
}

func valeurOu(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}

// JoindrePour gives a request still studied the proof that came with what caused it.
func JoindrePour(ctx context.Context, tx *db.Tx, dispense, fichier uuid.UUID) error {
	n, err := tx.Exec(ctx, `UPDATE dispense SET fichier_id = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat IN ('demandee', 'avis_rendu')`, tx.Academie, dispense, fichier)
	if err != nil || n == 0 {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "justificatif", Objet: "dispense", ObjetID: dispense.String()})
}

func verifierExamen(ctx context.Context, r db.Reader, academie string, examen *string) error {
	if examen == nil {
		return nil
	}
	if err := activite.PourExamens(ctx, *examen); err != nil {
		return err
	}
	ok, err := db.Scalar[bool](ctx, r, `SELECT EXISTS (SELECT 1 FROM examen WHERE academie = $1 AND code = $2)`, academie, *examen)
	if err == nil && !ok {
		err = fail.New(fail.Invalid, "examen.inconnu", "Cet examen n’existe pas.", fail.Field{Pointer: "/examen", Code: "inconnu", Message: "choisissez un examen de la liste"})
	}
	return err
}

// horsDelai is the deadline when it is over, in the zone of the académie; else empty.
func horsDelai(ctx context.Context, r db.Reader, academie string) (string, error) {
	return db.Scalar[string](ctx, r, `SELECT to_char(g.dispense_limite, 'DD/MM/YYYY') FROM regle_disponibilite g JOIN academie a ON a.code = g.academie
		WHERE g.academie = $1 AND (now() AT TIME ZONE a.fuseau)::date > g.dispense_limite`, academie)
}

// RetirerDispense answers POST /dispenses/{id}/retrait: before any decision. It returns fail.NotFound, fail.Stale,
// fail.Conflict.
func (a API) RetirerDispense(ctx context.Context, r api.RetirerDispenseRequestObject) (api.RetirerDispenseResponseObject, error) {
	p := access.De(ctx)
	err := a.changer(ctx, r.Id, r.Body.Version, func(tx *db.Tx, d ligneDispense) error {
		_, err := tx.Exec(ctx, `UPDATE dispense SET etat = 'retiree', version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, p.Academie, r.Id)
		if err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, passage(r.Id, d.Etat, "retiree", ""))
	})
	if err != nil {
		return nil, err
	}
	d, err := a.lireDispense(ctx, r.Id, false)
	return api.RetirerDispense200JSONResponse(d), err
}

// changer runs a change on a locked request whose version is the one that was read.
func (a API) changer(ctx context.Context, id uuid.UUID, version int, fn func(*db.Tx, ligneDispense) error) error {
	p := access.De(ctx)
	return a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		d, err := prendre(ctx, tx, p, id)
		if err != nil {
			return err
		}
		if d.Version != version {
			return perimee()
		}
		return fn(tx, d)
	})
}

func passage(id uuid.UUID, de, vers, pourquoi string) journal.Ligne {
	return journal.Ligne{Action: "transition", Objet: "dispense", ObjetID: id.String(), Pourquoi: pourquoi,
		Avant: map[string]any{"etat": de}, Apres: map[string]any{"etat": vers}}
}
