package mission

import "imagin/server/internal/session"

// Copies are what a new session takes from the one before to make its missions: the rules of generation.
var Copies = []session.Copie{
	{Quoi: "règles de génération", SQL: `INSERT INTO regle_generation (academie, id, session_id, source, genre, examen, nature, type_mission, role, base, nombre, par,
			minimum, maximum, reserve_pct, reserve_min, duree_min, actif)
		SELECT academie, uuid_v7(), $3, source, genre, examen, nature, type_mission, role, base, nombre, par, minimum, maximum, reserve_pct, reserve_min, duree_min, actif
		FROM regle_generation WHERE academie = $1 AND session_id = $2 ON CONFLICT DO NOTHING`},
}
