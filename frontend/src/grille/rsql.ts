/** The filter language of the lists: the same grammar as the server's, so that both read the same sentence. */
export type Operateur = "==" | "!=" | "=gt=" | "=ge=" | "=lt=" | "=le=" | "=in=" | "=out=" | "=like=";

export type Comparaison = Readonly<{ genre: "comparaison"; colonne: string; op: Operateur; valeurs: readonly string[] }>;
export type Noeud = Comparaison | Readonly<{ genre: "et" | "ou"; enfants: readonly Noeud[] }>;

/** One of the conditions that must all hold, with the very words it was written in. */
export type Condition = Readonly<{ noeud: Noeud; mots: string }>;

const OPERATEURS: readonly Operateur[] = ["=like=", "=out=", "=in=", "=gt=", "=ge=", "=lt=", "=le=", "==", "!="];
const RESERVES = new Set([";", ",", "(", ")", '"']);
const PROFONDEUR_MAX = 5;

class Illisible extends Error {}

class Analyseur {
  private i = 0;
  private readonly mots = new Map<Noeud, string>();
  constructor(private readonly s: string) {}

  conditions(): readonly Condition[] {
    const racine = this.tout();
    return (racine.genre === "et" ? racine.enfants : [racine]).map((noeud) => ({ noeud, mots: this.mots.get(noeud) ?? this.s }));
  }

  tout(): Noeud {
    const n = this.ou(0);
    if (this.i < this.s.length) {
      throw new Illisible();
    }
    return n;
  }

  private suite(separateur: string, genre: "et" | "ou", sous: () => Noeud): Noeud {
    const premier = sous();
    const enfants = [premier];
    while (this.s[this.i] === separateur) {
      this.i += 1;
      enfants.push(sous());
    }
    return enfants.length === 1 ? premier : { genre, enfants };
  }

  private ou(profondeur: number): Noeud {
    return this.suite(",", "ou", () => this.suite(";", "et", () => this.terme(profondeur)));
  }

  private terme(profondeur: number): Noeud {
    const debut = this.i;
    const n = this.s[debut] === "(" ? this.entreParentheses(profondeur) : this.comparaison();
    this.mots.set(n, this.s.slice(debut, this.i));
    return n;
  }

  private entreParentheses(profondeur: number): Noeud {
    if (profondeur >= PROFONDEUR_MAX) {
      throw new Illisible();
    }
    this.i += 1;
    const n = this.ou(profondeur + 1);
    this.attendre(")");
    return n;
  }

  private comparaison(): Noeud {
    const colonne = /^[a-z0-9_]+/.exec(this.s.slice(this.i))?.[0];
    if (!colonne) {
      throw new Illisible();
    }
    this.i += colonne.length;
    const op = OPERATEURS.find((o) => this.s.startsWith(o, this.i));
    if (!op) {
      throw new Illisible();
    }
    this.i += op.length;
    const valeurs = op === "=in=" || op === "=out=" ? this.liste() : [this.valeur()];
    return { genre: "comparaison", colonne, op, valeurs };
  }

  private liste(): readonly string[] {
    this.attendre("(");
    const valeurs = [this.valeur()];
    while (this.s[this.i] === ",") {
      this.i += 1;
      valeurs.push(this.valeur());
    }
    this.attendre(")");
    return valeurs;
  }

  private valeur(): string {
    if (this.s[this.i] === '"') {
      return this.entreGuillemets();
    }
    const debut = this.i;
    while (this.i < this.s.length && !RESERVES.has(this.s.charAt(this.i))) {
      this.i += 1;
    }
    if (debut === this.i) {
      throw new Illisible();
    }
    return this.s.slice(debut, this.i);
  }

  private entreGuillemets(): string {
    let lu = "";
    for (this.i += 1; this.i < this.s.length; this.i += 1) {
      const c = this.s.charAt(this.i);
      if (c === '"') {
        this.i += 1;
        return lu;
      }
      if (c === "\\") {
        this.i += 1;
      }
      lu += this.s.charAt(this.i);
    }
    throw new Illisible();
  }

  private attendre(c: string): void {
    if (this.s[this.i] !== c) {
      throw new Illisible();
    }
    this.i += 1;
  }
}

function lire<R>(filtre: string, quoi: (a: Analyseur) => R): R | undefined {
  try {
    return quoi(new Analyseur(filtre));
  } catch (erreur) {
    if (erreur instanceof Illisible) {
      return undefined;
    }
    throw erreur;
  }
}

/** `undefined` for a sentence that the grammar refuses. */
export function analyser(filtre: string): Noeud | undefined {
  return lire(filtre, (a) => a.tout());
}

/** The same, condition by condition. */
export function conditions(filtre: string): readonly Condition[] | undefined {
  return lire(filtre, (a) => a.conditions());
}

/** Quoted as soon as a character could be read as grammar, or a space be lost on the way. */
export function citer(valeur: string): string {
  return /^[^;,()"'\\\s=!<>~]+$/.test(valeur) ? valeur : `"${valeur.replace(/["\\]/g, "\\$&")}"`;
}

export function ecrireComparaison(colonne: string, op: Operateur, ...valeurs: readonly string[]): string {
  const cites = valeurs.map(citer).join(",");
  return `${colonne}${op}${op === "=in=" || op === "=out=" ? `(${cites})` : cites}`;
}
