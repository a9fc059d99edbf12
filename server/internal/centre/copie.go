// Package centre holds the places of a session: an établissement that receives candidates, or a virtual centre.
package centre

import "imagin/server/internal/session"

// Copies are what a new session takes from the one before: every centre that it has not by its code, but those that
// closed or were withdrawn, then what each serves.
var Copies = []session.Copie{
	{Quoi: "centres", SQL: `INSERT INTO centre (academie, id, session_id, etablissement_id, code, libelle, commune, fuseau, virtuel, adresse, code_postal,
			code_commune, latitude, longitude, zone, capacite, chef_nom, chef_mel, chef_telephone)
		SELECT c.academie, uuid_v7(), $3, c.etablissement_id, c.code, c.libelle, c.commune, c.fuseau, c.virtuel, c.adresse, c.code_postal,
			c.code_commune, c.latitude, c.longitude, c.zone, c.capacite, c.chef_nom, c.chef_mel, c.chef_telephone
		FROM centre c LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id
		WHERE c.academie = $1 AND c.session_id = $2 AND c.retire_le IS NULL AND coalesce(e.ouvert, true)
		ON CONFLICT (academie, session_id, code) DO NOTHING`},
	{Quoi: "usages des centres", SQL: `INSERT INTO centre_usage (academie, id, centre_id, examen, genre, capacite)
		SELECT u.academie, uuid_v7(), n.id, u.examen, u.genre, u.capacite
		FROM centre_usage u JOIN centre c ON c.academie = u.academie AND c.id = u.centre_id
		JOIN centre n ON n.academie = c.academie AND n.session_id = $3 AND n.code = c.code
		WHERE c.academie = $1 AND c.session_id = $2
		ON CONFLICT (academie, centre_id, examen, genre) DO NOTHING`},
}
