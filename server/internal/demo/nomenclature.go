package demo

// disciplineEnseignee is a discipline de poste, the matière its holders teach, and their weight in each kind of
// establishment: nobody holds a chair of philosophy in a collège.
type disciplineEnseignee struct {
	code, libelle, matiere string
	college, lycee, lp     int
}

var disciplines = []disciplineEnseignee{
	{"L1300", "MATHEMATIQUES", "061300", 17, 17, 0},
	{"L0202", "LETTRES MODERNES", "020700", 20, 15, 0},
	{"L0422", "ANGLAIS", "030201", 15, 12, 0},
	{"L0426", "ESPAGNOL", "030602", 7, 6, 0},
	{"L0421", "ALLEMAND", "030102", 3, 3, 0},
	{"L1000", "HISTOIRE GEOGRAPHIE", "043700", 13, 11, 0},
	{"L1100", "SCIENCES ECONOMIQUES ET SOCIALES", "050700", 0, 5, 0},
	{"L1500", "SCIENCES PHYSIQUES ET CHIMIQUES", "062300", 7, 11, 0},
	{"L1600", "SCIENCES DE LA VIE ET DE LA TERRE", "062900", 8, 7, 0},
	{"L0100", "PHILOSOPHIE", "010300", 0, 4, 0},
	{"L1900", "EDUCATION PHYSIQUE ET SPORTIVE", "100100", 10, 6, 10},
	{"L8011", "ECO ET GEST.OPTION COMM, ORG, GRH", "080100", 0, 5, 0},
	{"P0210", "LETTRES HISTOIRE GEOGRAPHIE", "020700", 0, 0, 25},
	{"P0222", "LETTRES ANGLAIS", "030201", 0, 0, 15},
	{"P1315", "MATH.SCIENCES PHYSIQUES", "061300", 0, 0, 20},
	{"P7200", "BIOTECHNOLOGIES SANTE-ENVIRONNEMENT", "114000", 0, 0, 10},
	{"P8013", "ECO-GEST OPTION COMMERCE ET VENTE", "080100", 0, 0, 20},
}

var matieres = [][2]string{
	{"061300", "MATHEMATIQUES"}, {"020700", "FRANCAIS"}, {"030201", "ANGLAIS LV1"}, {"030602", "ESPAGNOL LV2"}, {"030102", "ALLEMAND LV2"},
	{"043700", "HISTOIRE-GEOGRAPHIE"}, {"050700", "SCIENCES ECONOMIQUES ET SOCIALES"}, {"062300", "PHYSIQUE-CHIMIE"},
	{"062900", "SCIENCES DE LA VIE ET DE LA TERRE"}, {"010300", "PHILOSOPHIE"}, {"100100", "EDUCATION PHYSIQUE ET SPORTIVE"},
	{"080100", "ECONOMIE ET GESTION"}, {"114000", "PREVENTION SANTE ENVIRONNEMENT"},
}

// tirageDe lists each discipline as often as it weighs in a kind of establishment.
func tirageDe(genre string) []int {
	var tirage []int
	for i, d := range disciplines {
		poids := map[string]int{"COLLEGE": d.college, "LYCEE": d.lycee, "LP": d.lp}[genre]
		for range poids {
			tirage = append(tirage, i)
		}
	}
	return tirage
}

// division taught in one kind of establishment. voie is the branch of studies that leads to the same examens; prepare
// names the spécialités whose classe d'examen it is.
type division struct{ mef, libelle, genre, structure, voie, prepare string }

var divisions = []division{
	{"20010018110", "2NDE GENERALE ET TECHNOLOGIQUE", "LYCEE", "2GT", "BG", ""},
	{"20111019110", "1ERE GENERALE", "LYCEE", "1G", "BG", ""},
	{"20211019110", "TERMINALE GENERALE", "LYCEE", "TG", "BG", "BG/GEN BG/S"},
	{"20212005110", "TERMINALE ECONOMIQUE ET SOCIALE", "LYCEE", "TES", "BG", "BG/ES"},
	{"31131406210", "1BTS2 COMPTA. GESTION DES ORGANISATIONS", "LYCEE", "1CGO", "BTS", ""},
	{"31131406220", "2BTS2 COMPTA. GESTION DES ORGANISATIONS", "LYCEE", "2CGO", "BTS", "BTS/31406"},
	{"31132606210", "1BTS2 INFORMATIQUE DE GESTION", "LYCEE", "1IG", "BTS", ""},
	{"31132606220", "2BTS2 INFORMATIQUE DE GESTION", "LYCEE", "2IG", "BTS", "BTS/32606"},
	{"20131016110", "1ERE STMG", "LYCEE", "1STMG", "BTN", ""},
	{"20231016110", "TERMINALE STMG", "LYCEE", "TSTMG", "BTN", "BTN/STMG"},
	{"20133001110", "1ERE ST2S", "LYCEE", "1ST2S", "BTN", ""},
	{"20233001110", "TERMINALE ST2S", "LYCEE", "TST2S", "BTN", "BTN/ST2S"},
	{"20112005110", "1ERE ECONOMIQUE ET SOCIALE", "LYCEE", "1ES", "BG", ""},
	{"20113018110", "1ERE SCIENTIFIQUE", "LYCEE", "1S", "BG", ""},
	{"20213018110", "TERMINALE SCIENTIFIQUE", "LYCEE", "TS", "BG", "BG/S"},
	{"20114010110", "1ERE LITTERAIRE", "LYCEE", "1L", "BG", ""},
	{"20214010110", "TERMINALE LITTERAIRE", "LYCEE", "TL", "BG", "BG/GEN"},
	{"20113019110", "1ERE SCIENTIFIQUE SC. INGENIEUR", "LYCEE", "1SI", "BG", ""},
	{"20213019110", "TERMINALE SCIENTIFIQUE SC. INGENIEUR", "LYCEE", "TSI", "BG", "BG/S"},
	{"20214011110", "TERMINALE LITTERAIRE ARTS", "LYCEE", "TLA", "BG", "BG/GEN"},
	{"24731213330", "TLEPRO MET.COM.VEN.OP.A ANI.GES.ESP.COM.", "LP", "TMCV", "LP", "BCP/31213"},
	{"24725520330", "TLEPRO METIERS ELECT. ENVIRON. CONNECTES", "LP", "TMEL", "LP", "BCP/25520"},
	{"24731213320", "1EREPRO MET.COM.VEN.OP.A ANI.GES.ESP.COM.", "LP", "1MCV", "LP", ""},
	{"24725520320", "1EREPRO METIERS ELECT. ENVIRON. CONNECTES", "LP", "1MEL", "LP", ""},
	{"24131219210", "1CAP2 EQUIPIER POLYVALENT DU COMMERCE", "LP", "1EPC", "LP", ""},
	{"24131219220", "2CAP2 EQUIPIER POLYVALENT DU COMMERCE", "LP", "2EPC", "LP", "CAP/31219"},
	{"10010012110", "6EME", "COLLEGE", "6", "DNB", ""},
	{"10110001110", "5EME", "COLLEGE", "5", "DNB", ""},
	{"10210001110", "4EME", "COLLEGE", "4", "DNB", ""},
	{"10310019110", "3EME", "COLLEGE", "3", "DNB", "DNB/GEN"},
}

var modalites = [][2]string{{"CG", "COURS GENERAL"}, {"TP", "TRAVAUX PRATIQUES"}, {"TD", "TRAVAUX DIRIGES"}}

var examens = [][2]string{
	{"BG", "BACCALAUREAT GENERAL"}, {"BTN", "BACCALAUREAT TECHNOLOGIQUE"}, {"BCP", "BACCALAUREAT PROFESSIONNEL"},
	{"BTS", "BREVET DE TECHNICIEN SUPERIEUR"}, {"CAP", "CERTIFICAT D’APTITUDE PROFESSIONNELLE"}, {"DNB", "DIPLOME NATIONAL DU BREVET"},
}

var specialites = [][3]string{
	{"BG", "GEN", "VOIE GENERALE"}, {"BG", "ES", "ECONOMIQUE ET SOCIALE"}, {"BG", "S", "SCIENTIFIQUE"},
	{"BTN", "STMG", "SCIENCES ET TECHNOLOGIES DU MANAGEMENT ET DE LA GESTION"}, {"BTN", "ST2S", "SCIENCES ET TECHNOLOGIES DE LA SANTE ET DU SOCIAL"},
	{"BCP", "31213", "METIERS DU COMMERCE ET DE LA VENTE"}, {"BCP", "25520", "METIERS DE L’ELECTRICITE"},
	{"BTS", "31406", "COMPTA ET GEST. DES ORGANISATIONS"}, {"BTS", "32606", "INFO GESTION/DEVELOPPEUR APPLICATIONS"},
	{"CAP", "31219", "EQUIPIER POLYVALENT DU COMMERCE"}, {"DNB", "GEN", "SERIE GENERALE"},
}

// epreuve of a spécialité, and the discipline whose holders may examine it.
type epreuve struct {
	examen, specialite, code, libelle, nature, discipline string
	minutes                                               int
}

var epreuves = []epreuve{
	{"BG", "GEN", "PHILO", "PHILOSOPHIE", "ecrit", "L0100", 240},
	{"BG", "GEN", "EAF", "FRANCAIS ECRIT", "ecrit", "L0202", 240},
	{"BG", "GEN", "EAFO", "FRANCAIS ORAL", "oral", "L0202", 20},
	{"BG", "GEN", "MATHS", "SPECIALITE MATHEMATIQUES", "ecrit", "L1300", 240},
	{"BG", "GEN", "PC", "SPECIALITE PHYSIQUE-CHIMIE", "ecrit", "L1500", 210},
	{"BG", "GEN", "SVT", "SPECIALITE SVT", "ecrit", "L1600", 210},
	{"BG", "GEN", "SES", "SPECIALITE SES", "ecrit", "L1100", 240},
	{"BG", "GEN", "HGGSP", "SPECIALITE HGGSP", "ecrit", "L1000", 240},
	{"BG", "GEN", "GO", "GRAND ORAL", "oral", "L1000", 20},
	{"BG", "GEN", "LLCE", "SPECIALITE LLCE ANGLAIS", "oral", "L0422", 20},
	{"BG", "GEN", "EPS", "EPREUVE PONCTUELLE EPS", "eps", "L1900", 60},
	{"BG", "ES", "MNS", "MATHEMATIQUES NON SPECIALISTE", "ecrit", "L1300", 180},
	{"BG", "ES", "MS", "MATHEMATIQUES SPECIALISTE", "ecrit", "L1300", 180},
	{"BG", "S", "MNS", "MATHEMATIQUES NON SPECIALISTE", "ecrit", "L1300", 240},
	{"BG", "S", "MS", "MATHEMATIQUES SPECIALISTE", "ecrit", "L1300", 240},
	{"BTN", "STMG", "MGT", "MANAGEMENT", "ecrit", "L8011", 240},
	{"BTN", "STMG", "ESP", "ESPAGNOL LVB", "oral", "L0426", 10},
	{"BTN", "ST2S", "BPH", "BIOLOGIE ET PHYSIOPATHOLOGIE", "ecrit", "L1600", 240},
	{"BCP", "31213", "FR", "FRANCAIS HISTOIRE-GEOGRAPHIE EMC", "ecrit", "P0210", 180},
	{"BCP", "31213", "ANG", "ANGLAIS LVA", "oral", "P0222", 15},
	{"BCP", "25520", "MSP", "MATHEMATIQUES ET SCIENCES PHYSIQUES", "ecrit", "P1315", 120},
	{"BTS", "31406", "M", "MATHEMATIQUES", "ecrit", "L1300", 120},
	{"BTS", "31406", "ECO", "ECONOMIE DROIT", "ecrit", "L8011", 240},
	{"BTS", "32606", "M1", "MATHEMATIQUES 1", "ecrit", "L1300", 120},
	{"BTS", "32606", "M2", "MATHEMATIQUES 2", "ecrit", "L1300", 60},
	{"BTS", "32606", "ALL", "ALLEMAND", "oral", "L0421", 20},
	{"CAP", "31219", "PSE", "PREVENTION SANTE ENVIRONNEMENT", "ecrit", "P7200", 60},
	{"CAP", "31219", "VENTE", "EPREUVE PROFESSIONNELLE DE VENTE", "pratique", "P8013", 60},
	{"DNB", "GEN", "FR", "FRANCAIS", "ecrit", "L0202", 180},
	{"DNB", "GEN", "MATHS", "MATHEMATIQUES", "ecrit", "L1300", 120},
	{"DNB", "GEN", "HG", "HISTOIRE-GEOGRAPHIE EMC", "ecrit", "L1000", 120},
	{"DNB", "GEN", "SC", "SCIENCES", "ecrit", "L1500", 60},
	{"DNB", "GEN", "ORAL", "SOUTENANCE DE PROJET", "oral", "L0426", 15},
}

// genreMission of work, on site or not.
type genreMission struct {
	code, libelle string
	surPlace      bool
	role          string
}

var genresMission = []genreMission{
	{"CORRECTION", "Correction", false, "correcteur"},
	{"INTERROGATION", "Interrogation", true, "interrogateur"},
	{"DELIBERATION", "Délibération", true, "membre"},
	{"SURVEILLANCE", "Surveillance", true, "surveillant"},
	{"HARMONISATION", "Harmonisation", false, "coordonnateur"},
	{"ELABORATION", "Élaboration de sujets", true, "membre"},
}
