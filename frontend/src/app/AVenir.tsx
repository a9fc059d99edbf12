/** An activité that this version does not hold yet says so, rather than hide. */
export function AVenir({ libelle }: Readonly<{ libelle: string }>) {
  return (
    <>
      <h1>{libelle}</h1>
      <div className="fr-alert fr-alert--info">
        <p>Cette activité n’est pas encore livrée dans cette version d’IMAG’IN.</p>
      </div>
    </>
  );
}
