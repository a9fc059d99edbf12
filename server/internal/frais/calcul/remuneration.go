package calcul

import "strings"

// Nature of the work done.
type Nature string

// What a jury is paid for.
const (
	Copie          Nature = "copie"
	Oral           Nature = "oral"            // with candidates only, or practical
	OralFacultatif Nature = "oral_facultatif" // or a one-off EPS test
	VAE            Nature = "vae"
	Dossier        Nature = "dossier"
	Forfait        Nature = "forfait" // a code of the barème: subject, presidency, CCF…
	Aide           Nature = "aide"    // hours of help, priced by their code
)

// Travail is what the constat says was done.
type Travail struct {
	Nature      Nature
	Quantite    int64 // copies, minutes, requests, files or units
	Candidats   int64 // with Duree, another way to say minutes
	Duree       int64 // minutes per candidate
	Coefficient Taux  // VAE, or an increase; zero is 1
	Code        string
	Prix        Taux // decided under a ceiling (a code that ends with .MAX); zero is the ceiling
}

// Prestation is the work of one person on one mission, on the day that decides its rates.
type Prestation struct {
	Jour    Jour
	Examen  string
	EnCours bool // evaluated during the year: no remuneration at all
	Travaux []Travail
}

// Remuneration prices a mission. It returns a Refus when a rate is missing or a quantity cannot be.
func (b *Bareme) Remuneration(p Prestation) (Part, error) {
	part := Part{Etat: Due, Devise: EUR}
	if p.EnCours {
		return Part{Etat: SansObjet, Regle: "REM.ECA", Devise: EUR}, nil
	}
	ex, connu := b.Examen(p.Examen, p.Jour)
	if connu && (ex.Copie == NonRemunere || ex.Oral == NonRemunere) && !codes(p.Travaux) {
		return Part{Etat: NonPayable, Regle: "REM.NR", Devise: EUR}, nil
	}
	if len(p.Travaux) > 0 {
		part.Lignes = make([]Ligne, 0, len(p.Travaux))
	}
	for i := range p.Travaux {
		t := &p.Travaux[i]
		l, err := b.travail(t, ex, p)
		if err != nil {
			return Part{}, err
		}
		if l.Quantite > 0 {
			part.ajouter(l)
		}
	}
	if len(part.Lignes) > 0 {
		part.Devise = part.Lignes[0].Devise
	}
	return part, nil
}

// codes says whether every work names its own rate: what an examen does not pay may still be paid by a forfait.
func codes(travaux []Travail) bool {
	for _, t := range travaux {
		if t.Code == "" {
			return false
		}
	}
	return len(travaux) > 0
}

// unites and rules of each nature.
var natures = map[Nature]struct {
	regle string
	unite Unite
}{
	Copie: {"REM.COPIE", Copies}, Oral: {"REM.ORAL", Minutes}, OralFacultatif: {"REM.ORAL.FACULTATIF", Minutes},
	VAE: {"REM.VAE", Demandes}, Dossier: {"REM.DOSSIER", Dossiers}, Forfait: {"REM.FORFAIT", Forfaits}, Aide: {"REM.AIDE", Minutes},
}

func (b *Bareme) travail(t *Travail, ex *ExamenTaux, p Prestation) (Ligne, error) {
	n, ok := natures[t.Nature]
	if !ok {
		return Ligne{}, refuser(HorsBornes, "Nature de travail inconnue : « %s ».", t.Nature)
	}
	q := t.Quantite
	if t.Duree > 0 && n.unite == Minutes {
		if t.Candidats < 0 || t.Candidats > 100_000 || t.Duree > minutesParJour {
			return Ligne{}, refuser(HorsBornes, "%d candidats de %d minutes : vérifiez ces nombres.", t.Candidats, t.Duree)
		}
		q = t.Candidats * t.Duree
	}
	if err := verifier(q, string(n.unite)); err != nil {
		return Ligne{}, err
	}
	code := t.Code
	if code == "" && ex != nil {
		code = ex.Oral
		if t.Nature == Copie || t.Nature == Dossier {
			code = ex.Copie
		}
	}
	if code == "" || code == NonRemunere {
		return Ligne{}, refuser(SansTaux, "Aucun taux n’est rattaché à l’examen « %s » au %s. Choisissez-le dans Barèmes et distances.", p.Examen, p.Jour)
	}
	tarif, err := b.Le(code, p.Jour)
	if err != nil {
		return Ligne{}, err
	}
	l := Ligne{Regle: n.regle, Code: code, Source: tarif.Source, Unite: n.unite, Devise: tarif.Devise, Quantite: q, Taux: tarif.Valeur, Coefficient: unitaire}
	if t.Prix != 0 {
		if t.Prix < 0 || t.Prix > tarif.Valeur || !strings.HasSuffix(code, ".MAX") {
			return Ligne{}, refuser(HorsBornes, "Ce montant va de 0 à %s.", tarif.Valeur)
		}
		l.Taux = t.Prix
	}
	if err := b.coefficient(&l, t, code, p.Jour); err != nil {
		return Ligne{}, err
	}
	return l, nil
}

// coefficient applies what multiplies a rate: the part paid for an optional oral, the coefficient of a VAE, an increase.
func (b *Bareme) coefficient(l *Ligne, t *Travail, code string, j Jour) error {
	if t.Coefficient < 0 || t.Coefficient > 10*unitaire {
		return refuser(Coefficient, "Un coefficient va de 0 à 10.")
	}
	if t.Coefficient > 0 {
		l.Coefficient = t.Coefficient
	}
	switch t.Nature {
	case OralFacultatif:
		pct, err := b.Le("MEN.ORALFAC.PCT", j)
		if err != nil {
			return err
		}
		l.Coefficient = pct.Valeur / 100
	case VAE:
		famille := "MEN"
		if len(code) > 3 && code[:4] == "ESR." {
			famille = "ESR"
		}
		bas, haut := b.valeur(famille+".VAE.COEF.MIN", j, unitaire/2), b.valeur(famille+".VAE.COEF.MAX", j, 3*unitaire)
		if l.Coefficient < bas || l.Coefficient > haut {
			return refuser(Coefficient, "Le coefficient d’une VAE va de %s à %s.", bas, haut)
		}
	default:
	}
	return nil
}

// Net is what a civil servant may expect of a gross amount, by contribution, in the smallest coin: an estimate, the
// payroll alone decides.
func (b *Bareme) Net(brut int64, j Jour) (net int64, retenues []Ligne, err error) {
	assiette, err := b.Le("NET.CSG.CRDS.ABATT", j)
	if err != nil {
		return 0, nil, err
	}
	p := Part{Devise: EUR}
	for _, groupe := range [][]string{{"NET.CSG.DED", "NET.CSG.NONDED"}, {"NET.CRDS"}, {"NET.RAFP.SAL"}} {
		var somme Taux
		var source string
		for _, code := range groupe {
			t, err := b.Le(code, j)
			if err != nil {
				return 0, nil, err
			}
			somme += t.Valeur
			source = t.Source
		}
		l := Ligne{Regle: "NET", Code: groupe[0], Source: source, Unite: Pieces, Quantite: 1, Taux: Taux(brut) * 100, Coefficient: somme / 100}
		if groupe[0] != "NET.RAFP.SAL" {
			l.Taux = l.Taux * assiette.Valeur / (100 * unitaire)
		}
		p.ajouter(l)
	}
	return brut - p.Total, p.Lignes, nil
}
