package api

import (
	"testing"
	"time"

	"github.com/go-playground/validator/v10"
	"github.com/oapi-codegen/nullable"
	openapi_types "github.com/oapi-codegen/runtime/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/api/formats"
)

// The structures below carry the tags api/gen writes (see its golden files), whatever openapi.yaml holds today.
type creneau struct {
	Debut time.Time          `json:"debut" validate:"required"`
	Fin   time.Time          `json:"fin" validate:"required,gtfield=Debut"`
	Jour  openapi_types.Date `json:"jour" validate:"required"`
}

type corps struct {
	Couleur    string                       `json:"couleur" validate:"required,couleur"`
	Creneaux   []creneau                    `json:"creneaux" validate:"required,min=1,max=2,dive"`
	Etiquettes *[]string                    `json:"etiquettes,omitempty" validate:"omitempty,unique,dive,min=2"`
	Principal  *creneau                     `json:"principal,omitempty"`
	Ouverte    bool                         `json:"ouverte"`
	Quota      int                          `json:"quota" validate:"gte=0,lte=500"`
	Seuil      *int                         `json:"seuil,omitempty" validate:"omitempty,gte=1"`
	Libelle    nullable.Nullable[string]    `json:"libelle,omitempty" validate:"omitempty,min=1,max=5"`
	Ouverture  nullable.Nullable[time.Time] `json:"ouverture,omitempty"`
	Mel        *string                      `json:"mel,omitempty" validate:"required_with=Ouverture,omitempty,email"`
	Etat       string                       `json:"etat" validate:"required,oneof=ouverte close"`
}

type parametres struct {
	Taille *int `json:"taille,omitempty" validate:"omitempty,oneof=20 50"`
}

type demandeRequestObject struct {
	Code   string `json:"code" validate:"max=3"`
	Params parametres
	Body   *corps
}

func TestNewValidatorAccepteUneDemandeJuste(t *testing.T) {
	require.NoError(t, validateur().Struct(demande()))
}

func TestNewValidatorNommeChaqueFaute(t *testing.T) {
	cas := map[string]struct {
		change func(*demandeRequestObject)
		want   Faute
	}{
		"format nommé":        {func(d *demandeRequestObject) { d.Body.Couleur = "bleu" }, Faute{"/couleur", false, "format", "Attendu : couleur en hexadécimal, par exemple #003189."}},
		"texte absent":        {func(d *demandeRequestObject) { d.Body.Couleur = "" }, Faute{"/couleur", false, "obligatoire", "Cette valeur est obligatoire."}},
		"tableau absent":      {func(d *demandeRequestObject) { d.Body.Creneaux = nil }, Faute{"/creneaux", false, "obligatoire", "Cette valeur est obligatoire."}},
		"tableau vide":        {func(d *demandeRequestObject) { d.Body.Creneaux = []creneau{} }, Faute{"/creneaux", false, "trop_court", "Il faut au moins 1 élément."}},
		"ordre des dates":     {func(d *demandeRequestObject) { d.Body.Creneaux[0].Fin = d.Body.Creneaux[0].Debut }, Faute{"/creneaux/0/fin", false, "ordre", "Doit venir après debut."}},
		"instant absent":      {func(d *demandeRequestObject) { d.Body.Creneaux[0].Fin = time.Time{} }, Faute{"/creneaux/0/fin", false, "obligatoire", "Cette valeur est obligatoire."}},
		"date absente":        {func(d *demandeRequestObject) { d.Body.Creneaux[0].Jour = openapi_types.Date{} }, Faute{"/creneaux/0/jour", false, "obligatoire", "Cette valeur est obligatoire."}},
		"objet facultatif":    {func(d *demandeRequestObject) { d.Body.Principal = &creneau{Fin: time.Now(), Debut: time.Unix(0, 0)} }, Faute{"/principal/jour", false, "obligatoire", "Cette valeur est obligatoire."}},
		"élément vide":        {func(d *demandeRequestObject) { d.Body.Etiquettes = &[]string{"ab", ""} }, Faute{"/etiquettes/1", false, "trop_court", "Il faut au moins 2 caractères."}},
		"doublon":             {func(d *demandeRequestObject) { d.Body.Etiquettes = &[]string{"ab", "ab"} }, Faute{"/etiquettes", false, "doublon", "La même valeur figure deux fois."}},
		"trop grand":          {func(d *demandeRequestObject) { d.Body.Quota = 501 }, Faute{"/quota", false, "trop_grand", "Doit être au plus 500."}},
		"zéro facultatif":     {func(d *demandeRequestObject) { d.Body.Seuil = new(int) }, Faute{"/seuil", false, "trop_petit", "Doit être au moins 1."}},
		"nullable trop long":  {func(d *demandeRequestObject) { d.Body.Libelle.Set("éééééé") }, Faute{"/libelle", false, "trop_long", "Il faut au plus 5 caractères."}},
		"nullable vide":       {func(d *demandeRequestObject) { d.Body.Libelle.Set("") }, Faute{"/libelle", false, "trop_court", "Il faut au moins 1 caractère."}},
		"présence conjointe":  {func(d *demandeRequestObject) { d.Body.Ouverture.Set(time.Now()) }, Faute{"/mel", false, "obligatoire", "Cette valeur est obligatoire."}},
		"adresse":             {func(d *demandeRequestObject) { d.Body.Mel = texte("x") }, Faute{"/mel", false, "format", "Attendu : adresse de messagerie."}},
		"valeur inconnue":     {func(d *demandeRequestObject) { d.Body.Etat = "autre" }, Faute{"/etat", false, "valeur_inconnue", "Valeurs admises : ouverte, close."}},
		"paramètre":           {func(d *demandeRequestObject) { d.Params.Taille = new(int) }, Faute{"taille", true, "valeur_inconnue", "Valeurs admises : 20, 50."}},
		"paramètre du chemin": {func(d *demandeRequestObject) { d.Code = "long" }, Faute{"code", true, "trop_long", "Il faut au plus 3 caractères."}},
	}
	v := validateur()
	for nom, c := range cas {
		t.Run(nom, func(t *testing.T) {
			d := demande()
			c.change(&d)
			assert.Equal(t, []Faute{c.want}, Fautes(v.Struct(d)))
		})
	}
}

func TestNewValidatorDistingueNullDAbsent(t *testing.T) {
	d := demande()
	d.Body.Libelle.SetNull()
	d.Body.Ouverture.SetNull()
	require.NoError(t, validateur().Struct(d))
}

func TestNewValidatorIgnoreUneRequeteSansCorps(t *testing.T) {
	d := demande()
	d.Body = nil
	require.NoError(t, validateur().Struct(d))
}

func TestNewValidatorConnaitTousLesFormats(t *testing.T) {
	v := NewValidator()
	for _, format := range formats.Tous {
		for _, exemple := range format.Exemples {
			require.NoError(t, v.Var(exemple, format.Nom))
		}
		require.Error(t, v.Var("?", format.Nom))
	}
}

func TestFautesIgnoreUneAutreErreur(t *testing.T) {
	assert.Empty(t, Fautes(assert.AnError))
	assert.Empty(t, Fautes(nil))
}

func TestNomDuChamp(t *testing.T) {
	assert.Equal(t, "date_naissance", nomDuChamp("DateNaissance"))
}

func TestPointeEchappe(t *testing.T) {
	pointeur, _ := pointe("XRequestObject.Body.libelles[a/b~c]")
	assert.Equal(t, "/libelles/a~1b~0c", pointeur)
}

// validateur registers the nullable types of this file, as the generated code does for those of the document.
func validateur() *validator.Validate {
	v := NewValidator()
	enregistreNullable[string](v)
	enregistreNullable[time.Time](v)
	return v
}

func demande() demandeRequestObject {
	debut := time.Date(2026, 6, 15, 8, 0, 0, 0, time.UTC)
	seance := creneau{Debut: debut, Fin: debut.Add(4 * time.Hour), Jour: openapi_types.Date{Time: debut}}
	return demandeRequestObject{Code: "abc", Body: &corps{Couleur: "#003189", Creneaux: []creneau{seance}, Etat: "close"}}
}

func texte(s string) *string { return &s }
