// Package centre holds the places of a session: an établissement that receives candidates, or a virtual centre.
package centre

import "imagin/server/internal/session"

// Copies are what a new session takes from the one before: every centre that it has not by its code.
var Copies = []session.Copie{{Quoi: "centres", SQL: `INSERT INTO centre (academie, id, session_id, etablissement_id, code, libelle, commune, fuseau)
	SELECT c.academie, gen_random_uuid(), $3, c.etablissement_id, c.code, c.libelle, c.commune, c.fuseau
	FROM centre c LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id
	WHERE c.academie = $1 AND c.session_id = $2 AND coalesce(e.ouvert, true)
	ON CONFLICT (academie, session_id, code) DO NOTHING`}}
