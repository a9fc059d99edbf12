package competence

import (
	"imagin/server/internal/access"
	"imagin/server/internal/fail"
)

// voix is on whose behalf a profile speaks of a compétence, and the name that is shown: the person's, never a NUMEN.
type voix struct{ genre, auteur, libelle string }

// voixDe returns fail.Forbidden when the profile names nobody that could be an author.
func voixDe(p *access.Principal) (voix, error) {
	switch {
	case p.Profil == "intervenant" && p.Intervenant != nil:
		return voix{"intervenant", p.Intervenant.String(), p.Nom}, nil
	case p.Profil == "chef_etablissement" && p.Uai != nil:
		return voix{"etablissement", *p.Uai, *p.Uai}, nil
	case p.Profil == "inspecteur":
		return voix{"inspecteur", p.Utilisateur.String(), p.Nom}, nil
	case p.Profil == "gestionnaire", p.Profil == "administrateur":
		return voix{"gestionnaire", p.Utilisateur.String(), p.Nom}, nil
	}
	return voix{}, fail.New(fail.Forbidden, "competence.voix", "Votre profil ne permet pas de se prononcer sur une compétence : il ne désigne ni une personne, ni un établissement.")
}
