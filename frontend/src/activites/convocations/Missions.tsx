import type { ConvocationDetail } from "../../api/genere";
import { TableSimple } from "../../ui/TableSimple";

/** What a letter says, as it is written on it: hours are those of the centre. */
export function Missions({ detail: d }: Readonly<{ detail: ConvocationDetail }>) {
  return (
    <>
      {d.motif ? <p>{d.motif}</p> : null}
      {d.changements.length > 0 ? (
        <TableSimple
          titre="Ce qui change"
          colonnes={[
            { titre: "Ce qui change", valeur: (c) => c.objet },
            { titre: "Avant", valeur: (c) => c.avant },
            { titre: "Désormais", valeur: (c) => <strong>{c.apres}</strong> },
          ]}
          lignes={d.changements}
          cle={(c, i) => `${c.objet}-${String(i)}`}
          vide=""
        />
      ) : null}
      {d.missions.map((m) => (
        <section key={m.affectation} aria-label={m.type}>
          <p>
            <strong>{m.type}</strong> – {m.role}
            <br />
            {[m.examen, m.specialite, m.epreuve].filter(Boolean).join(" – ")}
            {m.jury ? ` – ${m.jury}` : ""}
          </p>
          <ul>
            {m.creneaux.map((k) => (
              <li key={k.debut}>
                {k.date}, {k.heures}
                {k.sur_place ? "" : " (à distance)"}
              </li>
            ))}
          </ul>
          <p>{[m.centre, ...m.adresse].join(", ")}</p>
          {m.consignes ? <p>{m.consignes}</p> : null}
        </section>
      ))}
      {d.contact ? <p>En cas de question : {d.contact}</p> : null}
    </>
  );
}
