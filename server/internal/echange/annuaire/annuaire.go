// Package annuaire reads the official establishments files. Their column names drift from year to year: they are
// found by alias, whatever their case, accents and separators.
package annuaire

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/uai"
)

// Etablissement is one line.
type Etablissement struct {
	Ligne                                       int
	UAI, Nom, Type, Nature, Adresse, CodePostal string
	Commune, CodeCommune, Academie              string // Academie: three digits
	Public, Ouvert                              bool
	Latitude, Longitude                         *float64
}

var champs = []tabulaire.Champ{
	{Nom: "uai", Libelle: "Code UAI", Requis: true, Alias: []string{"numero_uai", "identifiant_de_l_etablissement", "uai", "code_uai"}},
	{Nom: "nom", Libelle: "Nom", Requis: true, Alias: []string{"appellation_officielle", "nom_etablissement", "nom"}},
	{Nom: "denom", Libelle: "Dénomination principale", Alias: []string{"denomination_principale"}},
	{Nom: "patronyme", Libelle: "Patronyme", Alias: []string{"patronyme_uai"}},
	{Nom: "type", Libelle: "Type", Alias: []string{"nature_uai_libe", "type_etablissement", "libelle_nature", "type"}},
	{Nom: "nature", Libelle: "Code nature", Alias: []string{"nature_uai", "code_nature"}},
	{Nom: "secteur", Libelle: "Secteur", Alias: []string{"secteur_public_prive_libe", "statut_public_prive", "secteur"}},
	{Nom: "adresse", Libelle: "Adresse", Alias: []string{"adresse_uai", "adresse_1", "adresse"}},
	{Nom: "cp", Libelle: "Code postal", Alias: []string{"code_postal_uai", "code_postal", "cp"}},
	{Nom: "commune", Libelle: "Commune", Alias: []string{"libelle_commune", "nom_commune", "commune", "localite_acheminement_uai"}},
	{Nom: "insee", Libelle: "Code commune (INSEE)", Alias: []string{"code_commune"}},
	{Nom: "academie", Libelle: "Code académie", Requis: true, Alias: []string{"code_academie", "academie"}},
	{Nom: "latitude", Libelle: "Latitude", Alias: []string{"latitude", "lat"}},
	{Nom: "longitude", Libelle: "Longitude", Alias: []string{"longitude", "lon"}},
	{Nom: "etat", Libelle: "État", Alias: []string{"etat_etablissement_libe", "etat"}},
}

// Champs are the fields that the files may hold, with the titles of both official layouts.
func Champs() []tabulaire.Champ { return champs }

// Lire reads every line. It returns a *source.Refus when the file as a whole cannot be used.
func Lire(r io.Reader, f tabulaire.Format, ligne func(Etablissement) error, anomalie func(source.Anomalie) error) error {
	t, err := tabulaire.Ouvrir(r, f)
	if err != nil {
		return err
	}
	l, err := t.Lier(champs)
	if err != nil {
		return err
	}
	return l.Lire(func(lue tabulaire.Ligne) error {
		e, faute := convertir(lue)
		if faute != nil {
			if err := anomalie(*faute); err != nil || faute.Rejet {
				return err
			}
		}
		return ligne(e)
	}, anomalie)
}

func convertir(l tabulaire.Ligne) (Etablissement, *source.Anomalie) {
	v, rejet := l.Val, l.Rejet
	e := Etablissement{Ligne: l.Numero, UAI: v("uai"), Nom: v("nom"), Type: v("type"), Nature: v("nature"), Adresse: v("adresse"),
		CodePostal: v("cp"), Commune: v("commune"), CodeCommune: v("insee")}
	if e.Nom == "" { // some lines only fill the two halves of the name
		e.Nom = strings.TrimSpace(v("denom") + " " + v("patronyme"))
	}
	aca, err := strconv.Atoi(v("academie"))
	switch {
	case !uai.Forme(e.UAI):
		return e, rejet("uai", e.UAI, "code UAI invalide (sept chiffres et une lettre)")
	case err != nil || aca < 0 || aca > 999:
		return e, rejet("academie", v("academie"), "code d’académie illisible")
	}
	e.Academie = fmt.Sprintf("%03d", aca)
	secteur, etat := tabulaire.Plier(v("secteur")), tabulaire.Plier(v("etat"))
	e.Public = !strings.HasPrefix(secteur, "pri") && secteur != "pr"
	e.Ouvert = etat == "" || strings.HasPrefix(etat, "ouvert")
	if e.Type == "" {
		e.Type = "INCONNU"
	}
	e.Latitude, e.Longitude = coordonnee(v("latitude"), 90), coordonnee(v("longitude"), 180)
	if e.Nom == "" { // schools that will open have a place before they have a name
		e.Nom = strings.TrimSpace(e.Type + " " + e.Commune)
		a := l.Alerte("nom", "", "établissement sans nom : il est appelé « "+e.Nom+" »")
		return e, &a
	}
	if !uai.Valide(e.UAI) {
		a := l.Alerte("uai", e.UAI, "la clé de ce code UAI ne correspond pas")
		return e, &a
	}
	return e, nil
}

func coordonnee(s string, limite float64) *float64 {
	f, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || f != f || f < -limite || f > limite {
		return nil
	}
	return &f
}
