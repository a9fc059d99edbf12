package demo

// academies that the national size holds, by their three-digit portal code.
var academies = []struct{ code, libelle, fuseau string }{
	{"001", "Paris", paris}, {"002", "Aix-Marseille", paris}, {"003", "Besançon", paris}, {"004", "Bordeaux", paris},
	{"006", "Clermont-Ferrand", paris}, {"007", "Dijon", paris}, {"008", "Grenoble", paris}, {"009", "Lille", paris},
	{"010", "Lyon", paris}, {"011", "Montpellier", paris}, {"012", "Nancy-Metz", paris}, {"013", "Poitiers", paris},
	{Rennes, "Rennes", paris}, {"015", "Strasbourg", paris}, {"016", "Toulouse", paris}, {"017", "Nantes", paris},
	{"018", "Orléans-Tours", paris}, {"019", "Reims", paris}, {"020", "Amiens", paris}, {"022", "Limoges", paris},
	{"023", "Nice", paris}, {"024", "Créteil", paris}, {"025", "Versailles", paris}, {"027", "Corse", paris},
	{"028", "La Réunion", "Indian/Reunion"}, {"031", "Martinique", "America/Martinique"},
	{"032", "Guadeloupe", "America/Guadeloupe"}, {"033", "Guyane", "America/Cayenne"}, {"070", "Normandie", paris},
}

const paris = "Europe/Paris"
