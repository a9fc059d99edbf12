package lettre

import "time"

// Exemple is an invented letter: the preview of a model when no real row is chosen, and the subject of tests and measures.
func Exemple() Lettre {
	paris := Zone("Europe/Paris")
	le := func(j, h, m int) time.Time { return time.Date(2027, 6, j, h, m, 0, 0, paris) }
	return Lettre{
		Numero: "2027-014-000042", Version: Originale, Le: le(2, 9, 0),
		Service: Service{Academie: "Rennes", Nom: "Division des examens et concours", Adresse: []string{"96, rue d’Antrain", "35044 Rennes Cedex"},
			Ville: "Rennes", Contact: "Bureau des BTS", Tel: "02 00 00 00 00", Mel: "bts@exemple.fr"},
		Destinataire: Destinataire{Numero: "104233", Civilite: "Mme", Nom: "GUÉGUEN", Prenom: "Solène", Etablissement: "Lycée Félix-Le-Dantec, Lannion",
			Adresse: []string{"Lycée Félix-Le-Dantec", "Rue des Cordiers", "22300 Lannion"}},
		Missions: []Mission{{ID: "m1", Session: "Session 2027", Examen: "Brevet de technicien supérieur", Specialite: "Comptabilité et gestion",
			Epreuve: "Mathématiques (E2)", Type: "Interrogation orale", Role: "interrogateur", Jury: "Jury 3", Commission: "Commission B",
			Consignes: "Calculatrice en mode examen ; les sujets sont remis sur place.",
			Centre:    Centre{Code: "0290007H", Nom: "Lycée Jules-Ferry", Adresse: []string{"12, rue de l’Œuvre", "29200 Brest"}, Fuseau: "Europe/Paris"},
			Creneaux: []Creneau{{ID: "k1", Debut: le(14, 8, 0), Fin: le(14, 12, 30), SurPlace: true}, {ID: "k2", Debut: le(14, 13, 30), Fin: le(14, 17, 0), SurPlace: true},
				{ID: "k3", Debut: le(15, 8, 0), Fin: le(15, 12, 0), SurPlace: true}}}},
		Signataire:   Signataire{Qualite: "La cheffe de la division des examens et concours", Nom: "Anne LE BRAS"},
		Copies:       []string{"Lycée Félix-Le-Dantec (Lannion)", "centre d’examen"},
		Verification: "https://imagin.exemple.fr/v/K7M2QXW9R4T8Y3ZB6CDFGH5J",
	}
}
