// Package lettre draws the convocation: an order of mission that its bearer reads, trusts and keeps. It knows neither the
// database nor the clock.
package lettre

import (
	"time"

	"imagin/server/internal/pdf"
)

// Version of a convocation.
type Version string

// The three states of a letter.
const (
	Originale     Version = "originale"
	Rectificative Version = "rectificative"
	Annulation    Version = "annulation"
)

// Versions in their order.
var Versions = []Version{Originale, Rectificative, Annulation}

// Lettre is everything that one letter says: it is what a convocation freezes, and its JSON is what is kept.
type Lettre struct {
	Numero       string       `json:"numero"`
	Version      Version      `json:"version"`
	Remplace     *time.Time   `json:"remplace,omitempty"` // date of the convocation that this one replaces or cancels
	Motif        string       `json:"motif,omitempty"`    // of a cancellation
	Le           time.Time    `json:"le"`
	Service      Service      `json:"service"`
	Destinataire Destinataire `json:"destinataire"`
	Missions     []Mission    `json:"missions"`
	Changements  []Changement `json:"changements,omitempty"`
	Signataire   Signataire   `json:"signataire"`
	Copies       []string     `json:"copies,omitempty"`
	Verification string       `json:"verification"` // address that the QR code opens
}

// Service is who convokes, and whom to call.
type Service struct {
	Academie string   `json:"academie"`
	Nom      string   `json:"nom"`
	Adresse  []string `json:"adresse,omitempty"`
	Ville    string   `json:"ville,omitempty"`
	Contact  string   `json:"contact,omitempty"`
	Tel      string   `json:"tel,omitempty"`
	Mel      string   `json:"mel,omitempty"`
}

// Destinataire is the person convoked.
type Destinataire struct {
	Numero        string   `json:"numero"`
	Civilite      string   `json:"civilite,omitempty"`
	Nom           string   `json:"nom"`
	Prenom        string   `json:"prenom"`
	Etablissement string   `json:"etablissement,omitempty"`
	Adresse       []string `json:"adresse,omitempty"`
}

// Mission is one work that the person is called to.
type Mission struct {
	ID         string    `json:"id"`
	Session    string    `json:"session"`
	Examen     string    `json:"examen,omitempty"`
	Specialite string    `json:"specialite,omitempty"`
	Epreuve    string    `json:"epreuve,omitempty"`
	Type       string    `json:"type"`
	Role       string    `json:"role"`
	Jury       string    `json:"jury,omitempty"`
	Commission string    `json:"commission,omitempty"`
	Consignes  string    `json:"consignes,omitempty"`
	Centre     Centre    `json:"centre"`
	Creneaux   []Creneau `json:"creneaux"`
}

// Centre is where a mission takes place; Fuseau is its IANA zone, in which every hour of the mission is written.
type Centre struct {
	Code    string   `json:"code"`
	Nom     string   `json:"nom"`
	Adresse []string `json:"adresse,omitempty"`
	Fuseau  string   `json:"fuseau"`
}

// Creneau is a time of presence, or the period of a work done at a distance.
type Creneau struct {
	ID       string    `json:"id"`
	Debut    time.Time `json:"debut"`
	Fin      time.Time `json:"fin"`
	SurPlace bool      `json:"sur_place"`
}

// Changement is one thing that a rectificative says: what was, what is.
type Changement struct {
	Objet string `json:"objet"`
	Avant string `json:"avant"`
	Apres string `json:"apres"`
}

// Signataire of the letter. Image is drawn if there is one.
type Signataire struct {
	Qualite string     `json:"qualite"`
	Nom     string     `json:"nom"`
	Image   *pdf.Image `json:"-"`
}
