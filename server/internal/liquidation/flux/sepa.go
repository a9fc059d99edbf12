package flux

import (
	"bufio"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"imagin/server/internal/secret"
)

// fichierSEPA is a pain.001.001.09: one block of transfers in euros, streamed. Rules of the European Payments Council's
// implementation guidelines: Latin letters only, names of 70, references of 35, IBAN everywhere.
type fichierSEPA struct {
	*compte
	b *bufio.Writer
}

// ErrPayeur says that the account that pays is not known.
var ErrPayeur = errors.New("le compte du payeur manque")

const teteSEPA = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
<CstmrCdtTrfInitn>
<GrpHdr><MsgId>%s</MsgId><CreDtTm>%s</CreDtTm><NbOfTxs>%d</NbOfTxs><CtrlSum>%s</CtrlSum><InitgPty><Nm>%s</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>%s</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>%d</NbOfTxs><CtrlSum>%s</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf><ReqdExctnDt><Dt>%s</Dt></ReqdExctnDt><Dbtr><Nm>%s</Nm></Dbtr><DbtrAcct><Id><IBAN>%s</IBAN></Id></DbtrAcct><DbtrAgt>%s</DbtrAgt><ChrgBr>SLEV</ChrgBr>
`

func nouveauSEPA(c *compte) (*fichierSEPA, error) {
	l := c.lot
	if l.Devise != "EUR" {
		return nil, fmt.Errorf("SEPA ne paie qu’en euros, pas en %s", l.Devise)
	}
	nom := texteSEPA(l.Payeur.Nom, 70)
	iban, faute := secret.Normaliser(secret.IBAN, l.Payeur.IBAN)
	if nom == "" || faute != "" {
		return nil, ErrPayeur
	}
	f := &fichierSEPA{c, bufio.NewWriterSize(c, 64<<10)}
	id := fmt.Sprintf("IMAGIN-%s-%06d", l.Academie, l.Numero)
	_, err := fmt.Fprintf(f.b, teteSEPA, id, l.Cree.UTC().Format("2006-01-02T15:04:05Z"), l.Nombre, euros(l.Somme), nom, id+"-1", l.Nombre, euros(l.Somme),
		l.Execution.Format(time.DateOnly), nom, iban, agent(l.Payeur.BIC))
	return f, err
}

var bicBon = regexp.MustCompile(`^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$`)

// agent of an account: its BIC, or the word that says that the IBAN is enough.
func agent(bic string) string {
	if !bicBon.MatchString(bic) {
		return "<FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId>"
	}
	return "<FinInstnId><BICFI>" + bic + "</BICFI></FinInstnId>"
}

// euros writes cents with the point that XML wants.
func euros(centimes int64) string {
	return strconv.FormatInt(centimes/100, 10) + fmt.Sprintf(".%02d", centimes%100)
}

// texteSEPA keeps the letters of the SEPA set, which begin and end with no slash and hold no double one.
func texteSEPA(v string, max int) string {
	v = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/-?:().,'+ ", r) {
			return r
		}
		return ' '
	}, ASCII(v))
	for strings.Contains(v, "//") {
		v = strings.ReplaceAll(v, "//", "/")
	}
	v = strings.Trim(strings.Join(strings.Fields(v), " "), "/ ")
	if len(v) > max {
		v = strings.Trim(v[:max], "/ ")
	}
	return v
}

// reference of a part: its identifier without dashes, 32 of the 35 characters allowed.
func reference(p *Part) string { return strings.ReplaceAll(p.ID.String(), "-", "") }

// Ecrire one transfer. It returns an error for an account that is not one.
func (f *fichierSEPA) Ecrire(p *Part) error {
	if err := f.compter(p); err != nil {
		return err
	}
	iban, faute := secret.Normaliser(secret.IBAN, p.IBAN)
	nom := texteSEPA(p.Prenom+" "+p.Nom, 70)
	if faute != "" || nom == "" {
		return fmt.Errorf("part %s, rang %d : compte ou nom illisible", p.ID, p.Rang)
	}
	objet := texteSEPA(fmt.Sprintf("%s %s %s %s", map[bool]string{true: "Remuneration", false: "Deplacement"}[p.Genre == "remuneration"], p.Examen, p.Session, p.Jour.Format("02/01/2006")), 140)
	if p.Montant > 99_999_999_999 {
		return fmt.Errorf("part %s, rang %d : plus que SEPA ne transporte", p.ID, p.Rang)
	}
	creancier := ""
	if bicBon.MatchString(p.BIC) {
		creancier = "<CdtrAgt>" + agent(p.BIC) + "</CdtrAgt>"
	}
	_, err := fmt.Fprintf(f.b, `<CdtTrfTxInf><PmtId><InstrId>%d</InstrId><EndToEndId>%s</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">%s</InstdAmt></Amt>%s<Cdtr><Nm>%s</Nm></Cdtr><CdtrAcct><Id><IBAN>%s</IBAN></Id></CdtrAcct><RmtInf><Ustrd>%s</Ustrd></RmtInf></CdtTrfTxInf>
`, p.Rang, reference(p), euros(p.Montant), creancier, nom, iban, objet)
	return err
}

// Fermer ends the document. XML has no trailer: count and sum stand at the head, the digest in a comment at the end.
func (f *fichierSEPA) Fermer() error {
	if _, err := f.b.WriteString("</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n"); err != nil {
		return err
	}
	if err := f.b.Flush(); err != nil {
		return err
	}
	if err := f.verifier(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(f.w, "<!-- F;%d;%d;%s -->\n", f.bilan.Parts, f.bilan.Somme, f.empreinte())
	return err
}
