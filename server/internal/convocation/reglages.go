// Package convocation calls people to their missions: settings of an edition, run that convokes, letters frozen as they
// left, delivery, answers, and what follows when a mission changes.
//
// Other packages call two operations, in their own transaction: [API.ConvoquerMaintenant] makes the letters of a few
// affectations say what is true now (convoked if they are only affected, rectified or cancelled if they changed or are no
// longer), and [Retenues] says beforehand which ones états de frais keep as they are.
package convocation

import (
	"crypto/rand"
	"encoding/base32"
	"strings"

	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
)

// API holds the operations on convocations.
type API struct {
	Base  *db.DB
	File  *job.File
	Poste *courriel.Poste
	URL   string // public address, printed under the QR code

	Antivirus *fichier.Antivirus // nil: none
}

// Reglages are the settings of a run, as they were when it was asked for.
type Reglages struct {
	Signataire   string `json:"signataire"`
	Regroupement string `json:"regroupement"`
	Ordre        string `json:"ordre"`
	CopieChef    bool   `json:"copie_chef"`
	Langue       string `json:"langue"`
	Service      string `json:"service"`
	Adresse      string `json:"adresse"`
	Ville        string `json:"ville"`
	Contact      string `json:"contact"`
	Tel          string `json:"tel"`
	Mel          string `json:"mel"`
	ReponseJours int    `json:"reponse_jours"`
	RelanceJours int    `json:"relance_jours"` // 0: nobody is reminded by itself
}

// jetonNeuf draws what nobody can guess: 120 bits, in letters that a person can type.
func jetonNeuf() string {
	b := make([]byte, 15)
	_, _ = rand.Read(b) // never fails
	return base32.StdEncoding.EncodeToString(b)
}

// adresseVerification is what the QR code opens. The académie comes first: without it, no row can be read.
func adresseVerification(url, academie, jeton string) string {
	return strings.TrimSuffix(url, "/") + "/v/" + academie + "-" + jeton
}

func lignes(texte string) (l []string) {
	for x := range strings.Lines(texte) {
		if x = strings.TrimSpace(x); x != "" {
			l = append(l, x)
		}
	}
	return l
}
