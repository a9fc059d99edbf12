package echange

import (
	"context"
	"slices"

	"imagin/server/internal/echange/imaoce"
	"imagin/server/internal/echange/tabulaire"
)

// origineDonnees is one source of the académie: what its files may weigh, how they are staged, what they may change.
type origineDonnees struct {
	code, libelle, formats string
	limite                 int64 // bytes of one file, once out of its archive
	tabulaire              bool
	format                 tabulaire.Format // unless the académie says otherwise
	deposer                func(p *preparation, f fichierRecu) error
	objets                 func(i *importation) []*objet
	champs                 []tabulaire.Champ
	personnes              bool // keys of people are to be matched

	moment      int                                             // of the exchanges of a session with OCEAN; 0: not one of them
	preparatifs func(i *importation) []string                   // SQL before anything is compared
	controler   func(ctx context.Context, c *comparaison) error // lines that name what nobody knows are set aside
}

var origines = []origineDonnees{
	{code: "sts", libelle: "STS-WEB (structures, services, enseignants)", formats: "sts_emp_<UAI>_<année>.xml, seul ou plusieurs dans un ZIP", limite: 32 << 20,
		deposer: deposerSTS, objets: objetsSTS, personnes: true},
	{code: "epp", libelle: "EPP (enseignement public)", formats: "CSV des agents, des affectations et des nomenclatures, seuls ou dans un ZIP", limite: 200 << 20, tabulaire: true,
		deposer: deposerRH, objets: objetsRH, champs: champsRHLus(), personnes: true},
	{code: "epp_prive", libelle: "EPP privé (enseignement privé sous contrat)", formats: "CSV des agents, des affectations et des nomenclatures, seuls ou dans un ZIP", limite: 200 << 20,
		tabulaire: true, deposer: deposerRH, objets: objetsRH, champs: champsRHLus(), personnes: true},
	{code: "agape", libelle: "AGAPE (premier degré)", formats: "CSV des agents avec leur école", limite: 200 << 20, tabulaire: true,
		deposer: deposerRH, objets: objetsRH, champs: champsRHLus(), personnes: true},
	{code: "agora", libelle: "AGORA (personnels administratifs et techniques)", formats: "CSV des agents avec leur affectation", limite: 200 << 20, tabulaire: true,
		deposer: deposerRH, objets: objetsRH, champs: champsRHLus(), personnes: true},
	{code: "aaf", libelle: "Annuaire académique fédérateur (secours)", formats: "EtabEducNat et PersEducNat, complets ou deltas, dans un ZIP", limite: 200 << 20,
		deposer: deposerAAF, objets: objetsAAF, personnes: true},
	{code: "etablissements", libelle: "Établissements (fichiers officiels)", formats: "CSV de l’annuaire de l’éducation ou de l’adresse et géolocalisation", limite: 100 << 20, tabulaire: true,
		deposer: deposerEtablissements, objets: objetsEtablissements, champs: champsEtablissementLus()},
	{code: "bcn", libelle: "Nomenclatures (BCN)", formats: "CSV de matières, MEF, disciplines de poste, grades, corps, fonctions, seuls ou dans un ZIP", limite: 50 << 20, tabulaire: true,
		deposer: deposerBCN, objets: objetsBCN, champs: champsBCNLus()},
	{code: "communes", libelle: "Communes", formats: "CSV : code INSEE, nom, département, population, codes postaux, latitude, longitude", limite: 50 << 20, tabulaire: true,
		deposer: deposerCommunes, objets: objetsCommunes, champs: champsCommuneLus()},
	{code: "limitrophes", libelle: "Communes limitrophes", formats: "CSV des adjacences : insee et insee_voisins séparés par |, ou insee_a et insee_b", limite: 50 << 20, tabulaire: true,
		deposer: deposerLimitrophes, objets: objetsLimitrophes, champs: champsLimitropheLus()},
	{code: "imaoce_reglementation", moment: 1, libelle: "OCEAN : 1. réglementation", formats: "CSV de la session et de la réglementation, seuls ou dans un ZIP", limite: 100 << 20, tabulaire: true,
		deposer: deposerImaoce, preparatifs: preparerReglementation, objets: objetsReglementation, champs: imaoce.Champs(1)},
	{code: "imaoce_inscriptions", moment: 2, libelle: "OCEAN : 2. inscriptions", formats: "CSV des inscriptions par établissement d’origine", limite: 200 << 20, tabulaire: true,
		deposer: deposerImaoce, preparatifs: preparerInscriptions, controler: controlerInscriptions, objets: objetsInscriptions, champs: imaoce.Champs(2)},
	{code: "imaoce_commissions", moment: 3, libelle: "OCEAN : 3. centres, jurys et commissions", formats: "CSV des centres, des jurys, des commissions et de leurs origines, dans un ZIP", limite: 200 << 20,
		tabulaire: true, deposer: deposerImaoce, preparatifs: preparerCommissions, controler: controlerCommissions, objets: objetsCommissions, champs: imaoce.Champs(3)},
	{code: "imaoce_presents", moment: 4, libelle: "OCEAN : 4. présents", formats: "CSV des présents par commission", limite: 100 << 20, tabulaire: true,
		deposer: deposerImaoce, preparatifs: preparerPresents, controler: controlerPresents, objets: objetsPresents, champs: imaoce.Champs(4)},
}

func origineDe(code string) (*origineDonnees, bool) {
	i := slices.IndexFunc(origines, func(o origineDonnees) bool { return o.code == code })
	if i < 0 {
		return nil, false
	}
	return &origines[i], true
}

func codes() []string {
	var c []string
	for _, o := range origines {
		c = append(c, o.code)
	}
	return c
}
