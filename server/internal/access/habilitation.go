package access

import "slices"

// Habilitation is what a gestionnaire may touch: nil lists mean all.
type Habilitation struct {
	Examens   []string
	Activites []string
}

func (h Habilitation) couvre(activites []string) bool {
	return h.Activites == nil || len(activites) == 0 || slices.ContainsFunc(activites, func(a string) bool { return slices.Contains(h.Activites, a) })
}

func (p *Principal) limite() bool { return p.Profil == "gestionnaire" }

// Habilite says whether an activité of the gestion is open to the principal.
func (p *Principal) Habilite(activite string) bool {
	return !p.limite() || slices.ContainsFunc(p.Habilitations, func(h Habilitation) bool { return h.couvre([]string{activite}) })
}

// Examens are those that the principal may touch in the operation under way: an habilitation to the missions of the BTS
// says nothing of the missions of the baccalauréat, nor of the frais of the BTS. tous is true when nothing limits them.
func (p *Principal) Examens() (examens []string, tous bool) {
	if !p.limite() {
		return nil, true
	}
	examens = []string{}
	for _, h := range p.Habilitations {
		switch {
		case !h.couvre(p.Activites):
		case h.Examens == nil:
			return nil, true
		default:
			examens = append(examens, h.Examens...)
		}
	}
	return examens, false
}
