package list

import (
	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/fail"
)

// Choisir turns a selection of the list into the query of its identifiers, within the principal's scope: what is out
// of it is not chosen, whoever names it. It returns fail.Invalid for an empty selection, fail.Malformed for a filter
// that cannot be read.
func (l Liste) Choisir(p *access.Principal, s api.Selection) (sql string, args []any, err error) {
	re := Recherche{}
	if s.Mode == api.SelectionModeFiltre {
		re.Filtre, re.Q = texte(s.Filtre), texte(s.Q)
	}
	q, err := l.preparerPour(p, re)
	if err != nil {
		return "", nil, err
	}
	switch {
	case s.Mode == api.SelectionModeLignes && (s.Ids == nil || len(*s.Ids) == 0):
		return "", nil, fail.New(fail.Invalid, "selection.vide", "Cochez au moins une ligne.",
			fail.Field{Pointer: "/selection/ids", Code: "requis", Message: "La sélection est vide."})
	case s.Mode == api.SelectionModeLignes:
		q.ou = append(q.ou, l.Alias+".id = ANY("+q.arg(*s.Ids)+")")
	case s.SaufIds != nil && len(*s.SaufIds) > 0:
		q.ou = append(q.ou, l.Alias+".id <> ALL("+q.arg(*s.SaufIds)+")")
	}
	return "SELECT " + l.Alias + ".id" + q.de(false) + q.clauseOu(), q.args, nil
}
