package demo

import (
	"fmt"

	"github.com/google/uuid"

	"imagin/server/internal/uai"
)

type etablissement struct {
	id                    uuid.UUID
	uai, nom, genre       string
	commune               commune
	latitude, longitude   float64
	secteur, adresse, mel string
}

// The school of the seed's screens, which the demonstration identities know.
var (
	idJules  = uuid.MustParse("01900000-0000-7000-8000-000000000001")
	idClaire = uuid.MustParse("01900000-0000-7000-8000-000000000002")
)

const uaiJules = "0290001U"

// natures of an establishment, by the national nomenclature.
var natures = map[string]string{"LYCEE": "300", "LP": "320", "COLLEGE": "340"}

var intitules = map[string]string{"LYCEE": "Lycée", "LP": "Lycée professionnel", "COLLEGE": "Collège"}

// genreDe spreads kinds evenly, so that the smallest académie has them all.
func genreDe(i int) string {
	return [...]string{"COLLEGE", "LYCEE", "COLLEGE", "LP", "COLLEGE", "LYCEE", "COLLEGE"}[i%7]
}

// etablissementsDe places establishments in real communes, more of them where more people live.
func etablissementsDe(h *hasard, code string, communes []commune, n int) []etablissement {
	faits := make([]etablissement, 0, n)
	if code == Rennes {
		faits = append(faits, jules(communes))
	}
	numeros := map[string]int{}
	for i := len(faits); i < n; i++ {
		// The square of a uniform draw leans towards the first, hence largest, communes.
		f := h.Float64()
		c := communes[int(f*f*float64(len(communes)))]
		numeros[c.prefixe()]++
		sept := fmt.Sprintf("%s%04d", c.prefixe(), 100+numeros[c.prefixe()])
		e := etablissement{id: h.id(), uai: sept + string(uai.Cle(sept)), genre: genreDe(i), commune: c, secteur: "public",
			latitude: c.latitude + (h.Float64()-0.5)*0.02, longitude: c.longitude + (h.Float64()-0.5)*0.02,
			adresse: fmt.Sprintf("%d rue %s", 1+h.IntN(90), parmi(h, figures))}
		e.nom = intitules[e.genre] + " " + parmi(h, figures)
		if h.chance(28) {
			e.secteur, e.nom = "prive", intitules[e.genre]+" privé Saint-"+parmi(h, prenomsM)
		}
		e.mel = "ce." + e.uai + "@exemple.fr"
		faits = append(faits, e)
	}
	return faits
}

func jules(communes []commune) etablissement {
	e := etablissement{id: idJules, uai: uaiJules, nom: "LGT A. JULES BREST", genre: "LYCEE", secteur: "public",
		adresse: "1 rue de l’Harteloire", mel: "ce." + uaiJules + "@exemple.fr"}
	for _, c := range communes {
		if c.insee == "29019" {
			e.commune, e.latitude, e.longitude = c, c.latitude, c.longitude
		}
	}
	return e
}

func (e etablissement) ligne(a *academie) []any {
	return []any{a.code, e.id, e.uai, e.nom, e.genre, natures[e.genre], e.secteur, e.adresse, e.commune.codePostal, e.commune.nom, e.commune.insee,
		e.latitude, e.longitude, e.mel, "ANNUAIRE", a.le}
}

var colonnesEtablissement = []string{"academie", "id", "uai", "nom", "type", "nature", "secteur", "adresse", "code_postal", "commune",
	"code_commune", "latitude", "longitude", "mel", "origine", "maj_le"}
