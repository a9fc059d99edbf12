package calcul

// Mode of a leg, or of an expense.
type Mode string

// How people travel and what they advance.
const (
	Voiture        Mode = "voiture" // kilometric, by horsepower
	Moto           Mode = "moto"    // above 125 cm³
	Velomoteur     Mode = "velomoteur"
	TrainTarif     Mode = "train_tarif" // the distance table, without ticket
	Train          Mode = "train"       // a ticket in second class
	TransportCom   Mode = "transport_commun"
	Taxi           Mode = "taxi" // or a hired car: authorised, with its receipt
	Peage          Mode = "peage"
	Parking        Mode = "parking"
	Administration Mode = "administration" // booked and paid by the administration
)

// Trajet is one leg or one expense.
type Trajet struct {
	Mode     Mode
	Metres   int64  // the shortest route, both ways if both were made
	Vehicule string // CV5, CV6_7, CV8
	Prix     int64  // of the receipt, smallest coin
	Prouve   bool
	Autorise bool
}

// Journee is the one claim of a person for a day, window from the departure of the first mission to the return of the
// last. Meals and nights are those asked; what the windows and the rules do not cover is set aside, not paid.
type Journee struct {
	Jour           Jour
	Depart, Retour Instant
	Zones          Zones
	Devise         Devise
	Trajets        []Trajet
	CumulAnnuel    int64 // metres already paid since 1 January
	VeloDuMois     int64 // already paid this month, smallest coin
	Convenance     bool  // own car for personal convenience: the fare of public transport only
	MobiliteRQTH   bool
	Repas          int64 // asked at full rate
	RepasRA        int64 // taken in an administrative restaurant
	RepasOfferts   int64
	Nuits          int64 // asked
	NuitsProuvees  int64
	NuitsOffertes  int64
	RepasProuves   int64 // receipts, where they are still required
}

// Longest mission order: twelve months.
const dureeMax = 366 * minutesParJour

// Deplacement prices a day. It returns a Refus when a rate is missing, a quantity or the dates cannot be.
func (b *Bareme) Deplacement(d Journee) (Part, error) {
	p := Part{Etat: Due, Devise: d.Devise, Lignes: make([]Ligne, 0, 4)}
	if p.Devise == "" {
		p.Devise = EUR
	}
	if d.Retour < d.Depart || d.Retour-d.Depart > dureeMax {
		return Part{}, refuser(Periode, "Le retour doit suivre le départ, dans les douze mois.")
	}
	for _, q := range []int64{d.Repas, d.RepasRA, d.RepasOfferts, d.Nuits, d.NuitsProuvees, d.NuitsOffertes, d.RepasProuves, d.CumulAnnuel, d.VeloDuMois} {
		if err := verifier(q, "déplacement"); err != nil {
			return Part{}, err
		}
	}
	if err := b.transports(&p, &d); err != nil {
		return Part{}, err
	}
	if err := b.repas(&p, &d); err != nil {
		return Part{}, err
	}
	return p, b.nuits(&p, &d)
}

// Fusionner makes one claim of those of the same person and day: the first departure, the last return, everything asked.
// Declaring a day in pieces changes nothing.
func Fusionner(jours ...Journee) Journee {
	f := jours[0]
	f.Trajets = append([]Trajet(nil), f.Trajets...)
	for _, j := range jours[1:] {
		f.Depart, f.Retour = min(f.Depart, j.Depart), max(f.Retour, j.Retour)
		f.Trajets = append(f.Trajets, j.Trajets...)
		f.Convenance = f.Convenance || j.Convenance
		f.Repas, f.RepasRA, f.RepasOfferts = f.Repas+j.Repas, f.RepasRA+j.RepasRA, f.RepasOfferts+j.RepasOfferts
		f.Nuits, f.NuitsProuvees, f.NuitsOffertes = f.Nuits+j.Nuits, f.NuitsProuvees+j.NuitsProuvees, f.NuitsOffertes+j.NuitsOffertes
		f.RepasProuves += j.RepasProuves
	}
	return f
}

func (b *Bareme) repas(p *Part, d *Journee) error {
	if d.Repas+d.RepasRA == 0 {
		return nil
	}
	t, err := b.Le(d.Zones.Repas, d.Jour)
	if err != nil {
		return err
	}
	droits := -d.RepasOfferts
	for _, w := range [2]string{"MIDI", "SOIR"} {
		n, err := b.plages(w, d)
		if err != nil {
			return err
		}
		droits += n
	}
	droits = max(0, droits)
	pleins := min(d.Repas, droits)
	p.ecarter("DEP.REPAS.PLAGE", d.Repas-pleins)
	if b.valeur("PARAM.REPAS.JUSTIFICATIF", d.Jour, 0) > 0 {
		p.ecarter("DEP.REPAS.PREUVE", pleins-min(pleins, d.RepasProuves))
		pleins = min(pleins, d.RepasProuves)
	}
	if pleins > 0 {
		p.ajouter(Ligne{Regle: "DEP.REPAS", Code: t.Code, Source: t.Source, Unite: Repas, Devise: t.Devise, Quantite: pleins, Taux: t.Valeur})
	}
	ra := min(d.RepasRA, droits-pleins)
	p.ecarter("DEP.REPAS.PLAGE", d.RepasRA-ra)
	if ra > 0 {
		pct, err := b.Le("REPAS.REDUC.RA", d.Jour)
		if err != nil {
			return err
		}
		p.ajouter(Ligne{Regle: "DEP.REPAS.RA", Code: t.Code, Source: pct.Source, Unite: Repas, Devise: t.Devise, Quantite: ra, Taux: t.Valeur, Coefficient: pct.Valeur / 100})
	}
	return nil
}

func (b *Bareme) nuits(p *Part, d *Journee) error {
	if d.Nuits == 0 {
		return nil
	}
	code := d.Zones.Nuit
	if d.MobiliteRQTH && d.Devise != XPF {
		code = "NUIT.HAND"
	}
	t, err := b.Le(code, d.Jour)
	if err != nil {
		return err
	}
	n, err := b.plages("NUIT", d)
	if err != nil {
		return err
	}
	dues := min(d.Nuits, max(0, n-d.NuitsOffertes))
	p.ecarter("DEP.NUIT.PLAGE", d.Nuits-dues)
	p.ecarter("DEP.NUIT.PREUVE", dues-min(dues, d.NuitsProuvees))
	if dues = min(dues, d.NuitsProuvees); dues > 0 {
		p.ajouter(Ligne{Regle: "DEP.NUIT", Code: t.Code, Source: t.Source, Unite: Nuits, Devise: t.Devise, Quantite: dues, Taux: t.Valeur})
	}
	return nil
}

// plages counts the whole windows of a kind within the mission.
func (b *Bareme) plages(quoi string, d *Journee) (int64, error) {
	debut, err := b.Le("FENETRE."+quoi+".DEBUT", d.Jour)
	if err != nil {
		return 0, err
	}
	fin, err := b.Le("FENETRE."+quoi+".FIN", d.Jour)
	if err != nil {
		return 0, err
	}
	return plages(d.Depart, d.Retour, int64(debut.Valeur/unitaire), int64(fin.Valeur/unitaire)), nil
}
