package plan

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
)

// reste is what a replacement costs beyond its pairs: the load of each, journeys paid once.
const reste regle.Code = "reste"

// ProposerRemplacements answers GET /remplacements. It returns fail.NotFound, fail.Conflict for somebody who is not
// expected on the mission, or a mission that is not open.
func (a API) ProposerRemplacements(ctx context.Context, r api.ProposerRemplacementsRequestObject) (api.ProposerRemplacementsResponseObject, error) {
	p := access.De(ctx)
	var res api.Remplacements
	err := a.Base.Lire(ctx, p.Academie, func(rd db.Reader) error {
		absent, err := lireAbsence(ctx, rd, p.Academie, r.Params.Affectation)
		if err != nil {
			return err
		}
		if res, err = a.proposer(ctx, rd, p.Academie, absent); err != nil {
			return err
		}
		if res.Place, err = absent.decrire(ctx, rd, p.Academie); err != nil {
			return err
		}
		return joindre(ctx, rd, p.Academie, res.Solutions)
	})
	return api.ProposerRemplacements200JSONResponse(res), err
}

// proposer asks the session kept in memory, when it has not moved since it was read; else the database.
func (a API) proposer(ctx context.Context, r db.Reader, academie string, absent absence) (api.Remplacements, error) {
	if res, ok, err := a.Residents.proposer(ctx, a.Base, r, academie, absent); ok || err != nil {
		return res, err
	}
	c, err := absent.ouvrir(ctx, r, academie, nil)
	if err != nil {
		return api.Remplacements{}, err
	}
	return c.proposer(), nil
}

// proposer ranks what can be done, and says why nothing can.
func (c *chantier) proposer() api.Remplacements {
	res := c.classer(nil)
	if len(res.Solutions) == 0 {
		c.x.Desaffecter(c.ici)
		phrase := c.x.PourquoiVide(c.ici.Poste).Phrase()
		res.Penurie = &phrase
	}
	return res
}

// classer ranks the ways to fill the seat; mobile, when not nil, says which postes may be left for it. The plan is as it was.
func (c *chantier) classer(mobile func(poste int32) bool) api.Remplacements {
	s := c.p.S
	res := api.Remplacements{Solutions: []api.Remplacement{}, Vivier: len(s.Personnes), ReserveDabord: s.Reglages.De(regle.ReserveDabord, "").Force == regle.Souple}
	for k, r := range c.x.Remplacer(c.ici, optim.Reparation{Nombre: solutionsMax, ReserveDabord: res.ReserveDabord, Absents: c.fixes, Mobile: mobile,
		PrixDerange: int64(s.Reglages.Prix(regle.Stabilite, ""))}) {
		res.Solutions = append(res.Solutions, c.solution(k+1, &r))
	}
	return res
}

func (c *chantier) solution(rang int, r *optim.Remplacement) api.Remplacement {
	x := api.Remplacement{Rang: rang, Delta: r.Delta, Reserve: r.Reserve, Deranges: r.Deranges, Phrase: c.phrase(r)}
	for _, m := range r.Mouvements {
		x.Mouvements = append(x.Mouvements, c.mouvement(m))
	}
	return x
}

func (c *chantier) mouvement(m optim.Mouvement) api.MouvementRemplacement {
	prend := c.p.MissionDe(m.Prend)
	x := api.MouvementRemplacement{Intervenant: c.p.S.Personnes[m.Personne].ID, Nom: c.p.S.Personnes[m.Personne].Nom, Mission: prend.ID, MissionLibelle: prend.Libelle,
		Role: c.p.RoleDe(m.Prend), Km: int(c.p.S.Km(m.Personne, c.p.Origine[m.Prend][0]))}
	if m.Quitte >= 0 {
		t := c.p.Tenus[optim.Affectation{Poste: m.Quitte, Personne: m.Personne}]
		libelle := c.p.MissionDe(m.Quitte).Libelle
		x.Quitte, x.QuitteLibelle = &t.Affectation, &libelle
	}
	return x
}

// phrase says who moves, what it costs and why.
func (c *chantier) phrase(r *optim.Remplacement) string {
	nom := func(m optim.Mouvement) string { return c.p.S.Personnes[m.Personne].Nom }
	qui := make([]string, 0, len(r.Mouvements))
	for k, m := range r.Mouvements {
		switch {
		case r.Reserve && k == len(r.Mouvements)-1:
			qui = append(qui, nom(m)+", réserviste, quitte la réserve pour cette place")
		case m.Quitte >= 0:
			qui = append(qui, nom(m)+" laisse « "+c.p.MissionDe(m.Quitte).Libelle+" »")
		case k == 0:
			qui = append(qui, nom(m)+" est libre et prend la place")
		default:
			qui = append(qui, nom(m)+" y va à son tour")
		}
	}
	signe := "+"
	if r.Delta < 0 {
		signe = ""
	}
	detail := enumerer(c.termes(r))
	if detail == "" {
		detail = "autant que " + c.Nom
	}
	return fmt.Sprintf("%s%s : %s. %s.", signe, enEuros(r.Delta), detail, strings.Join(qui, " ; "))
}

// termes breaks the difference down by rule; they add up to Delta.
func (c *chantier) termes(r *optim.Remplacement) map[string]int64 {
	n := map[string]int64{}
	ajouter := func(personne, poste int32, signe int64) {
		for _, t := range c.p.S.Cout(personne, c.p.Origine[poste][0]).Termes {
			n[string(t.Regle)] += signe * int64(t.Centimes)
		}
	}
	ajouter(c.ici.Personne, c.ici.Poste, -1)
	for _, m := range r.Mouvements {
		ajouter(m.Personne, m.Prend, 1)
		if m.Quitte >= 0 {
			ajouter(m.Personne, m.Quitte, -1)
		}
	}
	if r.Reserve {
		n[string(regle.Reserve)] += c.p.Probleme.Postes[r.Mouvements[len(r.Mouvements)-1].Quitte].NonPourvu
	}
	total := int64(0)
	for _, v := range n {
		total += v
	}
	n[string(reste)] += r.Delta - total
	return n
}

// decrire says which seat is to be filled, where, and how to reach the centre.
func (a *absence) decrire(ctx context.Context, r db.Reader, academie string) (api.PlaceARemplacer, error) {
	place, _, err := db.One[api.PlaceARemplacer](ctx, r, `SELECT a.id AS affectation, a.intervenant_id AS intervenant, i.nom || ' ' || i.prenom AS nom, a.mission_id AS mission,
		coalesce(m.libelle, t.libelle || coalesce(' – ' || o.libelle, '')) AS mission_libelle, a.role, a.etat, a.debut, a.fin, coalesce(c.fuseau, ac.fuseau) AS fuseau,
		c.libelle AS centre_nom, e.telephone AS centre_telephone, e.mel AS centre_mel
		FROM affectation a JOIN academie ac ON ac.code = a.academie JOIN intervenant i ON i.academie = a.academie AND i.id = a.intervenant_id
		JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
		LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id WHERE a.academie = $1 AND a.id = $2`, academie, a.ID)
	return place, err
}

// joindre adds how to reach those who are proposed, and what they leave.
func joindre(ctx context.Context, r db.Reader, academie string, solutions []api.Remplacement) error {
	var qui, quittes []uuid.UUID
	parcourir(solutions, func(m *api.MouvementRemplacement) {
		qui = append(qui, m.Intervenant)
		if m.Quitte != nil {
			quittes = append(quittes, *m.Quitte)
		}
	})
	type fiche struct {
		ID                               uuid.UUID
		Telephone, Mel, EtablissementNom *string
	}
	fs, err := db.Query[fiche](ctx, r, `SELECT i.id, i.telephone, i.mel, e.nom AS etablissement_nom FROM intervenant i
		LEFT JOIN rattachement r ON r.academie = i.academie AND r.intervenant_id = i.id AND r.type = 'principal' AND r.effectif
		LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id WHERE i.academie = $1 AND i.id = ANY ($2)`, academie, qui)
	if err != nil {
		return err
	}
	type quittee struct {
		ID        uuid.UUID
		Convoquee bool
		Centre    *string
	}
	qs, err := db.Query[quittee](ctx, r, `SELECT a.id, a.etat = 'convoquee' AS convoquee, c.libelle AS centre FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
		LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id WHERE a.academie = $1 AND a.id = ANY ($2)`, academie, quittes)
	fiches, laissees := map[uuid.UUID]fiche{}, map[uuid.UUID]quittee{}
	for _, f := range fs {
		fiches[f.ID] = f
	}
	for _, q := range qs {
		laissees[q.ID] = q
	}
	parcourir(solutions, func(m *api.MouvementRemplacement) {
		f := fiches[m.Intervenant]
		m.Telephone, m.Mel, m.EtablissementNom = f.Telephone, f.Mel, f.EtablissementNom
		if m.Quitte != nil {
			m.Convoquee, m.QuitteCentre = laissees[*m.Quitte].Convoquee, laissees[*m.Quitte].Centre
		}
	})
	return err
}

func parcourir(solutions []api.Remplacement, voir func(*api.MouvementRemplacement)) {
	for k := range solutions {
		for n := range solutions[k].Mouvements {
			voir(&solutions[k].Mouvements[n])
		}
	}
}
