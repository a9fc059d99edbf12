/** Shown when nothing is open to the service: the menu says why for each entry. */
export function Accueil() {
  return (
    <>
      <h1>Aucune activité ouverte</h1>
      <p>Le gestionnaire académique n’a ouvert aucune activité à votre service pour l’instant. Le menu dit pourquoi pour chacune.</p>
    </>
  );
}
