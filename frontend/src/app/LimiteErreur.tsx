import { Component, type ReactNode } from "react";
import { probleme } from "../api/erreur";

export function ErreurActivite({ titre, detail }: Readonly<{ titre: string; detail: string }>) {
  return (
    <>
      <h1>{titre}</h1>
      <div className="fr-alert fr-alert--info">
        <p>{detail}</p>
      </div>
    </>
  );
}

/** Keeps the menu and the console alive when a page fails. */
export class LimiteErreur extends Component<Readonly<{ children: ReactNode }>, { erreur: unknown }> {
  override state: { erreur: unknown } = { erreur: undefined };

  static getDerivedStateFromError(erreur: unknown) {
    return { erreur };
  }

  override render() {
    if (this.state.erreur === undefined) {
      return this.props.children;
    }
    const p = probleme(this.state.erreur);
    return (
      <div role="alert">
        <ErreurActivite titre="Cet écran n’a pas pu s’afficher" detail={p.detail} />
        <button type="button" className="fr-btn" onClick={() => this.setState({ erreur: undefined })}>
          Réessayer
        </button>
      </div>
    );
  }
}
