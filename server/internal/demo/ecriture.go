package demo

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ecrivain copies rows in the transaction of the load.
type ecrivain struct {
	ctx context.Context //nolint:containedctx // the life of the load
	tx  pgx.Tx
}

func (e ecrivain) copier(table string, colonnes []string, lignes [][]any) error {
	return e.copierN(table, colonnes, len(lignes), func(i int) []any { return lignes[i] })
}

func (e ecrivain) copierN(table string, colonnes []string, n int, ligne func(int) []any) error {
	_, err := e.tx.CopyFrom(e.ctx, pgx.Identifier{table}, colonnes, pgx.CopyFromSlice(n, func(i int) ([]any, error) { return ligne(i), nil }))
	if err != nil {
		return fmt.Errorf("données de démonstration, table %s : %w", table, err)
	}
	return nil
}

// ecrire one académie: nomenclatures, places, people, what they teach and may examine, then two sessions of missions.
func (e ecrivain) ecrire(h *hasard, a *academie, d dimensions, sceller func([]byte, string) []byte) (affectations int, err error) {
	if err := e.copier("academie", []string{"code", "libelle", "fuseau"}, [][]any{{a.code, a.libelle, a.fuseau}}); err != nil {
		return 0, err
	}
	if err := e.communes(a.code, a.communes); err != nil {
		return 0, err
	}
	if err := e.nomenclatures(a); err != nil {
		return 0, err
	}
	if err := e.vivier(h, a, d); err != nil {
		return 0, err
	}
	sessions := a.sessions(h)
	for i, part := range [2]int{d.affectations * 7 / 10, d.affectations - d.affectations*7/10} {
		n, err := e.session(h, a, sessions[i], part)
		if err != nil {
			return 0, err
		}
		affectations += n
	}
	if err := e.regles(h, a, sessions[1], d.reglesFines); err != nil {
		return 0, err
	}
	return affectations, e.disponibilites(h, a, sessions[1], sceller)
}

// communes that the académie knows from the start: its own.
func (e ecrivain) communes(academie string, communes []commune) error {
	return e.copierN("commune", []string{"academie", "id", "code_insee", "nom", "departement", "population", "latitude", "longitude"}, len(communes),
		func(i int) []any {
			c := communes[i]
			return []any{academie, uuid.NewSHA1(uuid.NameSpaceOID, []byte(academie+c.insee)), c.insee, c.nom, c.departement(), c.population, c.latitude, c.longitude}
		})
}

func (e ecrivain) nomenclatures(a *academie) error {
	var dis, mat, mef, mod, exa, spe, epr [][]any
	for _, d := range disciplines {
		dis = append(dis, []any{a.code, d.code, d.libelle})
	}
	for _, m := range matieres {
		mat = append(mat, []any{a.code, m[0], m[1]})
	}
	for _, d := range divisions {
		mef = append(mef, []any{a.code, d.mef, d.libelle})
	}
	for _, m := range modalites {
		mod = append(mod, []any{a.code, m[0], m[1]})
	}
	for _, x := range examens {
		exa = append(exa, []any{a.code, x[0], x[1]})
	}
	for _, s := range specialites {
		spe = append(spe, []any{a.code, s[0], s[1], s[2]})
	}
	for i, x := range epreuves {
		epr = append(epr, []any{a.code, a.epreuves[i], x.examen, x.specialite, x.code, x.libelle, x.nature, x.minutes, x.discipline, a.le})
	}
	libelle := []string{"academie", "code", "libelle"}
	return e.suite([]table{
		{"discipline", libelle, dis}, {"matiere", libelle, mat}, {"mef", libelle, mef}, {"modalite", libelle, mod}, {"examen", libelle, exa},
		{"specialite", []string{"academie", "examen", "code", "libelle"}, spe},
		{"epreuve_option", []string{"academie", "id", "examen", "specialite", "epreuve", "libelle", "nature", "duree_min", "discipline", "maj_le"}, epr},
	})
}

type table struct {
	nom      string
	colonnes []string
	lignes   [][]any
}

func (e ecrivain) suite(tables []table) error {
	for _, t := range tables {
		if err := e.copier(t.nom, t.colonnes, t.lignes); err != nil {
			return err
		}
	}
	return nil
}

func (e ecrivain) vivier(h *hasard, a *academie, d dimensions) error {
	err := e.copierN("etablissement", colonnesEtablissement, len(a.etablissements), func(i int) []any { return a.etablissements[i].ligne(a) })
	if err != nil {
		return err
	}
	err = e.copierN("intervenant", colonnesIntervenant, len(a.intervenants), func(i int) []any { return a.intervenants[i].ligne(a, i) })
	if err != nil {
		return err
	}
	c := a.competences(h, d.competences)
	return e.suite([]table{
		{"intervenant_cle", colonnesCle, a.cles()},
		{"rattachement", colonnesRattachement, a.rattachements(h)},
		{"enseignement", colonnesEnseignement, a.enseignements(h, d.enseignements)},
		{"competence", colonnesCompetence, c.lignes},
		{"competence_auteur", colonnesAuteur, c.auteurs},
	})
}

// session writes its centres, its missions with their créneaux, and who is designated.
func (e ecrivain) session(h *hasard, a *academie, s *session, n int) (int, error) {
	if err := e.copier("session", []string{"academie", "id", "code", "libelle", "annee", "tour", "etat", "debut", "fin", "maj_le"},
		[][]any{{a.code, s.id, s.code, s.libelle, s.annee, "NORMALE", s.etat, s.debut, s.fin, a.le}}); err != nil {
		return 0, err
	}
	if err := e.centres(h, a, s); err != nil {
		return 0, err
	}
	if err := e.usagesDe(a, s); err != nil {
		return 0, err
	}
	missions := a.missionsDe(h, s, n)
	propre := nouveauHasard(uint64(s.annee), a.code+"/ocean") //nolint:gosec // a year
	o := a.oceanDe(propre, s, missions)
	if err := e.ocean(propre, a, s, o); err != nil {
		return 0, err
	}
	err := e.copierN("mission", []string{"academie", "id", "session_id", "type", "centre_id", "examen", "epreuve_option_id", "etat", "origine", "besoin", "cree_le", "maj_le",
		"jury_id", "commission_id", "cle_generation", "libelle", "candidats", "charge", "charge_unite"}, len(missions), func(i int) []any {
		m := &missions[i]
		return append([]any{a.code, m.id, m.session, m.genre.code, m.centre, epreuves[m.epreuve].examen, a.epreuves[m.epreuve], m.etat, m.origine(), m.besoin, a.le, a.le}, m.ocean()...)
	})
	if err != nil {
		return 0, err
	}
	if err := e.besoins(propre, a, missions, o); err != nil {
		return 0, err
	}
	if err := e.creneaux(h, a, missions); err != nil {
		return 0, err
	}
	return e.affectations(a, missions)
}

func (e ecrivain) centres(h *hasard, a *academie, s *session) error {
	lignes := [][]any{{a.code, s.virtuel, s.id, nil, "SANTORIN", "Correction dématérialisée", nil, a.fuseau, true, a.le}}
	for _, et := range a.etablissements {
		if et.genre != "COLLEGE" {
			id := h.id()
			s.centres = append(s.centres, id)
			lignes = append(lignes, []any{a.code, id, s.id, et.id, et.uai, et.nom, et.commune.nom, a.fuseau, false, a.le})
		}
	}
	return e.copier("centre", []string{"academie", "id", "session_id", "etablissement_id", "code", "libelle", "commune", "fuseau", "virtuel", "maj_le"}, lignes)
}

func (e ecrivain) creneaux(h *hasard, a *academie, missions []mission) error {
	var lignes [][]any
	for i := range missions {
		for _, t := range missions[i].moments() {
			lignes = append(lignes, []any{a.code, h.id(), missions[i].id, t.debut, t.fin, missions[i].genre.surPlace})
		}
	}
	return e.copier("creneau", []string{"academie", "id", "mission_id", "debut", "fin", "sur_place"}, lignes)
}

// affectations carry their copies (nom, prenom, type, examen, debut, fin): the trigger that looks them up is spared.
func (e ecrivain) affectations(a *academie, missions []mission) (int, error) {
	type place struct{ mission, rang int }
	places := make([]place, 0, len(missions)*4)
	for i := range missions {
		for k := range missions[i].designes {
			places = append(places, place{i, k})
		}
	}
	return len(places), e.copierN("affectation", []string{"academie", "id", "session_id", "mission_id", "intervenant_id", "role", "etat", "motif", "nom",
		"prenom", "type", "examen", "debut", "fin", "maj_le"}, len(places), func(i int) []any {
		m := &missions[places[i].mission]
		d := m.designes[places[i].rang]
		p := &a.intervenants[d.qui]
		t := m.moments()
		return []any{a.code, d.id, m.session, m.id, p.id, d.role, d.etat, nonVide(d.motif), p.nom, p.prenom, m.genre.code,
			epreuves[m.epreuve].examen, t[0].debut, t[len(t)-1].fin, a.le}
	})
}

// identites writes who may sign in, with which services, and which activités are open to them.
func (e ecrivain) identites(h *hasard, a *academie) error {
	var utilisateurs, profils, habilitations, campagnes, propositions [][]any
	for _, i := range comptes {
		id := h.id()
		var intervenant, etab any
		if i.identifiant == "claire.leclere" {
			intervenant = idClaire
		}
		if i.identifiant == inspectrice {
			propositions = a.propositions(h, id, i.prenom+" "+i.nom)
		}
		utilisateurs = append(utilisateurs, []any{a.code, id, "demonstration", i.identifiant, i.nom, i.prenom, intervenant})
		for _, p := range i.profils {
			etab = nil
			if p == "chef_etablissement" || p == "chef_centre" {
				etab = idJules
			}
			var dis any
			if p == "inspecteur" {
				dis = []string{"L1300"}
			}
			profils = append(profils, []any{a.code, h.id(), id, p, etab, dis})
			if p == "gestionnaire" {
				habilitations = append(habilitations, []any{a.code, h.id(), id, "Admin DEMO", "Gestion de la session", a.le, a.le})
			}
		}
	}
	for _, c := range ouvertures {
		campagnes = append(campagnes, []any{a.code, h.id(), c.service, c.activite, c.ouverte, nonVide(c.message), a.le})
	}
	return e.suite([]table{
		{"utilisateur", []string{"academie", "id", "fournisseur", "identifiant", "nom", "prenom", "intervenant_id"}, utilisateurs},
		{"utilisateur_profil", []string{"academie", "id", "utilisateur_id", "profil", "etablissement_id", "disciplines"}, profils},
		{"habilitation", []string{"academie", "id", "utilisateur_id", "donnee_par", "motif", "cree_le", "maj_le"}, habilitations},
		{"campagne", []string{"academie", "id", "service", "activite", "ouverte", "message", "cree_le"}, campagnes},
		{"proposition", colonnesProposition, propositions},
	})
}

func nonVide(s string) any {
	if s == "" {
		return nil
	}
	return s
}
