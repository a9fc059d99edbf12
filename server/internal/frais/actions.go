package frais

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// errSimulation undoes what was only tried.
var errSimulation = fail.New(fail.Conflict, "simulation", "Simulation.")

// AgirEtatsFrais answers POST /etats-frais/actions: all that can be done is done, the rest is left and says why. A
// simulation does it and undoes it. It returns fail.Invalid without a motive where one is due.
func (a API) AgirEtatsFrais(ctx context.Context, r api.AgirEtatsFraisRequestObject) (api.AgirEtatsFraisResponseObject, error) {
	p, b := access.De(ctx), r.Body
	motif := ""
	if b.Motif != nil {
		motif = strings.TrimSpace(*b.Motif)
	}
	if motif == "" && (b.Action == api.ActionFraisRenvoyer || b.Action == api.ActionFraisAnnuler) {
		return nil, fail.New(fail.Invalid, "etat_frais.motif", "Dites pourquoi : l’intervenant lira ce motif.", fail.Field{Pointer: "/motif", Code: "requis", Message: "un motif est attendu"})
	}
	sql, args, err := EtatsFrais.Choisir(p, b.Selection)
	if err != nil {
		return nil, err
	}
	bilan := api.BilanEtatsFrais{Montants: []api.MontantDevise{}, Laissees: []api.RaisonFrais{}}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		choisis, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, sql, args...)
		if err != nil {
			return err
		}
		ids := make([]uuid.UUID, len(choisis))
		for i := range choisis {
			ids[i] = choisis[i].ID
		}
		if err := pourquoi(ctx, tx, motif); err != nil {
			return err
		}
		if bilan, err = agir(ctx, tx, ids, b.Action, b.Part, motif); err == nil && b.Simulation != nil && *b.Simulation {
			err = errSimulation
		}
		return err
	})
	if fail.As(err) == errSimulation {
		err = nil
	}
	return api.AgirEtatsFrais200JSONResponse(bilan), err
}

type partChoisie struct {
	ID                uuid.UUID
	Genre, Etat       string
	EtatAvant         *string
	Devise            string
	Montant           int64
	Constate, Declare bool
	Anomalies         []string
}

// agir locks the parts of a selection, decides for each, then writes all those that move, state by state.
func agir(ctx context.Context, tx *db.Tx, etats []uuid.UUID, action api.ActionFrais, genre *api.GenrePart, motif string) (api.BilanEtatsFrais, error) {
	bilan := api.BilanEtatsFrais{Etats: len(etats), Montants: []api.MontantDevise{}, Laissees: []api.RaisonFrais{}}
	// Locked first, read after: the amounts and the states are those of now.
	if _, err := tx.Exec(ctx, `SELECT 1 FROM efm_part WHERE academie = $1 AND etat_frais_id = ANY ($2) ORDER BY id FOR UPDATE`, tx.Academie, etats); err != nil {
		return bilan, err
	}
	if action == api.ActionFraisValider {
		// One person's kilometres add up over the year: her claims are validated by one at a time.
		if _, err := tx.Exec(ctx, `SELECT 1 FROM intervenant WHERE academie = $1 AND id IN (SELECT intervenant_id FROM etat_frais WHERE academie = $1 AND id = ANY ($2)) ORDER BY id FOR NO KEY UPDATE`, tx.Academie, etats); err != nil {
			return bilan, err
		}
		if err := calculer(ctx, tx, etats); err != nil {
			return bilan, err
		}
		if err := recalculerTrajets(ctx, tx, etats); err != nil {
			return bilan, err
		}
	}
	lues, err := db.Query[partChoisie](ctx, tx.Reader, `SELECT p.id, p.genre, p.etat, p.etat_avant, p.devise, p.montant, p.anomalies, p.calcule_le IS NOT NULL AS declare,
		EXISTS (SELECT 1 FROM constat k WHERE k.academie = e.academie AND k.affectation_id = e.affectation_id) AS constate
		FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
		WHERE p.academie = $1 AND e.id = ANY ($2) AND ($3 = '' OR p.genre = $3) ORDER BY p.id`, tx.Academie, etats, string(genreOuTout(genre)))
	if err != nil {
		return bilan, err
	}
	chemins, montants := map[string][]uuid.UUID{}, map[string]int64{}
	laissees := map[string]int{}
	for i := range lues {
		x := &lues[i]
		chemin, raison := x.chemin(action)
		switch {
		case raison != "":
			laissees[raison]++
		case chemin != "":
			chemins[chemin] = append(chemins[chemin], x.ID)
			bilan.Parts++
			montants[x.Devise] += x.Montant
		}
	}
	for chemin, ids := range chemins {
		if err := suivreChemin(ctx, tx, strings.Split(chemin, " "), ids, motif); err != nil {
			return bilan, err
		}
	}
	for _, d := range []string{"EUR", "XPF"} {
		if m, ok := montants[d]; ok {
			bilan.Montants = append(bilan.Montants, api.MontantDevise{Devise: api.MontantDeviseDevise(d), Montant: m})
		}
	}
	for raison, n := range laissees {
		bilan.Laissees = append(bilan.Laissees, api.RaisonFrais{Raison: raison, Parts: n})
	}
	slices.SortFunc(bilan.Laissees, func(x, y api.RaisonFrais) int { return strings.Compare(x.Raison, y.Raison) })
	return bilan, nil
}

func genreOuTout(g *api.GenrePart) api.GenrePart {
	if g == nil {
		return ""
	}
	return *g
}

// chemin is the states a part goes through for an action, or why it is left. Both empty: nothing to say of it.
func (x *partChoisie) chemin(action api.ActionFrais) (chemin, raison string) {
	switch action {
	case api.ActionFraisValider:
		return x.cheminValider()
	case api.ActionFraisRenvoyer:
		switch x.Etat {
		case "a_valider":
			return "effectuee", ""
		case "valide":
			return "a_valider effectuee", ""
		}
		return "", muet(x.Etat, "Rien à renvoyer : cette part n’est ni à valider, ni validée.")
	case api.ActionFraisAnnuler:
		switch x.Etat {
		case "non_effectuee", "effectuee", "a_valider", "valide":
			return "annule", ""
		}
		return "", muet(x.Etat, "Une part transmise ou payée ne s’annule pas.")
	case api.ActionFraisRetablir:
		if x.Etat == "annule" && x.EtatAvant != nil {
			return *x.EtatAvant, ""
		}
		return "", muet(x.Etat, "Cette part n’est pas annulée.")
	}
	return "", ""
}

func (x *partChoisie) cheminValider() (chemin, raison string) {
	bloquee := slices.ContainsFunc(x.Anomalies, func(a string) bool { return anomalies[a].bloquante })
	switch {
	case x.Etat == "non_effectuee":
		return "", "La mission n’est pas encore effectuée."
	case x.Etat != "effectuee" && x.Etat != "a_valider" && x.Etat != "rejete":
		return "", muet(x.Etat, "Déjà validée, transmise ou payée.")
	case x.Genre == "remuneration" && !x.Constate:
		return "", "Le service fait n’est pas constaté."
	case x.Genre == "deplacement" && !x.Declare:
		return "", "L’intervenant n’a pas encore déclaré son déplacement."
	case bloquee:
		return "", "Une anomalie empêche la validation : ouvrez l’état de frais."
	case x.Etat == "a_valider":
		return "valide", ""
	}
	return "a_valider valide", ""
}

// muet: of parts that are owed nothing, nothing is said.
func muet(etat, raison string) string {
	switch etat {
	case "sans_objet", "invalidable", "non_fait":
		return ""
	}
	return raison
}

func suivreChemin(ctx context.Context, tx *db.Tx, etapes []string, ids []uuid.UUID, motif string) error {
	for _, etat := range etapes {
		if _, err := tx.Exec(ctx, `UPDATE efm_part SET etat = $3, motif = nullif($4, ''), version = version + 1, maj_le = now() WHERE academie = $1 AND id = ANY ($2)`,
			tx.Academie, ids, etat, motif); err != nil {
			return err
		}
	}
	return nil
}

// recalculerTrajets prices again the claims of états de frais: a distance may have been confirmed since.
func recalculerTrajets(ctx context.Context, tx *db.Tx, etats []uuid.UUID) error {
	l, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `SELECT p.id FROM efm_part p JOIN deplacement x ON x.academie = p.academie AND x.part_id = p.id WHERE p.academie = $1 AND p.etat_frais_id = ANY ($2)`, tx.Academie, etats)
	if err != nil {
		return err
	}
	ids := make([]uuid.UUID, len(l))
	for i := range l {
		ids[i] = l[i].ID
	}
	return calculerDeplacements(ctx, tx, ids)
}
