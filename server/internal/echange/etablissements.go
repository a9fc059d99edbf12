package echange

import (
	"context"
	"io"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/echange/annuaire"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/fail"
)

var colonnesEtablissement = []string{"import_id", "nouvel_id", "ligne", "uai", "nom", "type", "nature", "secteur", "adresse",
	"code_postal", "commune", "code_commune", "latitude", "longitude", "ouvert"}

// preparerEtablissements stages the lines of our académie; the file is national.
func preparerEtablissements(ctx context.Context, i *importation, r io.Reader) error {
	l := &lot{i: i, table: "etablissement", colonnes: colonnesEtablissement}
	vus := map[string]int{}
	err := annuaire.Lire(r, func(e annuaire.Etablissement) error {
		if e.Academie != i.Academie {
			return nil
		}
		i.lus++
		if premiere, deja := vus[e.UAI]; deja {
			i.noter("etablissement", source.Anomalie{Ligne: e.Ligne, Champ: "uai", Valeur: e.UAI, Rejet: true,
				Message: "établissement déjà présent ligne " + itoa(premiere) + " : seule la première est reprise"})
			return nil
		}
		vus[e.UAI] = e.Ligne
		secteur := "public"
		if !e.Public {
			secteur = "prive"
		}
		return l.ajouter(ctx, i.id, uuid.Must(uuid.NewV7()), e.Ligne, e.UAI, e.Nom, e.Type, vide(e.Nature), secteur, vide(e.Adresse),
			vide(e.CodePostal), vide(e.Commune), vide(e.CodeCommune), e.Latitude, e.Longitude, e.Ouvert)
	}, func(a source.Anomalie) error { i.noter("etablissement", a); return nil })
	if err != nil {
		return err
	}
	if i.lus == 0 {
		return fail.New(fail.Invalid, "import.autre_academie", "Le fichier ne contient aucun établissement de votre académie ("+i.Academie+").")
	}
	return l.envoyer(ctx)
}

// fusionnerEtablissements writes only what is new or different: the same file again writes nothing.
func fusionnerEtablissements(ctx context.Context, tx *db.Tx, i *importation) error {
	c, err := compter(ctx, tx, `INSERT INTO etablissement AS e (academie, id, uai, nom, type, nature, secteur, adresse, code_postal,
			commune, code_commune, latitude, longitude, ouvert, origine)
		SELECT $1, nouvel_id, uai, nom, type, nature, secteur, adresse, code_postal, commune, code_commune, latitude, longitude, ouvert, 'ANNUAIRE'
		FROM staging.etablissement WHERE import_id = $2
		ON CONFLICT (academie, uai) DO UPDATE SET nom = excluded.nom, type = excluded.type, nature = excluded.nature,
			secteur = excluded.secteur, adresse = excluded.adresse, code_postal = excluded.code_postal, commune = excluded.commune,
			code_commune = excluded.code_commune, latitude = excluded.latitude, longitude = excluded.longitude, ouvert = excluded.ouvert,
			origine = 'ANNUAIRE', version = e.version + 1, maj_le = now()
		WHERE (e.nom, e.type, e.nature, e.secteur, e.adresse, e.code_postal, e.commune, e.code_commune, e.latitude, e.longitude, e.ouvert)
			IS DISTINCT FROM (excluded.nom, excluded.type, excluded.nature, excluded.secteur, excluded.adresse, excluded.code_postal,
			excluded.commune, excluded.code_commune, excluded.latitude, excluded.longitude, excluded.ouvert)
		RETURNING (xmax = 0) AS cree`, i.Academie, i.id)
	if err != nil {
		return err
	}
	i.comptes = append(i.comptes, c.fini("etablissement", i.lus, i.rejets["etablissement"]))
	return nil
}

// effet is what one merging statement did: rows returned are created or changed, the others were already so.
type effet struct{ Crees, Modifies int64 }

func compter(ctx context.Context, tx *db.Tx, sql string, args ...any) (effet, error) {
	e, _, err := db.One[effet](ctx, tx.Reader, "WITH x AS ("+sql+`)
		SELECT count(*) FILTER (WHERE cree) AS crees, count(*) FILTER (WHERE NOT cree) AS modifies FROM x`, args...)
	return e, err
}

func (e effet) fini(objet string, lus, rejetes int64) compte {
	return compte{Objet: objet, Lus: lus, Crees: e.Crees, Modifies: e.Modifies, Inchanges: max(lus-rejetes-e.Crees-e.Modifies, 0), Rejetes: rejetes}
}
