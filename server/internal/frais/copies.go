package frais

import (
	"context"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

var champsCopies = []tabulaire.Champ{
	{Nom: "numero", Libelle: "Numéro d’intervenant", Alias: []string{"numero", "numero intervenant", "identifiant", "correcteur"}, Requis: true},
	{Nom: "examen", Libelle: "Code examen", Alias: []string{"examen", "code examen"}, Requis: true},
	{Nom: "epreuve", Libelle: "Épreuve", Alias: []string{"epreuve", "code epreuve"}},
	{Nom: "copies", Libelle: "Copies corrigées", Alias: []string{"copies", "nb copies", "nombre de copies", "copies corrigees"}, Requis: true},
	{Nom: "fait", Libelle: "Service fait (O ou N)", Alias: []string{"fait", "service fait"}},
}

// ligneCopies is what the marking platform says of one corrector.
type ligneCopies struct {
	ligne           int
	numero          int64
	examen, epreuve string
	copies          int
	fait            bool
}

// correcteur is the affectation that a line speaks of, if there is one and one only.
type correcteur struct {
	Ligne       int
	N           int
	Affectation *uuid.UUID
	Copies      *int
	Fait        *string
}

// ImporterCopiesCorrigees answers POST /constats/copies-corrigees: marking done at home on the platform has its constat, and
// goes straight to control. The same file twice writes once. It returns fail.Invalid for a file that is no such table.
func (a API) ImporterCopiesCorrigees(ctx context.Context, r api.ImporterCopiesCorrigeesRequestObject) (api.ImporterCopiesCorrigeesResponseObject, error) {
	d, err := lireDepot(r.Body)
	if err != nil {
		return nil, err
	}
	session, err := uuid.Parse(d.champs["session"])
	if err != nil {
		return nil, fail.New(fail.Invalid, "copies.session", "Choisissez la session.", fail.Field{Pointer: "/session", Code: "requis", Message: "session attendue"})
	}
	refuses := rejets{premiers: []api.RejetLigne{}}
	lignes, lues, err := lireCopies(&d, &refuses)
	if err != nil {
		return nil, err
	}
	bilan := api.BilanCopies{Lues: lues}
	p := access.De(ctx)
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := constaterCopies(ctx, tx, p, session, lignes, &bilan, &refuses); err != nil {
			return err
		}
		if d.simulation() {
			return errSimulation
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "import", Objet: "constat", ObjetID: session.String(), Pourquoi: "correction dématérialisée", Apres: map[string]any{"constats": bilan.Constatees, "copies": bilan.Copies}})
	})
	if fail.As(err) == errSimulation {
		err = nil
	}
	bilan.Rejets, bilan.NbRejets = refuses.premiers, refuses.n
	return api.ImporterCopiesCorrigees200JSONResponse(bilan), err
}

func lireCopies(d *depot, refuses *rejets) (lignes []ligneCopies, lues int, err error) {
	err = d.lireCSV(champsCopies, func(l ligneLueDe) error {
		lues++
		numero, e1 := strconv.ParseInt(l.Val("numero"), 10, 64)
		copies, e2 := strconv.Atoi(l.Val("copies"))
		switch fait := strings.ToUpper(l.Val("fait")); {
		case e1 != nil:
			refuses.ajouter(l.Numero, "le numéro d’intervenant est un nombre")
		case e2 != nil || copies < 0 || copies > 5000:
			refuses.ajouter(l.Numero, "un nombre de copies va de 0 à 5 000")
		case fait != "" && fait != "O" && fait != "N":
			refuses.ajouter(l.Numero, "service fait : O ou N")
		default:
			lignes = append(lignes, ligneCopies{l.Numero, numero, l.Val("examen"), l.Val("epreuve"), copies, fait != "N"})
		}
		return nil
	}, func(ligne int, raison string) { lues++; refuses.ajouter(ligne, raison) })
	return lignes, lues, err
}

// trouverCorrecteurs in one query: the affectations of the session that are paid by the copy.
func trouverCorrecteurs(ctx context.Context, tx *db.Tx, session uuid.UUID, lignes []ligneCopies) ([]correcteur, error) {
	var rangs []int32
	var numeros []int64
	var examens, epreuves []string
	for i := range lignes {
		rangs, numeros = append(rangs, int32(i)), append(numeros, lignes[i].numero)
		examens, epreuves = append(examens, lignes[i].examen), append(epreuves, lignes[i].epreuve)
	}
	return db.Query[correcteur](ctx, tx.Reader, `SELECT x.rang AS ligne, count(a.id)::int AS n, (array_agg(a.id))[1] AS affectation, (array_agg(k.copies))[1] AS copies, (array_agg(k.fait))[1] AS fait
		FROM unnest($3::int[], $4::bigint[], $5::text[], $6::text[]) AS x (rang, numero, examen, epreuve)
		LEFT JOIN intervenant i ON i.academie = $1 AND i.numero = x.numero
		LEFT JOIN (affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type AND t.remuneration = 'copie'
			LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id)
			ON a.academie = $1 AND a.session_id = $2 AND a.intervenant_id = i.id AND a.etat IN `+aConstater+` AND m.examen = x.examen AND (x.epreuve = '' OR o.epreuve = x.epreuve)
		LEFT JOIN constat k ON k.academie = a.academie AND k.affectation_id = a.id
		GROUP BY x.rang ORDER BY x.rang`, tx.Academie, session, rangs, numeros, examens, epreuves)
}

func constaterCopies(ctx context.Context, tx *db.Tx, p *access.Principal, session uuid.UUID, lignes []ligneCopies, bilan *api.BilanCopies, refuses *rejets) error {
	trouves, err := trouverCorrecteurs(ctx, tx, session, lignes)
	if err != nil {
		return err
	}
	var saisies []api.SaisieConstat
	var deLigne []int
	dites := map[uuid.UUID]int{}
	for _, c := range trouves {
		l := &lignes[c.Ligne]
		fait := api.FaitConstatFait
		if !l.fait {
			fait = api.FaitConstatNonFait
		}
		switch {
		case c.N == 0:
			refuses.ajouter(l.ligne, "aucune correction convoquée pour ce numéro et cet examen dans la session")
		case c.N > 1:
			refuses.ajouter(l.ligne, "plusieurs corrections possibles : précisez l’épreuve")
		case dites[*c.Affectation] != 0:
			refuses.ajouter(l.ligne, "déjà dite ligne "+strconv.Itoa(dites[*c.Affectation]))
		case c.Fait != nil && *c.Fait == string(fait) && (!l.fait || c.Copies != nil && *c.Copies == l.copies):
			bilan.Deja++
		default:
			dites[*c.Affectation] = l.ligne
			saisies, deLigne = append(saisies, api.SaisieConstat{Cle: uuid.Must(uuid.NewV7()), Affectation: *c.Affectation, Fait: fait, Copies: &l.copies}), append(deLigne, l.ligne)
		}
	}
	return ecrireCopies(ctx, tx, p, saisies, deLigne, bilan, refuses)
}

func ecrireCopies(ctx context.Context, tx *db.Tx, p *access.Principal, saisies []api.SaisieConstat, deLigne []int, bilan *api.BilanCopies, refuses *rejets) error {
	if len(saisies) == 0 {
		return nil
	}
	recues, connues, err := situation(ctx, tx, p, saisies)
	if err != nil {
		return err
	}
	var ecrits []uuid.UUID
	for i := range saisies {
		s := &saisies[i]
		if c := connues[s.Affectation]; c != nil {
			s.Version = c.Version
		}
		sort := juger(s, recues[s.Cle], connues[s.Affectation])
		if sort.Sort != api.SortConstatSortEnregistre {
			if sort.Message != nil {
				refuses.ajouter(deLigne[i], *sort.Message)
			}
			continue
		}
		if err := ecrireConstat(ctx, tx, s, connues[s.Affectation]); err != nil {
			return err
		}
		ecrits = append(ecrits, s.Affectation)
		bilan.Constatees++
		if s.Fait == api.FaitConstatFait {
			bilan.Copies += *s.Copies
		}
	}
	if err := suivre(ctx, tx, ecrits); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE efm_part p SET etat = 'a_valider', version = p.version + 1, maj_le = now() FROM etat_frais e
		WHERE p.academie = $1 AND e.academie = $1 AND e.id = p.etat_frais_id AND e.affectation_id = ANY ($2) AND p.genre = 'remuneration' AND p.etat = 'effectuee'`, tx.Academie, ecrits)
	return err
}
