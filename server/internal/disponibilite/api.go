package disponibilite

import (
	"imagin/server/internal/access"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/list"
	"imagin/server/internal/secret"
)

// API holds the operations on availability.
type API struct {
	Base      *db.DB
	Coffre    *secret.Coffre
	Poste     *courriel.Poste
	Antivirus *fichier.Antivirus // nil: none
}

func perimee() error {
	return fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié cette ligne depuis que vous l’avez lue. Relisez-la, puis reportez vos changements.")
}

// surIntervenant limits a list to the people in the principal's scope.
func surIntervenant(alias string) func(*access.Principal) list.Portee {
	return func(p *access.Principal) list.Portee {
		return list.Portee(p.SurIntervenant(alias+".academie", alias+".intervenant_id"))
	}
}

func jointureIntervenant(alias string) list.Jointure {
	return list.Jointure{Alias: "i", SQL: "JOIN intervenant i ON i.academie = " + alias + ".academie AND i.id = " + alias + ".intervenant_id"}
}

func jointureSession(alias string) list.Jointure {
	return list.Jointure{Alias: "s", SQL: "JOIN session s ON s.academie = " + alias + ".academie AND s.id = " + alias + ".session_id"}
}

// colonneSession filters by the code of the session through its key.
func colonneSession(alias string) list.Colonne {
	return list.Colonne{Cle: "session_code", Titre: "Session", SQL: "s.code", Via: []string{"s"},
		Ref: &list.Ref{SQL: alias + ".session_id", Table: "session", Code: "code"}}
}
