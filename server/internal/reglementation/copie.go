// Package reglementation holds examens, spécialités, épreuves-options, and which of them a session has.
package reglementation

import "imagin/server/internal/session"

// Copies are what a new session takes from the one before: its épreuves-options, and whether each gives rise to missions.
var Copies = []session.Copie{
	{Quoi: "épreuves-options", SQL: `INSERT INTO session_epreuve (academie, id, session_id, epreuve_option_id, donne_lieu, choisi_par, choisi_le)
		SELECT s.academie, uuid_v7(), $3, s.epreuve_option_id, s.donne_lieu, s.choisi_par, s.choisi_le
		FROM session_epreuve s JOIN epreuve_option o ON o.academie = s.academie AND o.id = s.epreuve_option_id
		WHERE s.academie = $1 AND s.session_id = $2 AND s.retire_le IS NULL AND o.historise_le IS NULL
		ON CONFLICT (academie, session_id, epreuve_option_id) DO NOTHING`},
}
