package calcul

import (
	"strconv"
	"strings"
)

// transports prices legs and expenses. Kilometres of a vehicle are added up before they meet the brackets, so that a
// leg declared in two costs what it costs in one.
func (b *Bareme) transports(p *Part, d *Journee) error {
	metres := map[string]int64{}
	for i := range d.Trajets {
		t := &d.Trajets[i]
		if err := verifier(t.Metres, "distance"); err != nil {
			return err
		}
		if t.Prix < 0 || t.Prix > QuantiteMax {
			return refuser(HorsBornes, "Un prix va de 0 à %d.", QuantiteMax/100)
		}
		switch t.Mode {
		case Voiture, Moto, Velomoteur:
			if !d.Convenance {
				metres[vehiculeDe(t)] += t.Metres
				continue
			}
			if err := b.tarifTrain(p, d, t.Metres, "DEP.CONVENANCE"); err != nil {
				return err
			}
		case TrainTarif:
			if err := b.tarifTrain(p, d, t.Metres, "DEP.TRAIN.TARIF"); err != nil {
				return err
			}
		default:
			if err := depense(p, d, t); err != nil {
				return err
			}
		}
	}
	cumul := d.CumulAnnuel
	for _, v := range [...]string{"CV5", "CV6_7", "CV8", "MOTO", "VELO"} { // in this order: the same claim is always priced the same
		m := metres[v]
		if m == 0 {
			continue
		}
		if err := verifier(m, "distance"); err != nil {
			return err
		}
		if err := b.kilometres(p, d, v, m, cumul); err != nil {
			return err
		}
		cumul += m
	}
	return nil
}

func vehiculeDe(t *Trajet) string {
	switch {
	case t.Mode == Moto:
		return "MOTO"
	case t.Mode == Velomoteur:
		return "VELO"
	case t.Vehicule == "CV6_7" || t.Vehicule == "CV8":
		return t.Vehicule
	}
	return "CV5" // the lowest rate, until the car's papers say otherwise
}

// EstVelo says whether a code prices a small two-wheeler, whose minimum is by the month.
func EstVelo(code string) bool {
	return strings.HasPrefix(code, "IK.") && strings.Contains(code, ".VELO.")
}

// bornes of the yearly brackets, in metres.
var bornes = [...]int64{2_000_000, 10_000_000, 1 << 62}

// kilometres spreads metres over the brackets left by those already paid in the year: arrêté du 3 juillet 2006,
// brackets read as marginal (PARAM.IK.MARGINAL).
func (b *Bareme) kilometres(p *Part, d *Journee, vehicule string, m, cumul int64) error {
	marginal := b.valeur("PARAM.IK.MARGINAL", d.Jour, unitaire) > 0
	total := cumul + m
	if !marginal {
		cumul = total - 1
	}
	for i, borne := range bornes {
		if cumul >= borne || m == 0 {
			continue
		}
		part := m
		if marginal {
			part = min(m, borne-cumul)
		}
		t, err := b.Le(codeIK(d.Zones.IK, vehicule, i), d.Jour)
		if err != nil {
			return err
		}
		avant := p.Total
		p.ajouter(Ligne{Regle: "DEP.IK", Code: t.Code, Source: t.Source, Unite: Metres, Devise: t.Devise, Quantite: part, Taux: t.Valeur})
		m, cumul = m-part, cumul+part
		if vehicule == "VELO" {
			b.minimumDuMois(p, d, p.Total-avant)
		}
	}
	return nil
}

// minimumDuMois completes the first claims of a month to the minimum of small two-wheelers.
func (b *Bareme) minimumDuMois(p *Part, d *Journee, paye int64) {
	zone := d.Zones.IK
	if zone != "METRO_DOM" {
		zone = "PAC"
	}
	t, err := b.Le("IK."+zone+".VELO.MINMOIS", d.Jour)
	if err != nil {
		return // no minimum that day
	}
	minimum := arrondir(1, t.Valeur, unitaire, 1, t.Devise)
	if manque := minimum - d.VeloDuMois - paye; manque > 0 {
		p.ajouter(Ligne{Regle: "DEP.VELO.MINIMUM", Code: t.Code, Source: t.Source, Unite: Pieces, Devise: t.Devise, Quantite: 1,
			Taux: Taux(manque) * unitaire / Taux(t.Devise.sousUnites())}) //nolint:gosec // 1 or 100
		d.VeloDuMois += manque
	}
	d.VeloDuMois += paye
}

// bandesSNCF are the distances, in kilometres, at which the fare table changes.
var bandesSNCF = [...]int64{16, 32, 64, 109, 149, 199, 300, 499, 799, 999}

// TarifSNCF is the second-class fare of one leg: exact, cut to the cent, then raised to the multiple in force and to
// the minimum. It returns a Refus when no table covers the day.
func (b *Bareme) TarifSNCF(metres int64, j Jour) (exact, centime, paye Taux, source string, err error) {
	km := (metres + 500) / 1000
	bande := bandesSNCF[len(bandesSNCF)-1]
	for _, k := range bandesSNCF {
		if km <= k {
			bande = k
			break
		}
	}
	prefixe := "SNCF." + strconv.FormatInt(bande, 10)
	fixe, err := b.Le(prefixe+".FIXE", j)
	if err != nil {
		return 0, 0, 0, "", err
	}
	parKm, err := b.Le(prefixe+".KM", j)
	if err != nil {
		return 0, 0, 0, "", err
	}
	exact = fixe.Valeur + parKm.Valeur*Taux(km)
	centime = exact / 100 * 100
	pas := max(b.valeur("PARAM.SNCF.ARRONDI", j, 1000), 1)
	paye = max((centime+pas-1)/pas*pas, b.valeur("PARAM.SNCF.MINIMUM", j, 0))
	return exact, centime, paye, fixe.Source, nil
}

// tarifTrain prices a journey there and back: two fares of half the distance.
func (b *Bareme) tarifTrain(p *Part, d *Journee, metres int64, regle string) error {
	if metres == 0 {
		return nil
	}
	_, _, paye, source, err := b.TarifSNCF(metres/2, d.Jour)
	if err == nil {
		p.ajouter(Ligne{Regle: regle, Code: "SNCF", Source: source, Unite: Trajets, Devise: EUR, Quantite: 2, Taux: paye})
	}
	return err
}

// depense is what was advanced against a receipt.
func depense(p *Part, d *Journee, t *Trajet) error {
	regles := map[Mode]string{Train: "DEP.TRAIN", TransportCom: "DEP.TRANSPORT", Taxi: "DEP.TAXI", Peage: "DEP.PEAGE", Parking: "DEP.PARKING"}
	regle, connu := regles[t.Mode]
	switch {
	case t.Mode == Administration:
		p.ajouter(Ligne{Regle: "DEP.ADMINISTRATION", Unite: Pieces, Quantite: 1})
		return nil
	case !connu:
		return refuser(HorsBornes, "Moyen de transport inconnu : « %s ».", t.Mode)
	case d.Convenance && (t.Mode == Peage || t.Mode == Parking):
		p.ecarter("DEP.CONVENANCE.FRAIS", t.Prix)
		return nil
	case !t.Prouve:
		p.ecarter(regle+".PREUVE", t.Prix)
		return nil
	case !t.Autorise && t.Mode == Taxi:
		p.ecarter("DEP.TAXI.AUTORISATION", t.Prix)
		return nil
	}
	if t.Prix > 0 {
		p.ajouter(Ligne{Regle: regle, Unite: Pieces, Quantite: 1, Taux: Taux(t.Prix) * unitaire / Taux(p.Devise.sousUnites())}) //nolint:gosec // 1 or 100
	}
	return nil
}
