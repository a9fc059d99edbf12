package access

// Condition is what a principal may see of a table, as SQL with its own arguments ($1…).
type Condition struct {
	SQL  string
	Args []any
}

// SurIntervenant limits a table to the people in the principal's scope. col is the expression of the intervenant's
// id and aca of the académie. A profile without scope sees nothing.
func (p *Principal) SurIntervenant(aca, col string) Condition {
	switch p.Profil {
	case "intervenant":
		return Condition{col + " = $1", []any{p.Intervenant}}
	case "chef_etablissement", "chef_centre":
		return Condition{"EXISTS (SELECT 1 FROM rattachement po WHERE po.academie = " + aca + " AND po.intervenant_id = " + col +
			" AND po.effectif AND po.etablissement_id = $1)", []any{p.Etablissement}}
	case "inspecteur":
		return Condition{"EXISTS (SELECT 1 FROM rattachement po WHERE po.academie = " + aca + " AND po.intervenant_id = " + col +
			" AND po.effectif AND po.discipline = ANY($1))", []any{p.Disciplines}}
	case "administrateur", "gestionnaire", "gestionnaire_financier", "national", "client_api":
		return Condition{}
	}
	return Condition{"false", nil}
}
