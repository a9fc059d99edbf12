package guide_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/guide"
)

func TestGuideEstUnPDF(t *testing.T) {
	b, err := guide.PDF()
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(b, []byte("%PDF-")))
	require.True(t, bytes.Contains(b, []byte("/Lang (fr-FR)")), "la langue est déclarée")
	require.Greater(t, bytes.Count(b, []byte("/Type /Page\n")), 2)
}
