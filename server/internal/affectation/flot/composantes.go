package flot

// parties splits a network at its busiest node, the hub: what is left falls into components that only meet there, so
// that each can be solved alone, the hub taking what the component gives.
type parties struct {
	moyeu  int32
	de     []int32   // component of each node; −1 for the hub
	local  []int32   // rank of each node in its component
	noeuds [][]int32 // nodes of each component, in the order of rank
	arcs   [][]int32 // arcs of each component, by increasing local source, the hub last
}

func (r *Reseau) parties() *parties {
	n := len(r.Offre)
	p := &parties{moyeu: r.moyeu(), de: make([]int32, n), local: make([]int32, n)}
	pere := make([]int32, n)
	for u := range pere {
		pere[u] = int32(u)
	}
	for k := range r.De {
		if u, v := r.De[k], r.Vers[k]; u != p.moyeu && v != p.moyeu {
			if a, b := racine(pere, u), racine(pere, v); a != b {
				pere[max(a, b)] = min(a, b)
			}
		}
	}
	nombre := int32(0)
	for u := range i32(n) {
		switch {
		case u == p.moyeu:
			p.de[u] = -1
		case racine(pere, u) == u:
			p.de[u] = nombre
			nombre++
		default:
			p.de[u] = p.de[racine(pere, u)]
		}
	}
	p.ranger(r, int(nombre))
	return p
}

func racine(pere []int32, u int32) int32 {
	for pere[u] != u {
		pere[u] = pere[pere[u]]
		u = pere[u]
	}
	return u
}

// moyeu is the node of most arcs.
func (r *Reseau) moyeu() int32 {
	degre := make([]int32, len(r.Offre))
	for k := range r.De {
		degre[r.De[k]]++
		degre[r.Vers[k]]++
	}
	m := 0
	for u := range degre {
		if degre[u] > degre[m] {
			m = u
		}
	}
	return int32(m)
}

// ranger lists nodes and arcs by component. Nodes that have arcs to others than the hub come first: the solver's first
// tree is then built in one pass.
func (p *parties) ranger(r *Reseau, nombre int) {
	n := len(r.Offre)
	amont := make([]bool, n)
	for k := range r.De {
		if r.Vers[k] != p.moyeu {
			amont[r.De[k]] = true
		}
	}
	p.noeuds = make([][]int32, nombre)
	for _, passe := range []bool{true, false} {
		for u := range i32(n) {
			if c := p.de[u]; c >= 0 && amont[u] == passe {
				p.local[u] = i32(len(p.noeuds[c]))
				p.noeuds[c] = append(p.noeuds[c], u)
			}
		}
	}
	debut := make([]int32, n+1)
	for _, u := range r.De {
		debut[u+1]++
	}
	for u := range n {
		debut[u+1] += debut[u]
	}
	tri := make([]int32, len(r.De))
	for k, u := range r.De {
		tri[debut[u]] = int32(k)
		debut[u]++
	}
	p.arcs = make([][]int32, nombre)
	for c, noeuds := range p.noeuds {
		taille := int32(0)
		for _, u := range noeuds {
			taille += debut[u] - fin(debut, u)
		}
		p.arcs[c] = make([]int32, 0, taille)
		for _, u := range noeuds {
			p.arcs[c] = append(p.arcs[c], tri[fin(debut, u):debut[u]]...)
		}
	}
	for _, k := range tri[fin(debut, p.moyeu):debut[p.moyeu]] {
		if c := p.de[r.Vers[k]]; c >= 0 {
			p.arcs[c] = append(p.arcs[c], k)
		}
	}
}

// fin: after the counting sort, the arcs of u end where debut[u] is and begin where those of u−1 end.
func fin(debut []int32, u int32) int32 {
	if u == 0 {
		return 0
	}
	return debut[u-1]
}

func (p *parties) plusGrande() (noeuds, arcs int) {
	for c := range p.noeuds {
		noeuds, arcs = max(noeuds, len(p.noeuds[c])), max(arcs, len(p.arcs[c]))
	}
	return noeuds, arcs
}
