package calcul

// Unite of a quantity: what is counted, never rounded before it is priced.
type Unite string

// The units. Minutes are priced by the hour and metres by the kilometre.
const (
	Copies   Unite = "copie"
	Minutes  Unite = "minute"
	Demandes Unite = "demande"
	Dossiers Unite = "dossier"
	Forfaits Unite = "forfait"
	Metres   Unite = "metre"
	Repas    Unite = "repas"
	Nuits    Unite = "nuit"
	Trajets  Unite = "trajet"
	Pieces   Unite = "piece" // a receipt: its price is its rate
)

func (u Unite) par() uint64 {
	switch u {
	case Minutes:
		return 60
	case Metres:
		return 1000
	default:
		return 1
	}
}

// Ligne is one amount with what explains it.
type Ligne struct {
	Regle       string // REM.COPIE, DEP.IK… (see Regles)
	Code        string // of the barème; empty for a receipt
	Source      string
	Unite       Unite
	Devise      Devise
	Quantite    int64
	Taux        Taux
	Coefficient Taux  // 10,000 = 1
	Montant     int64 // smallest coin
}

// Exact is the amount before rounding, in ten-thousandths of the currency.
func (l Ligne) Exact() Taux { return exact(l.Quantite, l.Taux, l.Coefficient, l.Unite.par()) }

// Ecart is what was asked and is not paid, with the rule that says so.
type Ecart struct {
	Regle    string
	Quantite int64
}

// Etat of a part before any life cycle.
type Etat string

// What a calculation ends with.
const (
	Due        Etat = "due"
	SansObjet  Etat = "sans_objet"
	NonPayable Etat = "non_remuneree" // the line exists and cannot be filled
)

// Part is one half of an état de frais, priced.
type Part struct {
	Etat   Etat
	Regle  string // why nothing is due
	Devise Devise
	Lignes []Ligne
	Ecarts []Ecart
	Total  int64 // sum of the lines, to the coin
}

func (p *Part) ajouter(l Ligne) {
	if l.Coefficient == 0 {
		l.Coefficient = unitaire
	}
	if l.Devise == "" {
		l.Devise = p.Devise
	}
	l.Montant = arrondir(l.Quantite, l.Taux, l.Coefficient, l.Unite.par(), l.Devise)
	p.Lignes = append(p.Lignes, l)
	p.Total += l.Montant
}

func (p *Part) ecarter(regle string, quantite int64) {
	if quantite > 0 {
		p.Ecarts = append(p.Ecarts, Ecart{regle, quantite})
	}
}
