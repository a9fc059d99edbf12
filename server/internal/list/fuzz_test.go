package list_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// FuzzAnalyser: any text is a filter or a refusal that says where.
func FuzzAnalyser(f *testing.F) {
	for _, s := range []string{"", "a==1", `a=="l'é;t,é"`, "a=in=(1,2,3);b=like=*x*", "(a==1,b==2);c!=3", "((((((((a==1))))))))", `a=="\\\""`, "a=ge=", "é==1", "a==1;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := list.Analyser(s)
		if err != nil {
			e := fail.As(err)
			require.NotNil(t, e)
			require.Equal(t, fail.Malformed, e.Kind)
			require.NotEmpty(t, e.Code)
			return
		}
		if s == "" {
			require.Nil(t, n)
		}
	})
}
