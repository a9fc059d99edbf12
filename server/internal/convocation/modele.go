package convocation

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// modeleVersion reads the words of a version of a model.
func modeleVersion(ctx context.Context, r db.Reader, academie string, version uuid.UUID) (m lettre.Modele, err error) {
	texte, err := db.Scalar[[]byte](ctx, r, `SELECT convert_to(contenu::text, 'UTF8') FROM modele_lettre_version WHERE academie = $1 AND id = $2`, academie, version)
	if err != nil {
		return m, err
	}
	if texte == nil {
		return m, fail.Introuvable("Ce modèle de lettre")
	}
	return m, json.Unmarshal(texte, &m)
}

// derniereVersion of a model.
func derniereVersion(ctx context.Context, r db.Reader, academie string, modele uuid.UUID) (uuid.UUID, error) {
	id, err := db.Scalar[uuid.UUID](ctx, r, `SELECT v.id FROM modele_lettre m JOIN modele_lettre_version v ON v.academie = m.academie AND v.modele_id = m.id AND v.numero = m.derniere
		WHERE m.academie = $1 AND m.id = $2`, academie, modele)
	if err == nil && id == uuid.Nil {
		err = fail.Introuvable("Ce modèle de lettre")
	}
	return id, err
}

// modeleDeDepart gives an académie without model the one of the product, and returns its id.
func modeleDeDepart(ctx context.Context, tx *db.Tx) (uuid.UUID, error) {
	id, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT id FROM modele_lettre WHERE academie = $1 AND actif ORDER BY id LIMIT 1`, tx.Academie)
	if err != nil || id != uuid.Nil {
		return id, err
	}
	return ecrireModele(ctx, tx, uuid.NewSHA1(uuid.NameSpaceOID, []byte("modele-lettre/"+tx.Academie)), "Convocation", lettre.Defaut)
}

// ecrireModele adds a model and its first version, unless it is there.
func ecrireModele(ctx context.Context, tx *db.Tx, id uuid.UUID, libelle string, m lettre.Modele) (uuid.UUID, error) {
	contenu, err := json.Marshal(m)
	if err != nil {
		return id, err
	}
	n, err := tx.Exec(ctx, `INSERT INTO modele_lettre (academie, id, libelle) VALUES ($1, $2, $3) ON CONFLICT (academie, id) DO NOTHING`, tx.Academie, id, libelle)
	if err != nil || n == 0 {
		return id, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO modele_lettre_version (academie, id, modele_id, numero, contenu, cree_par) VALUES ($1, $2, $3, 1, $4, $5)`,
		tx.Academie, uuid.Must(uuid.NewV7()), id, json.RawMessage(contenu), tx.Acteur.Qui)
	return id, err
}

// refuserFautes says every fault of a model at once.
func refuserFautes(m lettre.Modele) error {
	fautes := m.Verifier()
	if len(fautes) == 0 {
		return nil
	}
	champs := make([]fail.Field, len(fautes))
	for i, f := range fautes {
		champs[i] = fail.Field{Pointer: "/contenu" + f.Pointeur, Code: f.Code, Message: f.Message}
	}
	return fail.New(fail.Invalid, "modele.fautes", fautes[0].Message, champs...)
}
