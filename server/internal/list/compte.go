package list

import "strings"

// compteSuffit says whether the maintained differences answer for this question: no search, no scope, and a
// conjunction of equalities on the columns they are kept by.
func (r *requete) compteSuffit() bool {
	if r.d.Compte == nil || r.q != "" || r.portee.SQL != "" || r.cantonne {
		return false
	}
	return r.filtre == nil || r.compteCouvre(*r.filtre)
}

func (r *requete) compteCouvre(n Noeud) bool {
	if n.Ou {
		return false
	}
	for _, e := range n.Enfants {
		if !r.compteCouvre(e) {
			return false
		}
	}
	if n.Enfants != nil {
		return true
	}
	_, tenue := r.d.Compte.Colonnes[n.Colonne]
	return tenue && (n.Op == "==" || n.Op == "=in=")
}

// totalTenu rewrites the conditions on the table of differences. The filter was already checked column by column.
func (r *requete) totalTenu() (string, []any) {
	c := r.d.Compte
	d := &Definition{Alias: c.Alias, Base: c.Table + " " + c.Alias}
	for _, col := range r.d.Colonnes {
		if sql, ok := c.Colonnes[col.Cle]; ok {
			col.SQL = sql
			if col.Ref != nil {
				ref := *col.Ref
				ref.SQL = sql
				col.Ref = &ref
			}
			d.Colonnes = append(d.Colonnes, col)
		}
	}
	q := &requete{d: d, academie: r.academie, via: map[string]bool{}}
	if r.academie != "" {
		q.ou = append(q.ou, c.Alias+".academie = "+q.arg(r.academie))
	}
	if r.filtre != nil {
		cond, err := q.condition(*r.filtre)
		if err == nil { // cannot fail: same columns, same values as the page's
			q.ou = append(q.ou, cond)
		}
	}
	var b strings.Builder
	b.WriteString("SELECT coalesce(sum(" + c.Alias + ".nombre), 0)::bigint" + q.de(false) + q.clauseOu())
	return b.String(), q.args
}
