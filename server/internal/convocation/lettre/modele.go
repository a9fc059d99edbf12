package lettre

import (
	"fmt"
	"slices"
	"strings"
)

// Genre of a block of a model.
type Genre string

// Kinds of blocks: texts, and what the letter draws by itself at that place.
const (
	Paragraphe  Genre = "paragraphe"
	Titre       Genre = "titre"
	Puce        Genre = "puce"
	Missions    Genre = "missions"    // the table of what the person is called to
	Changements Genre = "changements" // what a rectificative changes
	Signature   Genre = "signature"
)

// Genres that a model may hold.
var Genres = []Genre{Paragraphe, Titre, Puce, Missions, Changements, Signature}

// Bloc is one block. An empty Versions means every version of the letter.
type Bloc struct {
	Genre    Genre     `json:"genre"`
	Texte    string    `json:"texte,omitempty"`
	Versions []Version `json:"versions,omitempty"`
}

// Modele is the text of a letter, as the gestionnaire writes it.
type Modele struct {
	Objet string `json:"objet"` // heading of the letter
	Blocs []Bloc `json:"blocs"`
}

// Faute is what is wrong in a model: where, and what to do.
type Faute struct {
	Pointeur string // JSON pointer into the model
	Code     string
	Message  string
}

const (
	blocsMax = 60
	texteMax = 4000
)

// Verifier reads a model over: kinds, versions, fields known, and what a convocation may not leave unsaid.
func (m Modele) Verifier() (fautes []Faute) {
	ajouter := func(p, code, message string) { fautes = append(fautes, Faute{p, code, message}) }
	if strings.TrimSpace(m.Objet) == "" {
		ajouter("/objet", "requis", "Donnez un objet à la lettre.")
	}
	for _, f := range champsInconnus(m.Objet) {
		ajouter("/objet", "champ_inconnu", f)
	}
	if len(m.Blocs) > blocsMax {
		ajouter("/blocs", "trop", fmt.Sprintf("Un modèle compte %d blocs au plus.", blocsMax))
		return fautes
	}
	for i, b := range m.Blocs {
		p := fmt.Sprintf("/blocs/%d", i)
		if !slices.Contains(Genres, b.Genre) {
			ajouter(p+"/genre", "genre_inconnu", fmt.Sprintf("« %s » n’est pas un genre de bloc.", b.Genre))
		}
		for _, v := range b.Versions {
			if !slices.Contains(Versions, v) {
				ajouter(p+"/versions", "version_inconnue", fmt.Sprintf("« %s » n’est pas une version de convocation.", v))
			}
		}
		if len(b.Texte) > texteMax {
			ajouter(p+"/texte", "trop_long", fmt.Sprintf("Un bloc compte %d caractères au plus.", texteMax))
		}
		if b.ecrit() && strings.TrimSpace(b.Texte) == "" {
			ajouter(p+"/texte", "requis", "Écrivez le texte de ce bloc, ou retirez-le.")
		}
		for _, f := range champsInconnus(b.Texte) {
			ajouter(p+"/texte", "champ_inconnu", f)
		}
	}
	for _, v := range Versions {
		if !m.montre(Missions, v) {
			ajouter("/blocs", "missions_absentes", fmt.Sprintf("La lettre « %s » ne dit pas les missions : ajoutez-y le bloc « missions ».", v))
		}
	}
	if !m.montre(Changements, Rectificative) {
		ajouter("/blocs", "changements_absents", "La lettre rectificative ne dit pas ce qui change : ajoutez-y le bloc « changements ».")
	}
	return fautes
}

func (b Bloc) ecrit() bool { return b.Genre == Paragraphe || b.Genre == Titre || b.Genre == Puce }

func (b Bloc) pour(v Version) bool { return len(b.Versions) == 0 || slices.Contains(b.Versions, v) }

func (m Modele) montre(g Genre, v Version) bool {
	return slices.ContainsFunc(m.Blocs, func(b Bloc) bool { return b.Genre == g && b.pour(v) })
}

// Defaut is the model that every académie begins with.
var Defaut = Modele{
	Objet: "Convocation – {examens}, {session}",
	Blocs: []Bloc{
		{Genre: Paragraphe, Texte: "{appel},"},
		{Genre: Paragraphe, Texte: "Vous êtes convoqué(e) pour participer aux travaux décrits ci-dessous.", Versions: []Version{Originale}},
		{Genre: Paragraphe, Texte: "Votre convocation du {date_remplacee} est modifiée. La présente l’annule et la remplace ; voici ce qui change.", Versions: []Version{Rectificative}},
		{Genre: Paragraphe, Texte: "Votre convocation du {date_remplacee} est annulée : vous n’avez plus à vous présenter pour les travaux rappelés ci-dessous. {motif}", Versions: []Version{Annulation}},
		{Genre: Changements, Versions: []Version{Rectificative}},
		{Genre: Missions},
		{Genre: Titre, Texte: "À savoir", Versions: []Version{Originale, Rectificative}},
		{Genre: Puce, Texte: "Présentez-vous avec cette convocation et une pièce d’identité.", Versions: []Version{Originale, Rectificative}},
		{Genre: Puce, Texte: "Cette convocation vaut ordre de mission. Votre chef d’établissement en est informé.", Versions: []Version{Originale, Rectificative}},
		{Genre: Puce, Texte: "Accusez-en réception en ligne. En cas d’empêchement, dites-le au même endroit avec un justificatif et prévenez sans délai {contact}.", Versions: []Version{Originale, Rectificative}},
		{Genre: Puce, Texte: "Vos indemnités et vos frais de déplacement se déclarent en ligne après la mission ; ils sont traités une fois le service fait constaté par le chef de centre.", Versions: []Version{Originale, Rectificative}},
		{Genre: Signature},
	},
}
