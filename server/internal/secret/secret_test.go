package secret_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/secret"
)

func TestCoffre(t *testing.T) {
	c, err := secret.NewCoffre(make([]byte, 32))
	require.NoError(t, err)
	const numen = "99E0610001CTD"
	lieu := secret.Lieu("014", secret.Numen)
	a, b := c.Chiffrer([]byte(numen), lieu), c.Chiffrer([]byte(numen), lieu)
	require.NotEqual(t, a, b, "deux chiffrements du même secret ne se reconnaissent pas")
	require.NotContains(t, string(a), "0001")
	clair, err := c.Dechiffrer(a, lieu)
	require.NoError(t, err)
	require.Equal(t, numen, string(clair))
	_, err = c.Dechiffrer(a, secret.Lieu("099", secret.Numen))
	require.Error(t, err, "déplacé dans une autre académie")
	a[len(a)-1] ^= 1
	_, err = c.Dechiffrer(a, lieu)
	require.Error(t, err, "altéré")
	for _, court := range [][]byte{nil, {1}, make([]byte, 12)} {
		_, err = c.Dechiffrer(court, lieu)
		require.Error(t, err)
	}
	require.Equal(t, c.Empreinte(numen, lieu), c.Empreinte(numen, lieu))
	require.NotEqual(t, c.Empreinte(numen, lieu), c.Empreinte(numen, secret.Lieu("099", secret.Numen)))
	autre, err := secret.NewCoffre([]byte(strings.Repeat("x", 32)))
	require.NoError(t, err)
	require.NotEqual(t, c.Empreinte(numen, lieu), autre.Empreinte(numen, lieu))
	_, err = secret.NewCoffre(make([]byte, 16))
	require.Error(t, err)
}

func TestMasquer(t *testing.T) {
	require.Equal(t, "••••••••••CTD", secret.Masquer("99E0610001CTD"))
	require.Equal(t, "••••••••••", secret.Masquer("court"))
}

func TestNormaliser(t *testing.T) {
	for _, cas := range []struct{ genre, saisi, valeur, faute string }{
		{secret.Numen, " 99e0610001ctd ", "99E0610001CTD", ""},
		{secret.Numen, "99E061", "", "13"},
		{secret.Numen, "99E0610001CT€", "", "13"},
		{secret.NIR, "2 55 08 14 168 025 38", "255081416802538", ""},
		{secret.NIR, "1 84 12 76 451 089 46", "184127645108946", ""},
		{secret.NIR, "184127645108947", "", "clé"},
		{secret.NIR, "18412764510894", "", "13 chiffres"},
		{secret.NIR, "1841276A5108946", "", "chiffres"},
		{secret.IBAN, "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606", ""},
		{secret.IBAN, "DE89370400440532013000", "DE89370400440532013000", ""},
		{secret.IBAN, "FR14 2004 1010 0505 0001 3M02 607", "", "clé"},
		{secret.IBAN, "FR14 2004 1010 0505 0001 3M02", "", "27 caractères"},
		{secret.IBAN, "FR14", "", "15"},
		{secret.IBAN, "XX14é0041010050500013M02606", "", "lettres"},
		{"AUTRE", "x", "", "inconnu"},
	} {
		valeur, faute := secret.Normaliser(cas.genre, cas.saisi)
		if cas.faute == "" {
			require.Empty(t, faute, cas.saisi)
			require.Equal(t, cas.valeur, valeur)
			continue
		}
		require.Contains(t, faute, cas.faute, cas.saisi)
		require.NotContains(t, faute, cas.saisi)
	}
}
