package guide_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/guide"
	"imagin/server/internal/pdf/lecture"
)

func TestGuideSeLitAVoixHaute(t *testing.T) {
	b, err := guide.PDF()
	require.NoError(t, err)
	e, pages, err := lecture.Lire(b)
	require.NoError(t, err)
	require.Greater(t, pages, 2)
	require.Len(t, e.Tous("H1"), 1)
	require.Greater(t, len(e.Tous("H2")), 5)
	require.Greater(t, len(e.Tous("LI")), 5)
	require.Contains(t, e.Texte, "IMAG’IN")
}
