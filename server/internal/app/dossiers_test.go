package app_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/frais/dossier"
)

const ibanJuste = "FR76 3000 6000 0112 3456 7890 189"

// TestMonDossier: a person keeps her own dossier and no other; her account is sealed, shown by its end, read under a line
// of the journal; the journal says nothing of a handicap.
func TestMonDossier(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `INSERT INTO campagne (academie, id, service, activite, ouverte) VALUES ('014', gen_random_uuid(), 'intervenant', 'mon-dossier', true);
	INSERT INTO commune (academie, code_insee, nom, departement) VALUES ('014', '35238', 'Rennes', '35')`)
	creerEtats(t, s)
	i, g := s.Client(t, "intervenant"), s.Client(t, "gestionnaire")
	moi, autre := apitest.Intervenant("014", 1), apitest.Intervenant("014", 2)
	enregistrer := func(id uuid.UUID, version string, x client.SaisieDossierFrais) *client.EnregistrerDossierFraisResponse {
		r, err := i.EnregistrerDossierFraisWithResponse(t.Context(), id, &client.EnregistrerDossierFraisParams{IfMatch: version}, x)
		require.NoError(t, err)
		return r
	}
	d, err := i.LireDossierFraisWithResponse(t.Context(), moi)
	require.NoError(t, err)
	require.NotNil(t, d.JSON200, "%s", d.Body)
	require.True(t, d.JSON200.Perime, "jamais confirmé")
	require.Zero(t, d.JSON200.Version)
	voiture := client.VehiculeDossierVoiture
	x := client.SaisieDossierFrais{Adresse: ptr("3 rue Haute"), CodePostal: ptr("35000"), Commune: ptr("Rennes"), CodeCommune: ptr("35238"), Vehicule: &voiture, RqthDeclaree: true}
	require.Equal(t, "dossier.puissance", enregistrer(moi, "0", x).ApplicationproblemJSONDefault.Code)
	x.Puissance = ptr(6)
	require.Equal(t, http.StatusNotFound, enregistrer(autre, "0", x).StatusCode())
	r := enregistrer(moi, "0", x)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.False(t, r.JSON200.Perime)
	require.Equal(t, "35238", *r.JSON200.CodeCommune)
	require.Equal(t, "version_perimee", enregistrer(moi, "0", x).ApplicationproblemJSONDefault.Code)
	x.CodeCommune = ptr("99999")
	require.Equal(t, "dossier.commune", enregistrer(moi, "2", x).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM journal WHERE objet_id = '`+moi.String()+`' AND (avant::text || apres::text) LIKE '%rqth%'`))
	require.Equal(t, "true", sql(t, s, `SELECT bool_or(apres ? 'situation')::text FROM journal WHERE objet_id = '`+moi.String()+`' AND action = 'dossier'`))

	rib := func(c *client.ClientWithResponses, iban string) *client.EnregistrerRibResponse {
		r, err := c.EnregistrerRibWithResponse(t.Context(), moi, client.SaisieRib{Iban: iban, Bic: ptr("bnpafrpp")})
		require.NoError(t, err)
		return r
	}
	require.Equal(t, "rib.iban", rib(i, "FR7630006000011234567890188").ApplicationproblemJSONDefault.Code)
	require.Equal(t, "dossier.rib_connu", rib(i, ibanJuste).ApplicationproblemJSONDefault.Code, "payée par l’académie")
	s.Pg.Sql(t, `UPDATE intervenant SET origine = 'SAISI' WHERE academie = '014' AND id = md5('014i1')::uuid`)
	q := rib(i, ibanJuste)
	require.NotNil(t, q.JSON200, "%s", q.Body)
	require.Equal(t, "••••••••••0189", *q.JSON200.Rib)
	require.NotContains(t, string(q.Body), "3000600001")
	require.NoError(t, s.Base.InAcademie(db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"}), "014", func(tx *db.Tx) error {
		iban, bic, err := dossier.LireIBAN(t.Context(), tx, s.Coffre, moi, "lot 1")
		require.Equal(t, "FR7630006000011234567890189", iban)
		require.Equal(t, "BNPAFRPP", bic)
		return err
	}))
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM journal WHERE action = 'lecture_secret' AND pourquoi = 'lot 1'`))
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM journal WHERE (coalesce(avant::text, '') || coalesce(apres::text, '')) LIKE '%3000600001%'`))

	reconnaitre := func(x client.ReconnaissanceDossier) *client.ReconnaitreSituationResponse {
		r, err := g.ReconnaitreSituationWithResponse(t.Context(), moi, x)
		require.NoError(t, err)
		return r
	}
	require.Equal(t, "dossier.non_declare", reconnaitre(client.ReconnaissanceDossier{Rqth: true, Taxi: true}).ApplicationproblemJSONDefault.Code)
	v := reconnaitre(client.ReconnaissanceDossier{Rqth: true, Compteur: &client.CompteurKilometrique{Annee: 2026, Metres: 1_900_000, Source: "Relevé Chorus DT"}})
	require.NotNil(t, v.JSON200, "%s", v.Body)
	require.True(t, v.JSON200.Rqth)
	require.Len(t, v.JSON200.Compteurs, 1)
	l, err := g.ListerDossiersFraisWithResponse(t.Context(), &client.ListerDossiersFraisParams{Filtre: ptr("perime==true")})
	require.NoError(t, err)
	require.NotNil(t, l.JSON200, "%s", l.Body)
	require.Positive(t, l.JSON200.Total)
	s.Pg.Sql(t, `INSERT INTO bareme (academie, id, code, libelle, unite, valeur, debut, source, confiance, decide_par) VALUES ('014', gen_random_uuid(), 'PARAM.DOSSIER.MOIS', '', 'mois', 0, '2020-01-01', '', 'officielle', 'essai')`)
	l, err = g.ListerDossiersFraisWithResponse(t.Context(), &client.ListerDossiersFraisParams{Filtre: ptr("perime==true")})
	require.NoError(t, err)
	require.Zero(t, l.JSON200.Total, "0 : jamais")
}
