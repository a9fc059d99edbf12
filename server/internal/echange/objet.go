package echange

// objet is one kind of rows that an import may create, change or historise. The difference that people see and the
// changes that are applied come from this one description.
//
// In SQL fragments, v is a row as the file says it and t the row that the table holds. %[1]s stands for the académie
// and %[2]s for the import, both as literals.
type objet struct {
	nom     string // as reports call it: etablissement, intervenant…
	table   string
	vu      string   // SELECT of what the file says: cle, ecrites, etiquette, and nouvel_id when the application names the row
	cle     []string // columns that find the row, besides academie
	ecrites []string // columns the source writes

	comparees   []string          // those whose difference is a change; nil: ecrites
	valeurs     map[string]string // what is written when it is not simply v.column
	montrees    map[string]string // column → expression shown instead of its value, with %s for v or t
	proteges    []string          // columns that a correction by hand protects (t.saisis)
	ajouts      map[string]string // columns written on creation only, as expressions over v
	maj         string            // SET added to every change
	creeSeul    bool              // a row that exists is left to whoever owns it
	droit       string            // condition on t for the source to change it; empty: always
	vivant      string            // condition on t for the row to be in force; empty: always
	ranimer     string            // SET that puts it back in force
	portee      string            // condition on t: what the file must name; empty: nothing is ever missing from it
	partir      string            // SET of those that it no longer names
	supprime    bool              // … which are counts of a parent that stays: they are deleted
	garde       string            // expression on t: why such a row is left as it is, or NULL
	etiquette   string            // expression on t: how a person recognises the row
	journalisee bool              // each change and each departure is a line of the journal
	silencieux  bool              // counted and applied, not listed line by line
}

func (o *objet) aComparer() []string {
	if o.comparees != nil {
		return o.comparees
	}
	return o.ecrites
}
