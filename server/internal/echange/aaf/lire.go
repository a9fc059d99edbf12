package aaf

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"imagin/server/internal/echange/source"
)

// Lire reads one file in one pass: additions, modifications, deletions. It returns a *source.Refus for another kind of
// file, and for pupils and families.
func Lire(r io.Reader, structures *Structures, v Visiteur) error {
	l := &lecture{x: source.NewXML(r), structures: structures, v: v}
	l.x.DoctypeNu = true
	racine := true
	for {
		t, err := l.x.Suivant()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if racine {
			racine = false
			if e.Name.Local != "ficAlimMENESR" {
				return source.Refuser("import.racine_inconnue", l.x.Ligne(), "Ligne %d : racine « %.60s » inattendue. Il faut un fichier de l’annuaire fédérateur (racine ficAlimMENESR), EtabEducNat ou PersEducNat.",
					l.x.Ligne(), e.Name.Local)
			}
			continue
		}
		if err := l.requete(e); err != nil {
			return err
		}
	}
}

type lecture struct {
	x          *source.XML
	structures *Structures
	v          Visiteur
}

// fiche is one request of the file, whatever its kind.
type fiche struct {
	ligne       int
	suppression bool
	categorie   string
	jointure    string
	attributs   map[string][]string
}

const (
	valeursMax = 20_000 // of one card: a large school has some hundreds of classes
	texteMax   = 4_000  // of one value, in bytes
)

// requete reads addRequest, modifyRequest or deleteRequest.
func (l *lecture) requete(e xml.StartElement) error {
	f := fiche{ligne: l.x.Ligne(), suppression: e.Name.Local == "deleteRequest", attributs: map[string][]string{}}
	var partie, nom string
	var texte strings.Builder
	dans, n := false, 0
	for prof := 1; prof > 0; {
		t, err := l.x.Suivant()
		if err != nil {
			return err
		}
		switch x := t.(type) {
		case xml.StartElement:
			prof++
			switch x.Name.Local {
			case "operationalAttributes", "identifier", "attributes", "modifications":
				partie = x.Name.Local
			case "attr", "modification":
				nom = attribut(x, "name")
			case "value", "id":
				dans = true
				texte.Reset()
			}
		case xml.CharData:
			if dans && texte.Len() < texteMax {
				texte.Write(x)
			}
		case xml.EndElement:
			prof--
			if dans && (x.Name.Local == "value" || x.Name.Local == "id") {
				dans = false
				if n++; n > valeursMax {
					return source.Refuser("import.fiche", f.ligne, "Ligne %d : cette fiche compte plus de %d valeurs ; ce n’est pas un annuaire.", f.ligne, valeursMax)
				}
				f.ranger(partie, nom, strings.TrimSpace(texte.String()))
			}
		}
	}
	return l.remettre(f)
}

func (f *fiche) ranger(partie, nom, valeur string) {
	switch {
	case partie == "operationalAttributes" && strings.HasPrefix(nom, "categorie"):
		f.categorie = valeur
	case partie == "identifier":
		f.jointure = valeur
	case valeur != "":
		f.attributs[nom] = append(f.attributs[nom], valeur)
	}
}

func attribut(e xml.StartElement, nom string) string {
	for _, a := range e.Attr {
		if a.Name.Local == nom {
			return a.Value
		}
	}
	return ""
}

// remettre gives the card to whom it concerns.
func (l *lecture) remettre(f fiche) error {
	switch f.categorie {
	case "Eleve", "PersRelEleve":
		return source.Refuser("import.eleves", f.ligne, "Ligne %d : ce fichier décrit des élèves ou leurs responsables. IMAG’IN ne reprend aucune donnée d’élève : n’envoyez que EtabEducNat et PersEducNat.", f.ligne)
	case "EtabEducNat":
		return l.structure(f)
	case "PersEducNat":
		return l.personne(f)
	}
	return nil // nomenclatures, and what later versions may add
}

func (f fiche) un(noms ...string) string {
	for _, n := range noms {
		if v := f.attributs[n]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

func (l *lecture) anomalie(f fiche, rejet bool, champ, valeur, message string) error {
	if l.v.Anomalie == nil {
		return nil
	}
	if r := []rune(valeur); len(r) > 100 {
		valeur = string(r[:100]) + "…"
	}
	return l.v.Anomalie(source.Anomalie{Ligne: f.ligne, Champ: champ, Valeur: valeur, Message: message, Rejet: rejet})
}
