package calcul

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func tirerTravail(t *rapid.T) Travail {
	n := rapid.SampledFrom([]Nature{Copie, Oral, OralFacultatif, VAE, Dossier}).Draw(t, "nature")
	tr := Travail{Nature: n, Quantite: rapid.Int64Range(0, 5000).Draw(t, "quantite")}
	if n == VAE {
		tr.Coefficient = Taux(rapid.Int64Range(5000, 30_000).Draw(t, "coefficient"))
	}
	return tr
}

func tirerJournee(t *rapid.T) Journee {
	j := Jour(rapid.Int32Range(19723, 21000).Draw(t, "jour")) // 2024…
	depart := j.A(0, int(rapid.Int32Range(0, 1439).Draw(t, "depart")))
	d := Journee{Jour: j, Depart: depart, Retour: depart + Instant(rapid.Int64Range(0, 4000).Draw(t, "duree")),
		Zones:  rapid.SampledFrom([]Zones{{"REPAS.METRO", "NUIT.BASE", "METRO_DOM"}, {"REPAS.METRO", "NUIT.PARIS", "METRO_DOM"}, {"REPAS.DOM", "NUIT.DOM", "METRO_DOM"}}).Draw(t, "zones"),
		Devise: EUR, CumulAnnuel: rapid.Int64Range(0, 12_000_000).Draw(t, "cumul")}
	q := func(nom string) int64 { return rapid.Int64Range(0, 4).Draw(t, nom) }
	d.Repas, d.RepasRA, d.RepasOfferts, d.Nuits, d.NuitsProuvees, d.RepasProuves = q("repas"), q("ra"), q("offerts"), q("nuits"), q("prouvees"), q("recus")
	for range rapid.IntRange(0, 4).Draw(t, "trajets") {
		d.Trajets = append(d.Trajets, Trajet{
			Mode:   rapid.SampledFrom([]Mode{Voiture, Moto, Train, Peage, Parking, TransportCom, Taxi, Administration}).Draw(t, "mode"),
			Metres: rapid.Int64Range(0, 900_000).Draw(t, "metres"), Vehicule: rapid.SampledFrom([]string{"CV5", "CV6_7", "CV8", ""}).Draw(t, "vehicule"),
			Prix: rapid.Int64Range(0, 50_000).Draw(t, "prix"), Prouve: rapid.Bool().Draw(t, "prouve"), Autorise: rapid.Bool().Draw(t, "autorise")})
	}
	return d
}

func somme(t *rapid.T, p Part) {
	var s int64
	for _, l := range p.Lignes {
		require.GreaterOrEqual(t, l.Montant, int64(0))
		// Half up, against the exact product.
		ecart := Taux(l.Montant)*unitaire/100 - l.Exact()
		require.LessOrEqual(t, ecart, Taux(50), "%+v", l)
		require.Greater(t, ecart, Taux(-51), "%+v", l)
		s += l.Montant
	}
	require.Equal(t, s, p.Total)
}

// TestProprietesRemuneration: the total is the sum of the lines; more work never pays less.
func TestProprietesRemuneration(t *testing.T) {
	b, j := National(), le(t, "2026-06-15")
	rapid.Check(t, func(t *rapid.T) {
		p := Prestation{Jour: j, Examen: rapid.SampledFrom([]string{"BG", "DNB", "BTS", "DSCG", "CAP"}).Draw(t, "examen"),
			Travaux: rapid.SliceOfN(rapid.Custom(tirerTravail), 1, 4).Draw(t, "travaux")}
		avant, err := b.Remuneration(p)
		require.NoError(t, err)
		somme(t, avant)
		p.Travaux[0].Quantite += rapid.Int64Range(1, 1000).Draw(t, "plus")
		apres, err := b.Remuneration(p)
		require.NoError(t, err)
		require.GreaterOrEqual(t, apres.Total, avant.Total)
	})
}

// TestProprietesDeplacement: the total is the sum of the lines; a longer mission, a longer road, one more meal or one
// more proof never pays less.
func TestProprietesDeplacement(t *testing.T) {
	b := National()
	rapid.Check(t, func(t *rapid.T) {
		d := tirerJournee(t)
		avant, err := b.Deplacement(d)
		require.NoError(t, err)
		somme(t, avant)
		k := rapid.Int64Range(1, 500).Draw(t, "plus")
		for nom, plus := range map[string]func(d *Journee){
			"retour": func(d *Journee) { d.Retour += Instant(k) }, "depart": func(d *Journee) { d.Depart -= Instant(k) },
			"repas": func(d *Journee) { d.Repas++ }, "restaurant administratif": func(d *Journee) { d.RepasRA++ },
			"nuits": func(d *Journee) { d.Nuits++ }, "preuve": func(d *Journee) { d.NuitsProuvees++ },
			"route": func(d *Journee) {
				d.Trajets = append([]Trajet{{Mode: Voiture, Metres: k * 100, Vehicule: "CV5"}}, d.Trajets...)
			},
		} {
			x := d
			plus(&x)
			apres, err := b.Deplacement(x)
			require.NoError(t, err)
			if nom == "route" && d.CumulAnnuel > 1_000_000 { // beyond 10,000 km a car pays less by the kilometre, and may push others there
				continue
			}
			require.GreaterOrEqual(t, apres.Total, avant.Total, nom)
		}
	})
}

// TestDecouperUnJour: declaring a day in pieces, which the engine puts together again, pays what the whole day pays;
// and pieces that were paid apart would never have given more meals, nights or kilometres.
func TestDecouperUnJour(t *testing.T) {
	b := National()
	rapid.Check(t, func(t *rapid.T) {
		d := tirerJournee(t)
		entier, err := b.Deplacement(d)
		require.NoError(t, err)
		coupe := d.Depart + Instant(rapid.Int64Range(0, int64(d.Retour-d.Depart)).Draw(t, "coupe"))
		matin, soir := d, d
		matin.Retour, soir.Depart = coupe, coupe
		n := rapid.IntRange(0, len(d.Trajets)).Draw(t, "trajets du matin")
		matin.Trajets, soir.Trajets = d.Trajets[:n], d.Trajets[n:]
		part := func(q int64, nom string) (int64, int64) {
			x := rapid.Int64Range(0, q).Draw(t, nom)
			return x, q - x
		}
		matin.Repas, soir.Repas = part(d.Repas, "repas")
		matin.RepasRA, soir.RepasRA = part(d.RepasRA, "ra")
		matin.RepasOfferts, soir.RepasOfferts = part(d.RepasOfferts, "offerts")
		matin.RepasProuves, soir.RepasProuves = part(d.RepasProuves, "recus")
		matin.Nuits, soir.Nuits = part(d.Nuits, "nuits")
		matin.NuitsProuvees, soir.NuitsProuvees = part(d.NuitsProuvees, "prouvees")
		reuni, err := b.Deplacement(Fusionner(matin, soir))
		require.NoError(t, err)
		require.Equal(t, entier.Total, reuni.Total)

		matin.RepasOfferts, soir.RepasOfferts = d.RepasOfferts, d.RepasOfferts
		p1, err := b.Deplacement(matin)
		require.NoError(t, err)
		soir.CumulAnnuel += metresDe(p1)
		p2, err := b.Deplacement(soir)
		require.NoError(t, err)
		for _, regle := range []string{"DEP.REPAS", "DEP.REPAS.RA", "DEP.NUIT", "DEP.IK"} {
			if regle == "DEP.REPAS.RA" { // a full meal of one piece may be a half-rate one of the whole: both together are compared
				continue
			}
			require.LessOrEqual(t, quantite(p1, regle)+quantite(p2, regle), quantite(entier, regle), regle)
		}
	})
}

func metresDe(p Part) int64 { return quantite(p, "DEP.IK") }

func quantite(p Part, regle string) (q int64) {
	for _, l := range p.Lignes {
		if l.Regle == regle {
			q += l.Quantite
		}
	}
	return q
}
