package list

import (
	"fmt"
	"slices"
	"strings"

	"imagin/server/internal/access"
	"imagin/server/internal/fail"
)

// Recherche is what a caller asks of a list, still as text.
type Recherche struct {
	Page, Taille int
	Tri          string
	Q            string
	Filtre       string
	Apres        string
}

// Jointure is a table reached from the base; Apres names the joins it stands on.
type Jointure struct {
	Alias, SQL string
	Apres      []string
}

// Portee is what a profile may see of a list: a condition with its own arguments, written with $ marks from 1.
type Portee struct {
	SQL  string
	Args []any
}

// Definition declares a list once for all its uses.
type Definition struct {
	Ressource  string
	Base       string // "affectation a": the table that is filtered, sorted and counted
	Alias      string
	Jointures  []Jointure
	Colonnes   []Colonne
	Tri        string // default order
	Recherches []Cherche
	Compte     *Compte
	Globale    bool // the base has no académie (reference data)
}

// Cherche is one expression searched by q, folded and matched anywhere.
type Cherche struct {
	SQL string
	Via []string
}

// Compte is a table of maintained differences that gives an exact total without counting, for filters that only use
// equality on its columns.
type Compte struct {
	Table    string            // "affectation_compte"
	Alias    string            //
	Colonnes map[string]string // API column → expression on the table
}

func (d *Definition) colonne(cle string) *Colonne {
	for i := range d.Colonnes {
		if d.Colonnes[i].Cle == cle {
			return &d.Colonnes[i]
		}
	}
	return nil
}

// requete is a list question turned into SQL pieces.
type requete struct {
	d        *Definition
	academie string // "" across académies
	args     []any
	ou       []string // conditions, joined by AND
	via      map[string]bool
	tri      []cleTri
	filtre   *Noeud
	portee   Portee
	cantonne bool // only some examens: the maintained totals do not know them
	q        string
}

type cleTri struct {
	col  *Colonne
	desc bool
}

func (r *requete) arg(v any) string {
	r.args = append(r.args, v)
	return fmt.Sprintf("$%d", len(r.args))
}

func (r *requete) besoin(via []string) {
	for _, alias := range via {
		if r.via[alias] {
			continue
		}
		for _, j := range r.d.Jointures {
			if j.Alias == alias {
				r.besoin(j.Apres)
				r.via[alias] = true
			}
		}
	}
}

// preparer checks everything the caller wrote and builds the conditions. Errors are fail.Malformed naming the column.
func (d *Definition) preparer(academie string, portee Portee, re Recherche) (*requete, error) {
	r := &requete{d: d, academie: academie, via: map[string]bool{}, portee: portee}
	if academie != "" && !d.Globale {
		r.ou = append(r.ou, d.Alias+".academie = "+r.arg(academie))
	}
	if portee.SQL != "" {
		r.ou = append(r.ou, decaler(portee.SQL, len(r.args)))
		r.args = append(r.args, portee.Args...)
	}
	var err error
	if r.filtre, err = Analyser(re.Filtre); err != nil {
		return nil, err
	}
	if r.filtre != nil {
		c, err := r.condition(*r.filtre)
		if err != nil {
			return nil, err
		}
		r.ou = append(r.ou, c)
	}
	if r.q = strings.TrimSpace(re.Q); r.q != "" {
		if err := r.chercher(); err != nil {
			return nil, err
		}
	}
	return r, r.trier(re.Tri)
}

// preparerPour is preparer for a principal: her scope, and of every list that has an examen only those that she is
// habilitated to.
func (l Liste) preparerPour(p *access.Principal, re Recherche) (*requete, error) {
	r, err := l.preparer(p.Perimetre(), l.Portee(p), re)
	if err != nil {
		return nil, err
	}
	r.cantonner(p)
	return r, nil
}

// cantonner leaves what is of no examen to everybody.
func (r *requete) cantonner(p *access.Principal) {
	examens, tous := p.Examens()
	c := r.d.colonne("examen")
	if tous || c == nil {
		return
	}
	r.besoin(c.Via)
	r.cantonne = true
	r.ou = append(r.ou, "("+c.SQL+" IS NULL OR "+c.SQL+" = ANY("+r.arg(examens)+"))")
}

// decaler renumbers $1… of a scope condition after the arguments already bound.
func decaler(sql string, de int) string {
	if de == 0 {
		return sql
	}
	var b strings.Builder
	for i := 0; i < len(sql); i++ {
		if sql[i] != '$' {
			b.WriteByte(sql[i])
			continue
		}
		n, j := 0, i+1
		for ; j < len(sql) && sql[j] >= '0' && sql[j] <= '9'; j++ {
			n = n*10 + int(sql[j]-'0')
		}
		fmt.Fprintf(&b, "$%d", n+de)
		i = j - 1
	}
	return b.String()
}

func (r *requete) condition(n Noeud) (string, error) {
	if n.Enfants == nil {
		return r.comparer(n)
	}
	parts := make([]string, len(n.Enfants))
	for i, e := range n.Enfants {
		c, err := r.condition(e)
		if err != nil {
			return "", err
		}
		parts[i] = c
	}
	lien := " AND "
	if n.Ou {
		lien = " OR "
	}
	return "(" + strings.Join(parts, lien) + ")", nil
}

func (r *requete) comparer(n Noeud) (string, error) {
	c := r.d.colonne(n.Colonne)
	if c == nil || c.Fixe {
		return "", inconnue("filtre", n.Colonne, r.d, func(c Colonne) bool { return !c.Fixe })
	}
	if !c.permet(n.Op) {
		return "", fail.New(fail.Malformed, "filtre.operateur",
			fmt.Sprintf("L’opérateur %s ne s’applique pas à la colonne %s.", n.Op, c.Cle),
			fail.Field{Pointer: "filtre/" + c.Cle, Code: "operateur", Message: "opérateur sans objet ici"})
	}
	valeurs := make([]any, len(n.Valeurs))
	for i, v := range n.Valeurs {
		if n.Op == "=like=" {
			valeurs[i] = motif(v)
			continue
		}
		var err error
		if valeurs[i], err = c.convertir(v, n); err != nil {
			return "", err
		}
	}
	if c.Ref != nil {
		return r.parRef(c, n.Op, valeurs), nil
	}
	r.besoin(c.Via)
	return r.ecrire(c, n.Op, valeurs), nil
}

var sqlOp = map[string]string{"==": "=", "!=": "IS DISTINCT FROM", "=gt=": ">", "=ge=": ">=", "=lt=": "<", "=le=": "<="}

func (r *requete) ecrire(c *Colonne, op string, valeurs []any) string {
	switch op {
	case "=like=":
		return "sans_accent(" + c.SQL + ") LIKE sans_accent(" + r.arg(valeurs[0]) + ")"
	case "=in=", "=out=":
		marques := make([]string, len(valeurs))
		for i, v := range valeurs {
			marques[i] = r.arg(v)
		}
		s := c.SQL + " IN (" + strings.Join(marques, ", ") + ")"
		if op == "=out=" {
			return "(" + s + ") IS NOT TRUE"
		}
		return s
	}
	return c.SQL + " " + sqlOp[op] + " " + r.arg(valeurs[0])
}

func (r *requete) parRef(c *Colonne, op string, valeurs []any) string {
	marques := make([]string, len(valeurs))
	for i, v := range valeurs {
		marques[i] = r.arg(v)
	}
	sous := fmt.Sprintf("SELECT x.id FROM %s x WHERE x.%s IN (%s)", c.Ref.Table, c.Ref.Code, strings.Join(marques, ", "))
	non := op == "!=" || op == "=out="
	if r.academie == "" {
		return map[bool]string{false: c.Ref.SQL + " IN (" + sous + ")", true: c.Ref.SQL + " NOT IN (" + sous + ")"}[non]
	}
	sous += " AND x.academie = $1" // the académie is always bound first
	if len(valeurs) == 1 && !non {
		return c.Ref.SQL + " = (" + sous + ")" // one value: an InitPlan the index can use
	}
	if non {
		return c.Ref.SQL + " <> ALL (ARRAY(" + sous + "))"
	}
	return c.Ref.SQL + " = ANY (ARRAY(" + sous + "))"
}

// motif turns * into the LIKE wildcard and protects LIKE's own.
func motif(v string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`, `*`, `%`, "\x00", "").Replace(v)
}

func (r *requete) chercher() error {
	if len(r.d.Recherches) == 0 {
		return fail.New(fail.Malformed, "recherche.absente", "Cette liste ne propose pas de recherche libre : utilisez filtre.",
			fail.Field{Pointer: "q", Code: "absente", Message: "recherche sans objet ici"})
	}
	for _, mot := range strings.Fields(strings.ReplaceAll(r.q, "\x00", "")) {
		marque := r.arg("%" + strings.ReplaceAll(motif(mot), "*", "") + "%")
		parts := make([]string, len(r.d.Recherches))
		for i, c := range r.d.Recherches {
			r.besoin(c.Via)
			parts[i] = c.SQL + " LIKE sans_accent(" + marque + ")"
		}
		r.ou = append(r.ou, "("+strings.Join(parts, " OR ")+")")
	}
	return nil
}

func (r *requete) trier(tri string) error {
	if tri == "" {
		tri = r.d.Tri
	}
	var vues []string
	for _, cle := range strings.Split(tri, ",") {
		desc := strings.HasPrefix(cle, "-")
		cle = strings.TrimPrefix(strings.TrimSpace(cle), "-")
		c := r.d.colonne(cle)
		if c == nil || c.Fixe || c.Genre == Document {
			return inconnue("tri", cle, r.d, func(c Colonne) bool { return !c.Fixe && c.Genre != Document })
		}
		if slices.Contains(vues, cle) {
			continue
		}
		vues = append(vues, cle)
		r.besoin(c.Via)
		r.tri = append(r.tri, cleTri{c, desc})
	}
	if len(r.tri) > 5 {
		return fail.New(fail.Malformed, "tri.trop", "Cinq colonnes de tri au plus.",
			fail.Field{Pointer: "tri", Code: "trop", Message: "cinq colonnes au plus"})
	}
	return nil
}

func inconnue(ou, cle string, d *Definition, garder func(Colonne) bool) error {
	var connues []string
	for _, c := range d.Colonnes {
		if garder(c) {
			connues = append(connues, c.Cle)
		}
	}
	return fail.New(fail.Malformed, ou+".colonne",
		fmt.Sprintf("La colonne « %s » n’existe pas dans cette liste. Colonnes possibles : %s.", cle, strings.Join(connues, ", ")),
		fail.Field{Pointer: ou, Code: "colonne", Message: fmt.Sprintf("colonne « %s » inconnue", cle)})
}
