package optim

import (
	"fmt"
	"strconv"
	"strings"
)

// Noms gives people and postes the names that a gestionnaire knows them by.
type Noms struct {
	Personne func(int32) string
	Poste    func(int32) string
}

// Euros writes centimes the French way: 1 234,50 €.
func Euros(c int64) string {
	signe := ""
	if c < 0 {
		signe, c = "−", -c
	}
	e := strconv.FormatInt(c/100, 10)
	for k := len(e) - 3; k > 0; k -= 3 {
		e = e[:k] + "\u202f" + e[k:]
	}
	return fmt.Sprintf("%s%s,%02d\u00a0€", signe, e, c%100)
}

func plus(c int64) string {
	if c < 0 {
		return Euros(c)
	}
	return "+" + Euros(c)
}

// Phrase says an obstacle about a person who wants a poste.
func (o Obstacle) Phrase(n Noms, personne int32) string {
	qui, autre := n.Personne(personne), ""
	if o.Poste >= 0 {
		autre = n.Poste(o.Poste)
	}
	switch o.Genre {
	case SansArc:
		return qui + " ne remplit pas les conditions : compétence, disponibilité, établissement ou élèves."
	case PaireInterdite:
		return "Vous avez interdit cette affectation."
	case DejaLa:
		return qui + " y est déjà."
	case SansPlace:
		return "Ce poste n’a pas de place à prendre : toutes sont verrouillées, ou il n’en demande aucune."
	case MemeMission:
		return qui + " tient déjà un rôle de cette mission : " + autre + "."
	case Chevauchement:
		return qui + " est au même moment sur " + autre + "."
	case TempsDeTrajet:
		return qui + " n’aurait pas le temps du trajet avec " + autre + "."
	case CumulInterdit:
		return "Le cumul avec " + autre + " n’est pas permis."
	case PlafondMissions:
		return qui + " a atteint son plafond de missions."
	case PlafondJours:
		return qui + " dépasserait son plafond de jours."
	case PlafondCopies:
		return qui + " dépasserait son plafond de copies."
	case PlafondCandidats:
		return qui + " dépasserait son plafond de candidats."
	}
	return string(o.Genre)
}

// Phrase says why a person holds a poste.
func (r Raison) Phrase() string {
	s := fmt.Sprintf("%s des %d personnes possibles par le coût : %s (%s).", rang(r.Rang), r.Possibles, Euros(r.Cout.Total()), r.Cout.detail())
	if r.Possibles == 1 {
		s = fmt.Sprintf("Seule personne possible en l’état : %s (%s).", Euros(r.Cout.Total()), r.Cout.detail())
	}
	switch {
	case r.Alternative == nil:
		s += fmt.Sprintf(" Personne ne peut la remplacer sans défaire d’autres missions ; la place vide coûterait %s.", plus(r.Vide))
	case r.Alternative.Delta >= 0:
		s += fmt.Sprintf(" S’en passer coûterait %s au mieux.", plus(r.Alternative.Delta))
	default:
		s += fmt.Sprintf(" Un meilleur choix existe : %s.", plus(r.Alternative.Delta))
	}
	return s
}

func rang(n int) string {
	if n == 1 {
		return "1re"
	}
	return strconv.Itoa(n) + "e"
}

func (v Vecteur) detail() string {
	parts := []string{Euros(v.Arc) + " de trajet et de préférences"}
	if v.TrajetPartage != 0 {
		parts = append(parts, Euros(v.TrajetPartage)+" de trajet déjà payé ce jour-là")
	}
	if v.Charge != 0 {
		parts = append(parts, Euros(v.Charge)+" d’équité")
	}
	return strings.Join(parts, ", ")
}

// Phrase says why a person is not on a poste.
func (r Refus) Phrase(n Noms, a Affectation) string {
	if !r.Possible {
		var ps []string
		for _, o := range r.Obstacles {
			ps = append(ps, o.Phrase(n, a.Personne))
		}
		return strings.Join(ps, " ")
	}
	borne := "au plus "
	if r.Exact {
		borne = ""
	}
	ailleurs := false
	for _, o := range r.Obstacles {
		ailleurs = ailleurs || o.Poste >= 0
	}
	switch {
	case ailleurs:
		return fmt.Sprintf("%s est plus utile ailleurs (%s) : l’imposer ici coûterait %s%s.", n.Personne(a.Personne), r.tenus(n), borne, plus(r.Delta))
	case r.AuLieuDe >= 0:
		return fmt.Sprintf("À la place de %s, %s coûterait %s%s : %s.", n.Personne(r.AuLieuDe), n.Personne(a.Personne), borne, plus(r.Delta), r.Ecart.detail())
	}
	return fmt.Sprintf("L’ajouter coûterait %s%s : %s.", borne, plus(r.Delta), r.Cout.detail())
}

func (r Refus) tenus(n Noms) string {
	var ps []string
	for _, o := range r.Obstacles {
		if o.Poste >= 0 {
			ps = append(ps, n.Poste(o.Poste))
		}
	}
	return strings.Join(ps, ", ")
}

// Phrase says why seats stay empty.
func (p Penurie) Phrase() string {
	if p.Remede != nil {
		return fmt.Sprintf("La place pourrait être pourvue en déplaçant %d personne(s), pour %s.", p.Remede.Deranges, plus(p.Remede.Delta))
	}
	if len(p.Personnes) == 0 {
		return "Personne ne remplit les conditions : compétence, disponibilité, établissement, élèves ou distance."
	}
	s := fmt.Sprintf("%d poste(s) se disputent les mêmes personnes : ils demandent %d places, et les %d personnes possibles n’en pourvoient que %d.",
		len(p.Postes), p.Demande, len(p.Personnes), p.Pourvues)
	if !p.Stricte {
		s += " D’autres échanges, par plusieurs missions à la fois, restent concevables."
	}
	return s
}
