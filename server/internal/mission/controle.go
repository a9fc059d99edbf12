// Package mission holds the missions: what has to be done, where, when, and by how many.
package mission

import "imagin/server/internal/session"

// Controles are what must be finished in its missions before a session closes.
var Controles = []session.Controle{
	{Code: "missions.brouillon", Message: "mission(s) en brouillon : ouvrez-les ou annulez-les", Activite: "missions", Filtre: "session==%s;etat==brouillon",
		SQL: `SELECT count(*) FROM mission WHERE academie = $1 AND session_id = $2 AND etat = 'brouillon'`},
	{Code: "missions.ouverte", Message: "mission(s) encore ouvertes : terminez-les ou annulez-les", Activite: "missions", Filtre: "session==%s;etat==ouverte",
		SQL: `SELECT count(*) FROM mission WHERE academie = $1 AND session_id = $2 AND etat = 'ouverte'`},
}
