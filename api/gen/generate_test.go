package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestGenererRendLesFichiersAttendus(t *testing.T) {
	files := generer(t)
	golden(t, "permissions", files["permissions.gen.go"])
	golden(t, "nullables", files["nullables.gen.go"])
	golden(t, "types", structs(t, files["api.gen.go"]))
}

func TestGenererDeuxFoisRendLaMemeChose(t *testing.T) {
	if diff := cmp.Diff(generer(t), generer(t)); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
}

func TestLeServeurGardeLesFluxOuverts(t *testing.T) {
	server := string(generer(t)["api.gen.go"])
	for _, want := range []string{
		"type SuivreMission200TexteventStreamResponse struct {\n\tBody          io.Reader",
		"type ListerMissions200TextcsvResponse struct {\n\tBody          io.Reader",
		"type ListerMissions200ApplicationpdfResponse struct {\n\tBody          io.Reader",
		"type DeposerMissionsRequestObject struct {\n\tBody *multipart.Reader",
		"type ListerMissionsdefaultApplicationProblemPlusJSONResponse struct {\n\tBody       Probleme\n\tStatusCode int",
	} {
		assert.Contains(t, server, want)
	}
}

func TestLesMiddlewaresRecoiventLesNomsDeLaTable(t *testing.T) {
	files := generer(t)
	for _, name := range []string{"ListerMissions", "DeposerMissions", "SuivreMission"} {
		assert.Contains(t, string(files["api.gen.go"]), `middleware(handler, "`+name+`")`)
		assert.Contains(t, string(files["permissions.gen.go"]), `"`+name+`":`)
	}
}

// The overlay shows the generated files to the compiler in place of the real ones, beside the hand-written files.
func TestLeCodeGenereCompile(t *testing.T) {
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	out := t.TempDir()
	overlay := map[string]map[string]string{"Replace": {}}
	for name, content := range generer(t) {
		path := filepath.Join(out, filepath.Base(name))
		require.NoError(t, os.WriteFile(path, content, 0o600))
		overlay["Replace"][filepath.Join(root, "api", filepath.FromSlash(name))] = path
	}
	list, err := json.Marshal(overlay)
	require.NoError(t, err)
	path := filepath.Join(out, "overlay.json")
	require.NoError(t, os.WriteFile(path, list, 0o600))

	build := exec.CommandContext(t.Context(), "go", "build", "-overlay", path, "./api", "./api/client")
	build.Dir = root
	message, err := build.CombinedOutput()
	require.NoError(t, err, string(message))
}

func TestLeClientNeJugePas(t *testing.T) {
	assert.NotContains(t, string(generer(t)["client/client.gen.go"]), "validate:")
}

func TestLeDocumentPublieGardeLesDroits(t *testing.T) {
	document := string(generer(t)["openapi.gen.json"])
	assert.Contains(t, document, `"x-permission": "missions.lire"`)
	assert.NotContains(t, document, extraTags)
}

func TestRunNEcritRienSiLeDocumentEstRefuse(t *testing.T) {
	dir := t.TempDir()
	spec := filepath.Join(dir, "openapi.yaml")
	source := strings.Replace(exemple(t), "x-permission: connecte", "", 1)
	require.NoError(t, os.WriteFile(spec, []byte(source), 0o600))
	out := filepath.Join(dir, "api")
	require.ErrorContains(t, run(spec, out, write), "deposerMissions")
	assert.NoDirExists(t, out)
}

func TestRunEcritPuisNeToucheARien(t *testing.T) {
	out := t.TempDir()
	require.NoError(t, run("testdata/contrat.yaml", out, write))
	before, err := os.Stat(filepath.Join(out, "client", "client.gen.go"))
	require.NoError(t, err)
	require.NoError(t, run("testdata/contrat.yaml", out, write))
	after, err := os.Stat(filepath.Join(out, "client", "client.gen.go"))
	require.NoError(t, err)
	assert.Equal(t, before.ModTime(), after.ModTime())
}

func TestCompareVoitUnFichierModifie(t *testing.T) {
	out := t.TempDir()
	require.Error(t, run("testdata/contrat.yaml", out, compare), "nothing generated yet")
	require.NoError(t, run("testdata/contrat.yaml", out, write))
	require.NoError(t, run("testdata/contrat.yaml", out, compare))
	require.NoError(t, os.WriteFile(filepath.Join(out, "permissions.gen.go"), []byte("package api\n"), 0o600))
	require.ErrorContains(t, run("testdata/contrat.yaml", out, compare), "permissions.gen.go is not what openapi.yaml gives")
}

func exemple(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("testdata/contrat.yaml")
	require.NoError(t, err)
	return string(source)
}

func generer(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := generate([]byte(exemple(t)))
	require.NoError(t, err)
	return files
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got, go test ./api/gen -update to accept):\n%s", path, diff)
	}
}

// structs keeps the data types: the rest of the generated server is the library's own text.
func structs(t *testing.T, code []byte) []byte {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "api.gen.go", code, parser.SkipObjectResolution)
	require.NoError(t, err)
	var out bytes.Buffer
	for _, decl := range file.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.TYPE || strings.Contains(group.Specs[0].(*ast.TypeSpec).Name.Name, "Response") {
			continue
		}
		if _, data := group.Specs[0].(*ast.TypeSpec).Type.(*ast.StructType); data {
			require.NoError(t, format.Node(&out, files, group))
			out.WriteString("\n\n")
		}
	}
	return out.Bytes()
}
