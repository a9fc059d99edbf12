package echange

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/list"
)

// attendu is when a new file should be there: a period after the last one applied, or after the period was set.
const attendu = `(coalesce(a.applique_le, s.maj_le) + make_interval(hours => s.periodicite_heures + s.tolerance_heures))`

// Sources is what the académie exchanges with, how, and since when nothing came.
var Sources = list.Liste{
	Operation: "ListerSources", Portee: toute,
	Definition: &list.Definition{
		Ressource: "sources", Base: "source_echange s", Alias: "s", Tri: "libelle",
		Jointures: []list.Jointure{
			{Alias: "d", SQL: `LEFT JOIN LATERAL (SELECT m.id, m.etat, m.depose_le FROM import m WHERE m.academie = s.academie AND m.source = s.code
				ORDER BY m.depose_le DESC LIMIT 1) d ON true`},
			{Alias: "a", SQL: `LEFT JOIN LATERAL (SELECT max(m.applique_le) AS applique_le FROM import m WHERE m.academie = s.academie AND m.source = s.code
				AND m.etat = 'applique') a ON true`},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(" + libelleSource() + ")"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "s.id", Genre: list.UUID},
			{Cle: "code", Titre: "Code", SQL: "s.code", Genre: list.Choix, Valeurs: codes()},
			{Cle: "libelle", Titre: "Source", SQL: libelleSource()},
			{Cle: "formats", Titre: "Formats", SQL: "s.code", Fixe: true, Cachee: true},
			{Cle: "champs", Titre: "Champs", SQL: "'[]'::jsonb", Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "encodage", Titre: "Encodage", SQL: "s.encodage"},
			{Cle: "separateur", Titre: "Séparateur", SQL: "s.separateur"},
			{Cle: "colonnes", Titre: "Colonnes", SQL: `(SELECT coalesce(jsonb_agg(jsonb_build_object('champ', x.k, 'colonne', x.v) ORDER BY x.k), '[]')
				FROM jsonb_each_text(s.colonnes) x(k, v))`, Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "seuil_disparition", Titre: "Seuil de disparition (%)", SQL: "s.seuil_disparition", Genre: list.Nombre},
			{Cle: "seuil_auto", Titre: "Seuil d’application seule (%)", SQL: "s.seuil_auto", Genre: list.Nombre},
			{Cle: "collecte", Titre: "Collecte", SQL: "s.collecte", Genre: list.Choix, Valeurs: []string{"aucune", "dossier", "sftp"}},
			{Cle: "chemin", Titre: "Chemin", SQL: "s.chemin"}, {Cle: "motif", Titre: "Motif", SQL: "s.motif"},
			{Cle: "hote", Titre: "Hôte", SQL: "s.hote"}, {Cle: "compte", Titre: "Compte", SQL: "s.compte"},
			{Cle: "cle_hote", Titre: "Clé de l’hôte", SQL: "s.cle_hote", Cachee: true}, {Cle: "secret", Titre: "Secret", SQL: "s.secret", Cachee: true},
			{Cle: "periodicite_heures", Titre: "Périodicité (heures)", SQL: "s.periodicite_heures", Genre: list.Nombre},
			{Cle: "tolerance_heures", Titre: "Tolérance (heures)", SQL: "s.tolerance_heures", Genre: list.Nombre},
			{Cle: "collectee_le", Titre: "Regardée le", SQL: "s.collectee_le", Genre: list.Instant},
			{Cle: "prochaine_le", Titre: "Prochaine collecte", SQL: "s.prochaine_le", Genre: list.Instant},
			{Cle: "collecte_message", Titre: "Dernière collecte", SQL: "s.collecte_message"},
			{Cle: "collecte_ok", Titre: "Collecte réussie", SQL: "s.collecte_ok", Genre: list.Booleen},
			{Cle: "dernier_import", Titre: "Dernier import", SQL: "d.id", Genre: list.UUID, Via: []string{"d"}, Cachee: true},
			{Cle: "dernier_etat", Titre: "État du dernier", SQL: "d.etat", Via: []string{"d"}},
			{Cle: "dernier_le", Titre: "Dernier dépôt", SQL: "d.depose_le", Genre: list.Instant, Via: []string{"d"}},
			{Cle: "applique_le", Titre: "Dernier appliqué", SQL: "a.applique_le", Genre: list.Instant, Via: []string{"a"}},
			{Cle: "attendu_le", Titre: "Attendu le", SQL: attendu, Genre: list.Instant, Via: []string{"a"}},
			{Cle: "en_retard", Titre: "En retard", SQL: "coalesce(now() > " + attendu + ", false)", Genre: list.Booleen, Via: []string{"a"}},
			{Cle: "version", Titre: "Version", SQL: "s.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

func libelleSource() string {
	var b strings.Builder
	b.WriteString("CASE s.code")
	for _, o := range origines {
		b.WriteString(" WHEN '" + o.code + "' THEN '" + strings.ReplaceAll(o.libelle, "'", "''") + "'")
	}
	return b.String() + " END"
}

// decrire adds what the code knows of a source: what it reads, and under which titles.
func decrire(s *api.Source) {
	o, ok := origineDe(string(s.Code))
	s.Champs = []api.ChampSource{}
	if !ok {
		return
	}
	s.Formats, s.Tabulaire = o.formats, &o.tabulaire
	for _, c := range o.champs {
		s.Champs = append(s.Champs, api.ChampSource{Champ: c.Nom, Libelle: c.Libelle, Requis: c.Requis, Alias: c.Alias})
	}
}

// ListerSources answers GET /sources.
func (a API) ListerSources(ctx context.Context, r api.ListerSourcesRequestObject) (api.ListerSourcesResponseObject, error) {
	res, err := list.Lire[api.Source](ctx, a.base, Sources, list.Params(r.Params))
	for i := range res.Items {
		decrire(&res.Items[i])
	}
	return api.ListerSources200JSONResponse(res), err
}

// LireSource answers GET /sources/{id}. It returns fail.NotFound.
func (a API) LireSource(ctx context.Context, r api.LireSourceRequestObject) (api.LireSourceResponseObject, error) {
	s, err := a.source(ctx, r.Id)
	return api.LireSource200JSONResponse(s), err
}

func (a API) source(ctx context.Context, id uuid.UUID) (api.Source, error) {
	s, ok, err := list.Un[api.Source](ctx, a.base, Sources, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette source")
	}
	decrire(&s)
	return s, err
}

// SourceEchange is the row, for its changes.
type SourceEchange struct {
	Academie string    `gorm:"primaryKey"`
	ID       uuid.UUID `gorm:"primaryKey"`
	Code     string
	Version  int
	MajLe    time.Time
}

// ReglerSource answers PATCH /sources/{id}; the database writes the journal. It returns fail.NotFound, fail.Stale,
// fail.Invalid for a door without its address or a mapping of an unknown field.
func (a API) ReglerSource(ctx context.Context, r api.ReglerSourceRequestObject) (api.ReglerSourceResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	p := access.De(ctx)
	err = a.base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		s, err := db.Get[SourceEchange](tx, r.Id, "Cette source")
		if err != nil {
			return err
		}
		colonnes, err := reglages(s.Code, r.Body)
		if err != nil || len(colonnes) == 0 {
			return err
		}
		return tx.Update(&SourceEchange{}, r.Id, version, colonnes)
	})
	if err != nil {
		return nil, err
	}
	s, err := a.source(ctx, r.Id)
	return api.ReglerSource200JSONResponse(s), err
}

func reglages(code string, m *api.ReglageSource) (map[string]any, error) {
	c := map[string]any{}
	textes := map[string]nullable.Nullable[string]{"separateur": m.Separateur, "chemin": m.Chemin, "motif": m.Motif, "hote": m.Hote, "compte": m.Compte,
		"cle_hote": m.CleHote, "secret": m.Secret}
	for nom, v := range textes {
		poser(c, nom, v)
	}
	poser(c, "encodage", m.Encodage)
	poser(c, "periodicite_heures", m.PeriodiciteHeures)
	for nom, v := range map[string]*int{"seuil_disparition": m.SeuilDisparition, "seuil_auto": m.SeuilAuto, "tolerance_heures": m.ToleranceHeures} {
		if v != nil {
			c[nom] = *v
		}
	}
	if m.Collecte != nil {
		c["collecte"], c["prochaine_le"], c["collecte_message"], c["collecte_ok"] = string(*m.Collecte), nil, nil, nil
	}
	if m.Colonnes == nil {
		return c, nil
	}
	j, err := correspondance(code, *m.Colonnes)
	c["colonnes"] = j
	return c, err
}

// poser: an absent field is left alone, an explicit null clears it.
func poser[T any](c map[string]any, nom string, v nullable.Nullable[T]) {
	if !v.IsSpecified() {
		return
	}
	c[nom] = nil
	if x, err := v.Get(); err == nil {
		c[nom] = x
	}
}

func correspondance(code string, colonnes []api.ColonneSource) (string, error) {
	o, _ := origineDe(code)
	m := map[string]string{}
	for n, c := range colonnes {
		connu := false
		for _, ch := range o.champs {
			connu = connu || ch.Nom == c.Champ
		}
		if !connu {
			return "", fail.New(fail.Invalid, "source.champ", "La source ne connaît pas le champ « "+c.Champ+" ».",
				fail.Field{Pointer: "/colonnes/" + strconv.Itoa(n) + "/champ", Code: "inconnu", Message: "champ inconnu"})
		}
		m[c.Champ] = strings.TrimSpace(c.Colonne)
	}
	b, err := json.Marshal(m)
	return string(b), err
}

// CollecterSource answers POST /sources/{id}/collecte: look at the door now. It returns fail.NotFound, fail.Conflict
// when the source has no door.
func (a API) CollecterSource(ctx context.Context, r api.CollecterSourceRequestObject) (api.CollecterSourceResponseObject, error) {
	p := access.De(ctx)
	var id uuid.UUID
	err := a.base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		collecte, err := db.Scalar[*string](ctx, tx.Reader, `SELECT collecte FROM source_echange WHERE academie = $1 AND id = $2`, p.Academie, r.Id)
		switch {
		case err != nil:
			return err
		case collecte == nil:
			return fail.Introuvable("Cette source")
		case *collecte == "aucune":
			return fail.New(fail.Conflict, "source.sans_collecte", "Cette source n’a pas de collecte : réglez d’abord un dossier ou un dépôt SFTP.")
		}
		id, err = ajouterCollecte(ctx, tx, a.file, r.Id)
		return err
	})
	if err != nil {
		return nil, err
	}
	t, ok, err := list.Un[api.Tache](ctx, a.base, job.Taches, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette tâche")
	}
	return api.CollecterSource202JSONResponse(t), err
}
