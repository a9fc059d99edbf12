const MESSAGES: Readonly<Record<string, string>> = {
  oidc_depart: "La connexion a été interrompue, ou elle a pris plus de dix minutes. Recommencez.",
  oidc_refus: "Le portail académique n’a pas confirmé votre identité. Recommencez ; si cela se répète, signalez-le à votre service informatique.",
  eleve_ou_parent: "IMAG’IN s’adresse aux personnels : les comptes d’élève et de parent n’y ont pas accès.",
  academie_inconnue: "Votre académie n’utilise pas ce service IMAG’IN.",
  aucun_service: "Vous êtes reconnu par le portail, mais aucun service IMAG’IN ne vous est ouvert. Contactez votre division des examens et concours.",
  identite_illisible: "Le portail a transmis une identité incomplète. Signalez-le à votre service informatique.",
};

/** What an error code that comes back in the address means to the person. Only known codes are shown: an address is not ours. */
export function messageErreur(code = ""): string {
  return MESSAGES[code] ?? "La connexion n’a pas abouti. Recommencez.";
}
