package app_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"strconv"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/config"
	"imagin/server/internal/db"
	"imagin/server/internal/fichier"
	"imagin/server/internal/frais"
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
	var lignes tampon
	avant := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&lignes, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() {
		slog.SetDefault(avant)
		require.NotEmpty(t, lignes.String(), "le service écrit ce qu’il fait")
		require.NotRegexp(t, `3000\s?6000|[0-9]{5}7890|BNPAFRPP`, lignes.String(), "aucun compte dans les lignes du service")
	})
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

// tampon collects what the service logs, from any goroutine.
type tampon struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (t *tampon) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.Write(p)
}

func (t *tampon) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.String()
}

// TestQuarantaine: while the antivirus is silent a receipt is kept but proves nothing and is read by nobody; judged, it counts,
// or loses its content.
func TestQuarantaine(t *testing.T) {
	ecoute, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	adresse := ecoute.Addr().String()
	require.NoError(t, ecoute.Close())
	s := apitest.Regle(t, func(c *config.Config) { c.Antivirus = adresse })
	s.Pg.Sql(t, `INSERT INTO campagne (academie, id, service, activite, ouverte) VALUES ('014', gen_random_uuid(), 'intervenant', 'etats-frais', true);
	INSERT INTO commune (academie, code_insee, nom, departement) VALUES ('014', '29019', 'Brest', '29'), ('014', '35238', 'Rennes', '35');
	UPDATE etablissement SET code_commune = '29019' WHERE academie = '014'; UPDATE etablissement SET code_commune = '35238' WHERE id = md5('0142')::uuid;
	UPDATE rattachement SET etablissement_id = md5('0142')::uuid WHERE academie = '014' AND intervenant_id = md5('014i1')::uuid;
	UPDATE intervenant SET code_commune = '35238' WHERE academie = '014' AND id = md5('014i1')::uuid`)
	creerEtats(t, s)
	s.Pg.Sql(t, `SELECT efm_ouvrir('014')`)
	i, g := s.Client(t, "intervenant"), s.Client(t, "gestionnaire")
	id := uuid.MustParse(sql(t, s, `SELECT e.id FROM etat_frais e JOIN efm_part p ON p.etat_frais_id = e.id AND p.genre = 'deplacement' AND p.etat = 'effectuee'
		WHERE e.academie = '014' AND e.intervenant_id = md5('014i1')::uuid ORDER BY e.jour LIMIT 1`))
	jour := sql(t, s, `SELECT jour::text FROM etat_frais WHERE id = '`+id.String()+`'`)
	d, err := i.DeclarerDeplacementWithResponse(t.Context(), id, client.DeclarationDeplacement{Depart: jour + "T06:30", Retour: jour + "T10:00", Trajets: []client.TrajetDeclare{{Mode: "peage", Prix: ptr(750)}, {Mode: "parking", Prix: ptr(300)}}})
	require.NoError(t, err)
	require.NotNil(t, d.JSON200, "%s", d.Body)
	joindre := func(nature client.NatureJustificatif, contenu string) *client.JoindreJustificatifFraisResponse {
		var corps bytes.Buffer
		w := multipart.NewWriter(&corps)
		f, err := w.CreateFormFile("justificatif", "recu.pdf")
		require.NoError(t, err)
		_, _ = f.Write([]byte("%PDF-1.7\n" + contenu + "\n%%EOF\n"))
		require.NoError(t, w.Close())
		r, err := i.JoindreJustificatifFraisWithBodyWithResponse(t.Context(), id, nature, w.FormDataContentType(), &corps)
		require.NoError(t, err)
		return r
	}
	montant := func() string {
		return sql(t, s, `SELECT montant FROM efm_part WHERE genre = 'deplacement' AND etat_frais_id = '`+id.String()+`'`)
	}
	require.NotNil(t, joindre(client.NatureJustificatifPeage, "bon").JSON200)
	require.NotNil(t, joindre(client.NatureJustificatifParking, "VIRUS-D-ESSAI").JSON200, "l’antivirus se tait : gardé, sans valeur")
	require.Equal(t, "0", montant())
	lire := func() string {
		r, err := g.TelechargerJustificatifFraisWithResponse(t.Context(), id, client.NatureJustificatifParking)
		require.NoError(t, err)
		return r.ApplicationproblemJSONDefault.Code
	}
	require.Equal(t, "fichier.en_attente", lire())

	ecoute, err = (&net.ListenConfig{}).Listen(t.Context(), "tcp", adresse)
	require.NoError(t, err)
	t.Cleanup(func() { _ = ecoute.Close() })
	go fauxClamd(ecoute)
	ronde := fichier.Quarantaine(s.Base, s.Coffre, fichier.NouvelAntivirus(adresse), frais.ApresControle)
	require.NoError(t, ronde(t.Context()))
	require.NoError(t, ronde(t.Context()))
	require.Equal(t, "750", montant(), "le péage est prouvé, le stationnement ne l’est pas")
	require.Equal(t, "fichier.infecte", lire())
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM fichier f WHERE controle = 'infecte' AND NOT EXISTS (SELECT 1 FROM fichier_morceau m WHERE m.fichier_id = f.id)`))
	require.Equal(t, "justificatif.infecte", joindre(client.NatureJustificatifParking, "VIRUS-D-ESSAI").ApplicationproblemJSONDefault.Code, "il parle : refusé d’emblée")
}

// fauxClamd answers INSTREAM: found when a word that stands for a virus is in the stream.
func fauxClamd(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		var tout bytes.Buffer
		r := bufio.NewReader(c)
		_, _ = r.ReadString(0)
		for {
			var n uint32
			if binary.Read(r, binary.BigEndian, &n) != nil || n == 0 {
				break
			}
			_, _ = io.CopyN(&tout, r, int64(n))
		}
		verdict := "stream: OK\x00"
		if bytes.Contains(tout.Bytes(), []byte("VIRUS-D-ESSAI")) {
			verdict = "stream: Essai FOUND\x00"
		}
		_, _ = io.WriteString(c, verdict)
		_ = c.Close()
	}
}

// TestKilometresDeLAnnee: the brackets follow the kilometres of the year, paid elsewhere or validated here in one batch,
// whatever the order.
func TestKilometresDeLAnnee(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `INSERT INTO commune (academie, code_insee, nom, departement) VALUES ('014', '29019', 'Brest', '29'), ('014', '35238', 'Rennes', '35');
	UPDATE etablissement SET code_commune = '29019' WHERE academie = '014'; UPDATE etablissement SET code_commune = '35238' WHERE id = md5('0142')::uuid;
	UPDATE rattachement SET etablissement_id = md5('0142')::uuid WHERE academie = '014' AND intervenant_id = md5('014i1')::uuid;
	UPDATE intervenant SET code_commune = '35238' WHERE academie = '014' AND id = md5('014i1')::uuid;
	INSERT INTO distance (academie, id, insee_a, insee_b, metres, methode, source, corrige_par) VALUES ('014', gen_random_uuid(), '29019', '35238', 250000, 'TABLE', 'essai', 'essai')`)
	creerEtats(t, s)
	s.Pg.Sql(t, `SELECT efm_ouvrir('014')`)
	g := s.Client(t, "gestionnaire")
	etats := apitest.Lignes[struct {
		ID   uuid.UUID
		Jour string
	}](t, s, `SELECT e.id, e.jour::text AS jour FROM etat_frais e JOIN efm_part p ON p.academie = e.academie AND p.etat_frais_id = e.id AND p.genre = 'deplacement' AND p.etat = 'effectuee'
		WHERE e.academie = '014' AND e.intervenant_id = $1 ORDER BY e.jour LIMIT 2`, apitest.Intervenant("014", 1))
	require.Len(t, etats, 2)
	cv := client.TrajetDeclareVehiculeCV5
	ids := []uuid.UUID{}
	for _, e := range etats {
		r, err := g.DeclarerDeplacementWithResponse(t.Context(), e.ID, client.DeclarationDeplacement{Depart: e.Jour + "T06:30", Retour: e.Jour + "T10:00", Trajets: []client.TrajetDeclare{{Mode: "voiture", Vehicule: &cv}}, Valider: ptr(true)})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		ids = append(ids, e.ID)
	}
	annee, err := strconv.Atoi(etats[0].Jour[:4])
	require.NoError(t, err)
	c, err := g.ReconnaitreSituationWithResponse(t.Context(), apitest.Intervenant("014", 1), client.ReconnaissanceDossier{Compteur: &client.CompteurKilometrique{Annee: annee, Metres: 1_250_000, Source: "essai"}})
	require.NoError(t, err)
	require.NotNil(t, c.JSON200, "%s", c.Body)
	part := client.GenrePartDeplacement
	v, err := g.AgirEtatsFraisWithResponse(t.Context(), client.ActionEtatsFrais{Selection: client.Selection{Mode: client.SelectionModeLignes, Ids: &ids}, Action: client.ActionFraisValider, Part: &part})
	require.NoError(t, err)
	require.Equal(t, 2, v.JSON200.Parts, "%s", v.Body)
	// 1,250 km elsewhere, 500 + 500 here: 750 km at 0.32 €, then 250 km at 0.40 €.
	require.EqualValues(t, 24_000+10_000, v.JSON200.Montants[0].Montant)
}
