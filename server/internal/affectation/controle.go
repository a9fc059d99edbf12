package affectation

import "imagin/server/internal/session"

// Controles are what must be finished in its affectations before a session closes: each is decided, and each service
// convoked is constaté.
var Controles = []session.Controle{
	{Code: "affectations.proposee", Message: "affectation(s) proposées sans décision : retenez-les ou désaffectez-les", Activite: "avancement", Filtre: "session==%s;etat==proposee",
		SQL: `SELECT count(*) FROM affectation WHERE academie = $1 AND session_id = $2 AND etat = 'proposee'`},
	{Code: "affectations.affectee", Message: "affectation(s) jamais convoquées : convoquez-les ou désaffectez-les", Activite: "avancement", Filtre: "session==%s;etat==affectee",
		SQL: `SELECT count(*) FROM affectation WHERE academie = $1 AND session_id = $2 AND etat = 'affectee'`},
	{Code: "affectations.convoquee", Message: "affectation(s) convoquées sans constat de service fait", Activite: "avancement", Filtre: "session==%s;etat==convoquee",
		SQL: `SELECT count(*) FROM affectation WHERE academie = $1 AND session_id = $2 AND etat = 'convoquee'`},
}
