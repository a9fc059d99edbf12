package imaoce

import (
	"regexp"
	"strconv"
	"strings"
)

const (
	candidatsMax = 1_000_000
	joursMax     = 60
	minutesMax   = 1440
)

var (
	natures = map[string]string{"E": "ecrit", "ECRIT": "ecrit", "ECRITE": "ecrit", "O": "oral", "ORAL": "oral", "ORALE": "oral", "P": "pratique", "PRATIQUE": "pratique",
		"EPS": "eps", "S": "eps", "SPORTIVE": "eps", "VAE": "vae", "V": "vae"}
	modes      = map[string]string{"PONCTUEL": "ponctuel", "P": "ponctuel", "CCF": "ccf", "ECA": "eca", "CC": "eca"}
	caracteres = map[string]string{"O": "obligatoire", "OBLIGATOIRE": "obligatoire", "F": "facultatif", "FACULTATIF": "facultatif", "FACULTATIVE": "facultatif"}
	ouiNon     = map[string]string{"O": "oui", "OUI": "oui", "1": "oui", "N": "non", "NON": "non", "0": "non"}
	tours      = map[string]string{"NORMALE": "NORMALE", "N": "NORMALE", "REMPLACEMENT": "REMPLACEMENT", "R": "REMPLACEMENT"}
	centres    = map[string]string{"ECRIT": "ecrit", "ORAL": "oral", "PRATIQUE": "pratique", "CORRECTION": "correction", "DELIBERATION": "deliberation"}
	formeType  = regexp.MustCompile(`^[A-Z][A-Z_]{1,29}$`)
	formeCoef  = regexp.MustCompile(`^\d{1,4}([.,]\d{1,2})?$`)
)

// convertir reads the line as one of a table, and returns what hands it over.
func (c *convertisseur) convertir(g Genre, v Visiteur) func() error {
	if c.session == "" {
		c.rejeter("session", "", "session absente")
	}
	switch g {
	case TableSession:
		x := c.ligneSession()
		return func() error { return v.Session(x) }
	case TableReglementation:
		x := c.ligneReglement()
		return func() error { return v.Reglement(x) }
	case TableInscriptions:
		x := c.ligneInscription()
		return func() error { return v.Inscription(x) }
	case TableCentres:
		x := c.ligneCentre()
		return func() error { return v.Centre(x) }
	case TableJurys:
		x := c.ligneJury()
		return func() error { return v.Jury(x) }
	case TableCommissions:
		x := c.ligneCommission()
		return func() error { return v.Commission(x) }
	case TableOrigines:
		x := c.ligneOrigine()
		return func() error { return v.Origine(x) }
	case TablePresents:
	}
	x := c.lignePresents()
	return func() error { return v.Presents(x) }
}

func (c *convertisseur) ligneSession() Session {
	s := Session{Ligne: c.l.Numero, Code: c.session, Tour: c.parmi("tour", "", tours), Academie: c.l.Val("academie"), PiloteValideLe: c.jour("date_validation_pilote")}
	s.Annee = c.nombre("annee", 2100, 0)
	if s.Annee < 2000 {
		c.rejeter("annee", c.l.Val("annee"), "une année de 2000 à 2100 est attendue")
	}
	c.cle = []string{s.Code}
	return s
}

func (c *convertisseur) ligneReglement() Reglement {
	r := Reglement{Ligne: c.l.Numero, Session: c.session, Epreuve: c.epreuve(true), Groupe: c.entier("groupe_epreuves", 9, false), Nature: c.parmi("nature", "", natures),
		Mode: c.parmi("mode_evaluation", "ponctuel", modes), DureeMin: c.entier("duree_min", minutesMax, false), PreparationMin: c.entier("preparation_min", minutesMax, false),
		Anticipee: c.parmi("anticipee", "non", ouiNon) == "oui", Facultative: c.parmi("caractere", "obligatoire", caracteres) == "facultatif",
		GroupeRemuneration: c.code("groupe_remuneration", false)}
	if r.Groupe != nil && *r.Groupe == 0 {
		r.Groupe = nil
	}
	r.ExamenLibelle, r.SpecialiteLibelle = c.libelle("examen_libelle", r.Examen), c.libelle("specialite_libelle", r.Specialite)
	r.Libelle = strings.TrimSpace(c.libelle("epreuve_libelle", r.Epreuve.Epreuve) + " " + c.libelle("option_libelle", r.Option))
	if v := c.l.Val("coefficient"); v != "" {
		if !formeCoef.MatchString(v) {
			c.rejeter("coefficient", v, "un coefficient est un nombre de deux décimales au plus")
		}
		v = strings.Replace(v, ",", ".", 1)
		r.Coefficient = &v
	}
	c.cle = []string{r.Examen, r.Specialite, r.Epreuve.Epreuve, r.Option}
	return r
}

func (c *convertisseur) ligneInscription() Inscription {
	i := Inscription{Ligne: c.l.Numero, Session: c.session, Epreuve: c.epreuve(true), Origine: c.etablissement("uai_origine"), Dispenses: c.nombre("nb_dispenses", candidatsMax, 0)}
	if n := c.entier("nb_inscrits", candidatsMax, true); n != nil {
		i.Inscrits = *n
	}
	if i.Dispenses > i.Inscrits {
		c.rejeter("nb_dispenses", strconv.Itoa(i.Dispenses), "plus de dispensés que d’inscrits")
	}
	c.cle = []string{i.Examen, i.Specialite, i.Epreuve.Epreuve, i.Option, i.Origine}
	return i
}

func (c *convertisseur) ligneCentre() Centre {
	x := Centre{Ligne: c.l.Numero, Session: c.session, Examen: c.code("examen", true), UAI: c.code("uai_centre", true), Genre: c.parmi("type_centre", "", centres),
		Capacite: c.entier("capacite_candidats", candidatsMax, false)}
	x.Libelle = c.libelle("libelle", x.UAI)
	c.cle = []string{x.Examen, x.UAI, x.Genre}
	return x
}

func (c *convertisseur) ligneJury() Jury {
	j := Jury{Ligne: c.l.Numero, Session: c.session, Examen: c.code("examen", true), Specialite: c.code("specialite", false), Code: c.code("jury", true),
		Centre: c.code("uai_centre_deliberation", false), Le: c.jour("date_deliberation"), A: c.heure("heure_deliberation"), Candidats: c.entier("nb_candidats", candidatsMax, false)}
	j.Libelle = c.libelle("libelle", "JURY "+j.Code)
	c.cle = []string{j.Examen, j.Code}
	return j
}

func (c *convertisseur) ligneCommission() Commission {
	x := Commission{Ligne: c.l.Numero, Session: c.session, Epreuve: c.epreuve(true), Jury: c.code("jury", true), Code: c.code("commission", true), Centre: c.code("uai_centre", false),
		Le: c.jour("date"), A: c.heure("heure"), DureeMin: c.entier("duree_min", minutesMax, false), Jours: max(c.nombre("nb_jours", joursMax, 1), 1),
		Demandes: c.entier("nb_intervenants_demandes", 500, false), Profil: c.libelle("profil_demande", "")}
	x.Type = strings.ToUpper(c.l.Val("type"))
	if !formeType.MatchString(x.Type) {
		c.rejeter("type", x.Type, "un type de commission s’écrit en lettres : CORRECTION, INTERROGATION, PRATIQUE, SURVEILLANCE…")
	}
	if n := c.entier("nb_candidats_prevus", candidatsMax, true); n != nil {
		x.Candidats = *n
	}
	c.cle = []string{x.Examen, x.Specialite, x.Epreuve.Epreuve, x.Option, x.Jury, x.Code}
	return x
}

func (c *convertisseur) ligneOrigine() Origine {
	o := Origine{Ligne: c.l.Numero, Session: c.session, Epreuve: c.epreuve(false), Jury: c.code("jury", true), Commission: c.code("commission", true), Origine: c.etablissement("uai_origine")}
	if n := c.entier("nb_candidats", candidatsMax, true); n != nil {
		o.Candidats = *n
	}
	if (o.Specialite == "") != (o.Epreuve.Epreuve == "") {
		c.rejeter("epreuve", o.Epreuve.Epreuve, "donnez la spécialité et l’épreuve, ou aucune des deux")
	}
	c.cle = []string{o.Examen, o.Specialite, o.Epreuve.Epreuve, o.Option, o.Jury, o.Commission, o.Origine}
	return o
}

func (c *convertisseur) lignePresents() Presents {
	p := Presents{Ligne: c.l.Numero, Session: c.session, Epreuve: c.epreuve(true), Jury: c.code("jury", true), Commission: c.code("commission", true),
		Prevus: c.entier("nb_prevus", candidatsMax, false), NbAbsents: c.nombre("nb_absents", candidatsMax, 0), RemonteLe: c.jour("date_remontee")}
	if n := c.entier("nb_presents", candidatsMax, true); n != nil {
		p.NbPresents = *n
	}
	if p.Prevus != nil && p.NbPresents+p.NbAbsents != *p.Prevus {
		c.alertes = append(c.alertes, c.l.Alerte("nb_presents", strconv.Itoa(p.NbPresents)+" + "+strconv.Itoa(p.NbAbsents),
			"présents et absents ne font pas le nombre de prévus ("+strconv.Itoa(*p.Prevus)+") : les nombres sont repris tels quels"))
	}
	c.cle = []string{p.Examen, p.Specialite, p.Epreuve.Epreuve, p.Option, p.Jury, p.Commission}
	return p
}
