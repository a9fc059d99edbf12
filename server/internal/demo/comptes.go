package demo

// Identite is somebody to sign in as.
type Identite struct{ Identifiant, Role string }

type compte struct {
	identifiant, nom, prenom, role string
	profils                        []string
}

// inspectrice who proposes réservistes: her discipline is L1300.
const inspectrice = "anne.lebihan"

// comptes of the demonstration portal.
var comptes = []compte{
	{"claire.leclere", "LECLERE", "Claire", "enseignante", []string{"intervenant"}},
	{"victor.hamon", "HAMON", "Victor", "intervenant extérieur", []string{"intervenant"}},
	{"gaelle.morvan", "MORVAN", "Gaëlle", "gestionnaire", []string{"gestionnaire"}},
	{"admin.demo", "DEMO", "Admin", "administrateur et gestionnaire", []string{"administrateur", "gestionnaire"}},
	{"yves.kermarrec", "KERMARREC", "Yves", "chef d’établissement et de centre", []string{"chef_etablissement", "chef_centre"}},
	{inspectrice, "LE BIHAN", "Anne", "inspectrice", []string{"inspecteur"}},
	{"nadia.national", "NATIONAL", "Nadia", "national", []string{"national"}},
	{"paul.finances", "FINANCES", "Paul", "gestionnaire financier", []string{"gestionnaire_financier"}},
}

// Identites of the demonstration portal.
func Identites() []Identite {
	var l []Identite
	for _, c := range comptes {
		l = append(l, Identite{c.identifiant, c.role})
	}
	return l
}

// ouvertures are the campagnes in force: some doors open, some closed with a word of explanation.
var ouvertures = []struct {
	service, activite string
	ouverte           bool
	message           string
}{
	{"intervenant", "competences-saisie", true, "Vérifiez vos compétences avant le 15 décembre."},
	{"intervenant", "missions-consultation", true, ""},
	{"intervenant", "etats-frais", true, ""},
	{"intervenant", "mon-dossier", true, ""},
	{"etablissement", "competences-saisie", true, ""},
	{"etablissement", "indisponibilites-saisie", true, ""},
	{"etablissement", "competences-validation", true, "À déclarer avant le 16 décembre."},
	{"centre", "missions-consultation", true, ""},
	{"centre", "constat", true, ""},
	{"centre", "convocation-mission", true, ""},
	{"centre", "signature-centre", true, ""},
	{"etablissement", "signature-etablissement", true, ""},
	{"intervenant", "voeux", true, "Vos vœux et demandes de dispense : jusqu’au 28 février."},
}
