package disponibilite

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

var motifsIndisponibilite = []string{"absence", "formation", "sortie_scolaire", "examen_local", "conge", "mandat", "autre"}

// Indisponibilites is the list of the periods entered.
var Indisponibilites = list.Liste{
	Operation: "ListerIndisponibilites", Portee: surIntervenant("n"),
	Definition: &list.Definition{
		Ressource: "indisponibilites", Base: "indisponibilite n", Alias: "n", Tri: "-debut",
		Jointures: []list.Jointure{jointureIntervenant("n"),
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = n.academie AND e.id = n.etablissement_id"},
			{Alias: "ac", SQL: "JOIN academie ac ON ac.code = n.academie"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "n.id", Genre: list.UUID},
			{Cle: "intervenant", Titre: "Intervenant (identifiant)", SQL: "n.intervenant_id", Genre: list.UUID, Cachee: true},
			{Cle: "intervenant_nom", Titre: "Intervenant", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}},
			{Cle: "debut", Titre: "Début", SQL: "n.debut", Genre: list.Instant, NonNul: true,
				SQLExport: "to_char(n.debut AT TIME ZONE ac.fuseau, 'YYYY-MM-DD HH24:MI')", ViaExport: []string{"ac"}},
			{Cle: "fin", Titre: "Fin", SQL: "n.fin", Genre: list.Instant, NonNul: true,
				SQLExport: "to_char(n.fin AT TIME ZONE ac.fuseau, 'YYYY-MM-DD HH24:MI')", ViaExport: []string{"ac"}},
			{Cle: "motif", Titre: "Motif", SQL: "n.motif", Genre: list.Choix, Valeurs: motifsIndisponibilite},
			{Cle: "commentaire", Titre: "Commentaire", SQL: "n.commentaire"},
			{Cle: "source", Titre: "Saisie par", SQL: "n.source", Genre: list.Choix, Valeurs: []string{"etablissement", "gestionnaire"}},
			{Cle: "uai", Titre: "Établissement", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etat", Titre: "État", SQL: "n.etat", Genre: list.Choix, Valeurs: []string{"active", "retiree"}},
			{Cle: "justificatif", Titre: "Justificatif", SQL: "(n.fichier_id IS NOT NULL)", Genre: list.Booleen},
			{Cle: "missions", Titre: "Missions touchées", Genre: list.Nombre, Fixe: true, SQL: `(SELECT count(DISTINCT o.affectation_id) FROM affectation f
				JOIN occupation o ON o.academie = f.academie AND o.affectation_id = f.id
				WHERE f.academie = n.academie AND f.intervenant_id = n.intervenant_id AND o.active AND o.sur_place AND o.periode && tstzrange(n.debut, n.fin) AND n.etat = 'active')`},
			{Cle: "saisi_par", Titre: "Auteur", SQL: "n.saisi_par"},
			{Cle: "cree_le", Titre: "Saisie le", SQL: "n.cree_le", Genre: list.Instant, NonNul: true},
			{Cle: "fuseau", Titre: "Fuseau", SQL: "ac.fuseau", Via: []string{"ac"}, Cachee: true},
			{Cle: "version", Titre: "Version", SQL: "n.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerIndisponibilites answers GET /indisponibilites.
func (a API) ListerIndisponibilites(ctx context.Context, r api.ListerIndisponibilitesRequestObject) (api.ListerIndisponibilitesResponseObject, error) {
	res, err := list.Lire[api.Indisponibilite](ctx, a.Base, Indisponibilites, list.Params(r.Params))
	return api.ListerIndisponibilites200JSONResponse(res), err
}

// SaisirIndisponibilites answers POST /indisponibilites: the same period for one or several people. It returns
// fail.Invalid for a period that cannot be, fail.NotFound when one of them is out of scope: then nothing is written.
func (a API) SaisirIndisponibilites(ctx context.Context, r api.SaisirIndisponibilitesRequestObject) (api.SaisirIndisponibilitesResponseObject, error) {
	p, b := access.De(ctx), r.Body
	var crees []uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		zone, _, err := Zone(ctx, tx.Reader, p.Academie)
		if err != nil {
			return err
		}
		debut, fin, err := periodeSaisie(b, zone)
		if err != nil {
			return err
		}
		qui := distincts(b.Intervenants)
		if err := dansLePerimetre(ctx, tx.Reader, p, b.Intervenants, len(qui)); err != nil {
			return err
		}
		source := "gestionnaire"
		if p.Profil == "chef_etablissement" {
			source = "etablissement"
		}
		type cree struct{ ID, IntervenantID uuid.UUID }
		l, err := db.Query[cree](ctx, tx.Reader, `INSERT INTO indisponibilite (academie, intervenant_id, debut, fin, motif, commentaire, source, etablissement_id, saisi_par)
			SELECT $1, q, $3, $4, $5, nullif(trim($6), ''), $7, $8, $9 FROM (SELECT DISTINCT unnest($2::uuid[]) AS q) x
			ON CONFLICT (academie, intervenant_id, debut, fin) WHERE etat = 'active' DO NOTHING RETURNING id, intervenant_id`,
			p.Academie, b.Intervenants, debut, fin, string(b.Motif), b.Commentaire, source, p.Etablissement, tx.Acteur.Qui)
		for _, c := range l {
			crees = append(crees, c.ID)
			if err == nil {
				err = journal.Ecrire(ctx, tx, journal.Ligne{Action: "indisponibilite", Objet: "intervenant", ObjetID: c.IntervenantID.String(),
					Apres: map[string]any{"debut": debut, "fin": fin, "motif": b.Motif}})
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	res := api.IndisponibilitesSaisies{Creees: []api.Indisponibilite{}, Deja: len(distincts(b.Intervenants)) - len(crees)}
	for _, id := range crees {
		n, _, err := list.Un[api.Indisponibilite](ctx, a.Base, Indisponibilites, id)
		if err != nil {
			return nil, err
		}
		res.Creees = append(res.Creees, n)
	}
	return api.SaisirIndisponibilites201JSONResponse(res), nil
}

// midi parts the two half days: a morning ends and an afternoon begins at 13 h.
const midi = 13 * time.Hour

// periodeSaisie reads the two half days, or the two instants.
func periodeSaisie(b *api.SaisieIndisponibilite, zone *time.Location) (debut, fin time.Time, err error) {
	champ := func(pointeur, message string) error {
		return fail.New(fail.Invalid, "indisponibilite.periode", message, fail.Field{Pointer: pointeur, Code: "periode", Message: message})
	}
	switch {
	case b.Debut != nil && b.Fin != nil:
		debut, fin = *b.Debut, *b.Fin
	case b.PremierJour != nil && b.DernierJour != nil:
		premier, dernier := b.PremierJour.Time, b.DernierJour.Time
		debut, fin = minuit(premier, zone), minuit(dernier.AddDate(0, 0, 1), zone)
		if b.PremierMoment != nil && *b.PremierMoment == "apres_midi" {
			debut = heure(premier, midi, zone)
		}
		if b.DernierMoment != nil && *b.DernierMoment == "matin" {
			fin = heure(dernier, midi, zone)
		}
	default:
		return debut, fin, champ("/premier_jour", "Indiquez le premier et le dernier jour de la période.")
	}
	if !fin.After(debut) {
		return debut, fin, champ("/dernier_jour", "La fin doit suivre le début.")
	}
	if debut.Year() < 2000 || fin.Year() > 2100 {
		return debut, fin, champ("/premier_jour", "Cette période n’est pas vraisemblable.")
	}
	return debut, fin, nil
}

func heure(j time.Time, h time.Duration, zone *time.Location) time.Time {
	return time.Date(j.Year(), j.Month(), j.Day(), int(h/time.Hour), 0, 0, 0, zone)
}

// dansLePerimetre refuses the whole when one person is not the principal's.
func dansLePerimetre(ctx context.Context, r db.Reader, p *access.Principal, ids []uuid.UUID, distincts int) error {
	c := p.SurIntervenant("i.academie", "i.id")
	sql, args := "$1::text IS NULL", []any{nil, p.Academie, ids}
	if c.SQL != "" {
		sql, args[0] = c.SQL, c.Args[0]
	}
	n, err := db.Scalar[int64](ctx, r, `SELECT count(*) FROM intervenant i WHERE (`+sql+`) AND i.academie = $2 AND i.id = ANY ($3)`, args...)
	if err == nil && n != int64(distincts) {
		err = fail.Introuvable("L’une de ces personnes")
	}
	return err
}

// aModifier locks an indisponibilité that the principal may change: a school changes what it entered. It returns
// fail.NotFound, fail.Forbidden.
func aModifier(ctx context.Context, tx *db.Tx, p *access.Principal, id uuid.UUID) (n ligneIndisponibilite, err error) {
	n, ok, err := db.One[ligneIndisponibilite](ctx, tx.Reader, `SELECT intervenant_id, etablissement_id, etat, version, fichier_id FROM indisponibilite
		WHERE academie = $1 AND id = $2 FOR UPDATE`, p.Academie, id)
	if err != nil {
		return n, err
	}
	if !ok || dansLePerimetre(ctx, tx.Reader, p, []uuid.UUID{n.IntervenantID}, 1) != nil {
		return n, fail.Introuvable("Cette indisponibilité")
	}
	if p.Profil == "chef_etablissement" && (n.EtablissementID == nil || *n.EtablissementID != *p.Etablissement) {
		return n, fail.New(fail.Forbidden, "indisponibilite.auteur", "Cette indisponibilité a été saisie ailleurs : demandez à la division des examens de la modifier.")
	}
	return n, nil
}

type ligneIndisponibilite struct {
	IntervenantID              uuid.UUID
	EtablissementID, FichierID *uuid.UUID
	Etat                       string
	Version                    int
}

// RetirerIndisponibilite answers POST /indisponibilites/{id}/retrait. It returns fail.NotFound, fail.Forbidden, fail.Stale.
func (a API) RetirerIndisponibilite(ctx context.Context, r api.RetirerIndisponibiliteRequestObject) (api.RetirerIndisponibiliteResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := aModifier(ctx, tx, p, r.Id)
		if err != nil {
			return err
		}
		if n.Version != r.Body.Version {
			return perimee()
		}
		if _, err := tx.Exec(ctx, `UPDATE indisponibilite SET etat = 'retiree', version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, p.Academie, r.Id); err != nil {
			return err
		}
		motif := ""
		if r.Body.Motif != nil {
			motif = *r.Body.Motif
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "retrait_indisponibilite", Objet: "intervenant", ObjetID: n.IntervenantID.String(), Pourquoi: motif,
			Avant: map[string]any{"indisponibilite": r.Id}})
	})
	if err != nil {
		return nil, err
	}
	n, _, err := list.Un[api.Indisponibilite](ctx, a.Base, Indisponibilites, r.Id)
	return api.RetirerIndisponibilite200JSONResponse(n), err
}
