package competence

// decision is the word of the highest author: gestionnaire > inspecteur > intervenant > établissement > SYS (the rang of
// the line), and between two of the same rank the latest. It is the one place that says so: list, exports, filters,
// simulations and computation are made of it. autre narrows the authors that are heard; NULL when none is left.
func decision(academie, competence, autre string) string {
	return `(SELECT ca.etat <> 'R' FROM competence_auteur ca WHERE ca.academie = ` + academie + ` AND ca.competence_id = ` + competence + autre + `
	ORDER BY ca.rang DESC, ca.le DESC, ca.id DESC LIMIT 1)`
}

// Effective is whether a compétence stands, as an SQL expression over the columns that hold its académie and its id.
func Effective(academie, competence string) string {
	return "coalesce(" + decision(academie, competence, "") + ", false)"
}

// decisionHumaine is what people say, the computation apart.
func decisionHumaine(academie, competence string) string {
	return decision(academie, competence, " AND ca.type <> 'systeme'")
}
