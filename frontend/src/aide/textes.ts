export type Aide = Readonly<{ titre: string; sections: readonly Readonly<{ titre: string; paragraphes: readonly string[] }>[] }>;

const LISTE = {
  titre: "Se servir de la liste",
  paragraphes: [
    "Cliquez sur un titre de colonne pour trier ; une deuxième fois pour inverser. Avec Maj, la colonne s’ajoute au tri.",
    "Tirez le bord droit d’un titre pour élargir ou rétrécir la colonne, ou employez Maj+← et Maj+→ sur le titre, ou son menu.",
    "Le menu d’un titre filtre, masque, déplace ou épingle la colonne. Les filtres actifs s’affichent au-dessus de la liste et se retirent d’un clic.",
    "Les boutons « ‹ › », en haut à gauche, mènent aux première, précédente, suivante et dernière pages.",
    "L’adresse de la page retient tris et filtres : copiez-la pour retrouver ou partager la même vue.",
    "« Exporter » produit un fichier CSV ou Excel de toutes les lignes du filtre, avec les colonnes affichées.",
  ],
} as const;

/** One entry per activité that this version holds. */
export const AIDES: Readonly<Record<string, Aide>> = {
  accueil: {
    titre: "Découvrir IMAG’IN",
    sections: [
      {
        titre: "Les quatre zones",
        paragraphes: [
          "L’en-tête porte votre nom, le guide, l’aide et « Quitter ». Le menu, à gauche, liste les activités de votre service : celles qui sont fermées sont grisées et disent pourquoi.",
          "La zone centrale montre une liste, puis le détail de la ligne choisie. La console, en bas, garde les messages.",
          "La touche F6 passe d’une zone à l’autre, Ctrl+K ouvre une activité par son nom, ? rappelle les raccourcis.",
        ],
      },
    ],
  },
  convocations: {
    titre: "Convocations",
    sections: [
      {
        titre: "Contrôler, puis convoquer",
        paragraphes: [
          "Un paramétrage dit quelles affectations convoquer (le filtre est celui de la liste des affectations), avec quel modèle de lettre, quelle signature, une lettre par personne ou par mission. Partagé, il sert à vos collègues et aux centres ; copié, il est à vous.",
          "« Contrôler » ne change rien : il compte les lettres, dit ce qui n’est pas cohérent (indisponible depuis, sans courriel, mission modifiée…) et montre toutes les lettres.",
          "« Traitement officiel » convoque : les affectations deviennent convoquées, les lettres sont numérotées et figées, les états de frais créés, les courriels mis en file. Il est refusé si le nombre d’affectations a changé depuis le contrôle.",
        ],
      },
      {
        titre: "Suivre, reprendre, annuler",
        paragraphes: [
          "L’onglet « Traitements » montre chaque traitement en direct. Interrompu, il se reprend où il en était. Annulé, il défait tout ce qu’il a fait tant qu’aucun état de frais n’est commencé, et prévient ceux qui l’avaient été.",
          "Les lettres s’obtiennent en un fichier, en archive par centre, par établissement ou par personne, ou pour les seules personnes sans courriel : une fois ce lot posté, « Lot imprimé parti » le note.",
        ],
      },
      {
        titre: "Quand une mission change",
        paragraphes: ["L’onglet « À rectifier » compare chaque lettre en vigueur à sa mission et propose exactement celles qui ne disent plus vrai, avec ce qui change. La rectificative annule et remplace ; l’agenda de la personne se met à jour."],
      },
      {
        titre: "Modèles de lettre",
        paragraphes: ["Un modèle est une suite de blocs. Un champ s’écrit entre accolades, {prenom} ; un champ inconnu est refusé à l’enregistrement avec le nom le plus proche. Chaque enregistrement fait une version de plus : les lettres parties gardent la leur."],
      },
      LISTE,
    ],
  },
  "convocation-mission": {
    titre: "Convocation par mission",
    sections: [
      {
        titre: "Convoquer pour votre centre",
        paragraphes: [
          "Cochez les personnes affectées à vos missions, puis « Convoquer » : la lettre suit le paramétrage que le gestionnaire partage pour la session et porte la signature de votre centre.",
          "« Annuler » rend l’affectation de nouveau à convoquer et prévient la personne. Une convocation qui appelle aussi dans un autre centre s’annule auprès du gestionnaire.",
        ],
      },
    ],
  },
  "signature-centre": { titre: "Signature du centre", sections: [{ titre: "Qui signe", paragraphes: ["La signature déposée ici est imprimée sur les convocations signées par le centre. Une nouvelle remplace la précédente aussitôt ; les lettres déjà éditées gardent la leur."] }] },
  "signature-etablissement": { titre: "Signature de l’établissement", sections: [{ titre: "Qui signe", paragraphes: ["La signature déposée ici est imprimée sur les convocations signées par l’établissement. Une nouvelle remplace la précédente aussitôt ; les lettres déjà éditées gardent la leur."] }] },
  ocean: {
    titre: "OCEAN et génération des missions",
    sections: [
      {
        titre: "Échanges",
        paragraphes: [
          "Quatre échanges par session, dans leur ordre : la réglementation ; les inscriptions ; les centres, jurys et commissions ; les présents. Chacun se cherche dans la base IMAOCE, ou se dépose en fichiers CSV.",
          "Ce que l’échange changerait s’affiche avant que rien ne soit écrit : lisez, puis appliquez ou abandonnez. Rejouer un échange rafraîchit la session : seul ce qui a changé est touché.",
          "Un échange fait avant son tour est refusé et dit lequel manque. Ce que vous avez corrigé à la main n’est plus changé par OCEAN.",
        ],
      },
      {
        titre: "Génération",
        paragraphes: [
          "« Simuler la génération » compare les missions à ce que demandent les règles. La différence se lit mission par mission ; « Appliquer » n’écrit que ce que vous avez lu.",
          "Une mission où quelqu’un est affecté ne perd jamais ses personnes : son lieu et ses dates ne changent pas sans vous, et une commission retirée d’OCEAN la marque sans l’effacer. Une mission sans personne est annulée, et revient si OCEAN la redemande.",
          "Dans « Règles », dites combien de personnes, de quel rôle, pour combien de candidats ou de copies, avec quelle réserve.",
        ],
      },
      {
        titre: "Alertes et cohérence",
        paragraphes: [
          "« Alertes » liste ce qui a changé sous des personnes affectées ou convoquées, avec la suite proposée. Appliquez le changement, gardez la mission comme elle est, ou dites que c’est fait.",
          "« Cohérence » compte les missions sans centre ou sans date, les besoins sans personne compétente, les commissions sans mission et les effectifs qui diffèrent d’OCEAN ; « Voir » montre les lignes.",
        ],
      },
      LISTE,
    ],
  },
  "jurys-commissions": {
    titre: "Jurys et commissions",
    sections: [
      {
        titre: "Ce que vous voyez",
        paragraphes: [
          "Les jurys et les commissions que donne OCEAN, avec leurs centres, leurs dates et leurs effectifs. Aucun candidat n’est nommé : des nombres, et les établissements d’où ils viennent.",
          "Sous un jury, « Composition » montre qui siège à la délibération et ce qu’en disent les règles du diplôme. Elles avertissent ; elles n’empêchent rien.",
          "Un lieu, une date ou un effectif faux se corrige ici : OCEAN ne le changera plus, jusqu’à « Rendre la main à OCEAN ». Les missions suivent à la prochaine génération.",
          "« Règles de composition » met en service ou hors service les règles de chaque diplôme.",
        ],
      },
      LISTE,
    ],
  },
  "competences-saisie": {
    titre: "Saisie des compétences",
    sections: [
      {
        titre: "Ce que vous voyez",
        paragraphes: [
          "La liste des épreuves-options pour lesquelles vous êtes déclaré compétent, et par qui : SYS (le calcul à partir de vos enseignements), un établissement (son code UAI), une personne (son nom).",
          "(C) veut dire créée, (V) validée, (R) refusée. L’avis le plus élevé l’emporte : gestionnaire, inspecteur, intervenant, établissement, puis SYS.",
          "Validez ou refusez chaque compétence : sur un téléphone, dans sa carte ; sur un grand écran, dans « Avis et auteurs ». Un refus demande un motif, que les autres auteurs liront ; « Commenter… » ajoute un mot à une validation. « Retirer mon avis » l’efface, sans toucher à celui des autres.",
          "« Déclarer une compétence » ajoute une épreuve-option de la réglementation à laquelle personne n’avait pensé. « Pourquoi » dit de quel enseignement, et par quelle règle, vient chaque ligne SYS.",
          "Si l’activité ferme pendant que vous écrivez, votre envoi est refusé avec la raison, et ce que vous avez saisi reste à l’écran.",
          "Sous la liste, vos établissements de rattachement et vos enseignements : s’ils sont inexacts, signalez-le à votre établissement.",
        ],
      },
      LISTE,
    ],
  },
  competences: {
    titre: "Compétences",
    sections: [
      {
        titre: "Ce que vous voyez",
        paragraphes: [
          "Les compétences de tous les intervenants de votre périmètre, avec leurs auteurs. Choisissez une ligne pour voir les rattachements et les enseignements de la personne, les avis, et pourquoi le calcul l’a donnée.",
        ],
      },
      {
        titre: "Se prononcer sur plusieurs à la fois",
        paragraphes: [
          "Cochez des lignes, ou toutes celles du filtre, puis « Valider », « Refuser… » ou « Retirer mon avis » : la simulation dit d’abord combien deviendraient effectives et combien cesseraient de l’être.",
          "« Déclarer en masse » donne une épreuve-option à toutes les personnes cochées. « Réservistes et contractuels » montre ce que les inspecteurs proposent ; le gestionnaire retient, ou écarte avec un motif.",
        ],
      },
      LISTE,
    ],
  },
  "regles-competence": {
    titre: "Règles de compétence",
    sections: [
      {
        titre: "Une règle",
        paragraphes: [
          "Une règle dit que tel enseignement donne telle épreuve-option : une matière, un motif de MEF (dispositif, diplôme, année du cycle), une modalité, une discipline de poste. Un critère vide accepte tout, « ? » remplace un caractère. La phrase au-dessus du formulaire la dit en clair.",
          "La priorité 1 est celle des classes d’examen : une compétence porte la meilleure priorité des règles qui la donnent. Une règle qui « exclut » l’emporte sur toutes celles qui donnent, pour l’enseignement qu’elle vise.",
          "« Exporter pour modifier » donne un CSV qu’« Importer un CSV… » relit : le bilan et les lignes rejetées se lisent avant que rien ne change. « Copier d’une autre session… » ajoute les règles qui manquent.",
        ],
      },
      {
        titre: "Le calcul",
        paragraphes: [
          "« Simuler le calcul » montre qui gagne et qui perd quelle compétence, pourquoi, et ce que cela change tous auteurs pesés ; la différence se filtre et s’exporte. « Appliquer cette différence » n’écrit que ce qui a été lu : si les données ont changé entre-temps, une nouvelle différence est montrée.",
          "Le calcul n’écrit et ne retire que les lignes SYS. Ce que les personnes ont dit n’est jamais touché.",
        ],
      },
      LISTE,
    ],
  },
  intervenants: {
    titre: "Intervenants",
    sections: [
      {
        titre: "La fiche d’une personne",
        paragraphes: [
          "Choisissez une ligne : neuf onglets disent qui est la personne, où elle est rattachée, ce qu’elle enseigne, ses compétences, ses missions, son dossier et ce qui lui est arrivé. L’onglet ouvert reste le même d’une ligne à l’autre.",
          "Dans « Identité », corrigez courriel, téléphone et adresse. Un champ corrigé à la main n’est plus changé par les fichiers ; « Rendre aux fichiers » leur rend la main. Si quelqu’un a modifié la fiche entre-temps, votre saisie est gardée et les deux versions vous sont montrées.",
          "Écarter une personne la retire des propositions d’affectation ; l’historiser dit qu’elle n’est plus en fonction. Le motif est demandé et reste à l’historique.",
        ],
      },
      {
        titre: "Créer, supprimer",
        paragraphes: [
          "Les personnels de l’académie viennent des fichiers. « Créer un intervenant externe » sert aux autres : professionnels, universitaires, retraités, autres académies. Si une personne du même nom est connue, elle vous est montrée : vérifiez, puis « Créer quand même » s’il s’agit d’une autre.",
          "Seule une personne saisie ici, et jamais affectée, se supprime. Les autres s’écartent ou s’historisent.",
        ],
      },
      {
        titre: "NUMEN, NIR et IBAN",
        paragraphes: [
          "Ils sont chiffrés et masqués. « Lire » demande un motif, montre la valeur trente secondes, et l’inscrit au journal avec votre nom.",
          "« Rechercher par NUMEN, NIR ou IBAN » retrouve une personne par un numéro complet. La recherche est inscrite au journal ; le numéro n’est jamais écrit dans l’adresse de la page.",
        ],
      },
      LISTE,
    ],
  },
  "etablissements-centres": {
    titre: "Établissements et centres",
    sections: [
      {
        titre: "Ce que vous voyez",
        paragraphes: [
          "Les établissements de l’académie, tels que l’annuaire officiel et STS-WEB les décrivent. Celui qui ne figure plus au fichier officiel est historisé, jamais effacé.",
          "L’onglet « Carte » place l’établissement parmi les autres de la page affichée. Les distances sont à vol d’oiseau.",
        ],
      },
      LISTE,
    ],
  },
  communes: {
    titre: "Communes et limitrophes",
    sections: [
      {
        titre: "Déclarer les communes limitrophes",
        paragraphes: [
          "Aucun déplacement n’est remboursé vers une commune limitrophe de la résidence ou de l’établissement de la personne. La distance affichée aide à choisir, elle ne donne aucun droit : seule la déclaration compte.",
          "Choisissez une commune : la liste va de la plus proche à la plus éloignée. « Déclarer » ou « Retirer », au clic ou par Entrée, change la paire dans les deux sens ; les flèches ↑ ↓ passent d’une commune à l’autre. Un motif, facultatif, s’y joint.",
          "Une décision prise ici porte l’origine « Saisi » et l’emporte sur le fichier, aujourd’hui et aux prochains imports.",
          "« Toutes les paires » liste ce qui est déclaré, pour le contrôler et l’exporter.",
        ],
      },
      {
        titre: "Se servir de la carte",
        paragraphes: ["Molette ou + et − : agrandir, réduire. Glisser ou flèches : déplacer. Tabulation : aller aux points, puis flèches d’un point à l’autre. La liste voisine dit la même chose."],
      },
      LISTE,
    ],
  },
  affectation: {
    titre: "Affectation",
    sections: [
      {
        titre: "Calculer un plan",
        paragraphes: [
          "« Affecter automatiquement… » calcule un plan pour une session, tout entière ou pour quelques examens. Un plan est une proposition : personne n’est affecté tant qu’il n’est pas publié, et les personnes convoquées ne bougent pas.",
          "L’avancement dit le coût, les places encore vides et l’écart prouvé : aucun plan ne peut coûter moins que le coût diminué de cet écart. Vous pouvez interrompre le calcul, ou travailler ailleurs en attendant.",
          "Cochez plusieurs plans, puis « Comparer… » : euros, kilomètres, places vides, équité, personnes déplacées, côte à côte.",
        ],
      },
      {
        titre: "Retoucher",
        paragraphes: [
          "Dans « Places », Entrée sur une ligne dit qui est là et pourquoi, qui d’autre pourrait venir et ce que cela changerait, et combien de personnes chaque règle écarte. « Choisir » met quelqu’un sur la place et la verrouille ; la console dit la différence de coût.",
          "« Verrouiller » garde la personne au prochain calcul ; « Refuser sur cette mission » l’en écarte. « Calculer de nouveau » respecte les deux.",
        ],
      },
      {
        titre: "Publier",
        paragraphes: ["« Publier… » vérifie chaque règle impérative sur chaque place, dit ce qui serait fait et défait, et l’applique d’un bloc quand vous le confirmez. Si la situation a changé depuis le calcul, la publication est refusée et nomme les places en cause."],
      },
      {
        titre: "Régler les règles",
        paragraphes: ["« Règles » dit chaque règle en une phrase. Impérative, elle n’est jamais enfreinte ; souple, un manquement coûte son prix ; sans effet, elle est ignorée. Un réglage vaut pour l’académie, ou pour un seul examen."],
      },
      LISTE,
    ],
  },
  remplacements: {
    titre: "Remplacements",
    sections: [
      {
        titre: "Trouver qui manque",
        paragraphes: ["Cherchez par nom, par centre ou par épreuve : les missions à venir apparaissent, la plus proche d’abord. « Remplacer » cherche aussitôt qui peut venir ; rien ne change tant que vous n’avez pas confirmé."],
      },
      {
        titre: "Lire les solutions",
        paragraphes: [
          "Chaque carte est une solution possible maintenant : compétence, disponibilité, établissement, élèves, trajets, plafonds et cumuls sont vérifiés. La réserve vient d’abord si l’académie le veut (règle « Réserve d’abord » de l’affectation), puis les moins chères, en dérangeant le moins de monde.",
          "L’écart en euros est ce que coûtera l’affectation après, moins ce qu’elle coûtait avant l’absence, terme par terme. Une chaîne déplace deux ou trois personnes : chacune prend la place que laisse la précédente, aucune place ne reste vide, sauf dans la réserve.",
          "Un doigt appelle, un doigt écrit : joignez la personne avant de confirmer.",
        ],
      },
      {
        titre: "Ce que fait « Choisir cette solution »",
        paragraphes: [
          "Tout ou rien : la personne absente est désaffectée avec votre motif, la chaîne est affectée, le journal l’écrit, les centres concernés reçoivent un courriel. Si quelqu’un a été affecté entre-temps, rien n’est fait et vous relisez les solutions.",
          "Les lettres partent ensuite de « Convocations » : convoquer les remplaçants, et éditer les annulations et rectificatives de l’onglet « À rectifier ».",
        ],
      },
    ],
  },
  avancement: {
    titre: "Avancement",
    sections: [
      {
        titre: "Ce que vous voyez",
        paragraphes: ["Toutes les affectations de l’académie. Filtrez par session et par état ; les heures sont celles du centre."],
      },
      LISTE,
    ],
  },
  "missions-consultation": {
    titre: "Consultation des missions",
    sections: [
      {
        titre: "Ce que vous voyez",
        paragraphes: ["Les missions pour lesquelles vous êtes convoqué (ou, pour un chef de centre, celles de votre centre), avec leur lieu et leur heure au fuseau du centre."],
      },
      LISTE,
    ],
  },
  echanges: {
    titre: "Échanges (imports, exports)",
    sections: [
      {
        titre: "Déposer un fichier",
        paragraphes: [
          "Choisissez la source, puis le fichier, ou une archive ZIP de plusieurs fichiers de cette source (tous les STS-WEB d’un département, agents et affectations d’EPP). Le traitement se suit en direct.",
          "Cochez « Voir la différence avant d’appliquer » pour lire ce qui changerait. Sans la case, l’import s’applique seul tant que peu de lignes changent ou disparaissent ; au-delà des seuils de la source, il attend votre confirmation.",
          "Si le fichier ne convient pas, le message dit la faute, la ligne et le remède, et rien n’est modifié. Déposer deux fois le même fichier ne change rien.",
        ],
      },
      {
        titre: "Lire le rapport",
        paragraphes: [
          "« Différences » donne, ligne à ligne, ce qui est nouveau, ce qui change champ par champ, ce qui est retiré, et ce qui manque au fichier mais reste parce qu’une mission l’attend. La liste se filtre et s’exporte.",
          "« Appliquer cette différence » n’applique que ce que vous avez lu : si les données ont changé entre-temps, la question vous est posée de nouveau. Rien n’est jamais effacé : ce qui est retiré est historisé.",
          "« Anomalies » donne chaque ligne fautive, son champ et sa cause. « Télécharger les lignes rejetées » en fait un fichier : corrigez-le, déposez-le, il complète ce qui est connu.",
        ],
      },
      {
        titre: "Sources et collectes",
        paragraphes: [
          "Chaque source dit comment ses fichiers arrivent (dépôt à l’écran, dossier surveillé, SFTP), comment ils se lisent et à partir de quels seuils une personne décide.",
          "« Colonnes » fait correspondre les titres de votre extraction aux champs attendus. Un envoi attendu et non reçu est signalé ici et en tête des imports.",
        ],
      },
      LISTE,
    ],
  },
  rapprochement: {
    titre: "Rapprochement",
    sections: [
      {
        titre: "Décider",
        paragraphes: [
          "Une personne d’un fichier ressemble à quelqu’un de connu, sans que l’identifiant, ou le nom, la date de naissance et l’établissement le prouvent. Elle n’est pas reprise tant que vous n’avez pas décidé.",
          "Le détail met les deux descriptions côte à côte : ≠ marque ce qui diffère. Touche M : même personne ; D : personnes distinctes ; A : remettre à décider. La ligne suivante s’affiche aussitôt.",
          "Cochez plusieurs lignes pour décider ensemble : un essai dit d’abord ce qui serait refusé. La décision est retenue pour les fichiers suivants ; « Traiter de nouveau le fichier » reprend sans attendre les personnes laissées de côté.",
        ],
      },
      LISTE,
    ],
  },
  "indisponibilites-saisie": {
    titre: "Saisie d’indisponibilité",
    sections: [
      {
        titre: "Saisir une période",
        paragraphes: [
          "Tapez le début d’un nom, choisissez une ou plusieurs personnes, puis la période par demi-journées : 13 h sépare le matin de l’après-midi. La division des examens en tient compte aussitôt.",
          "Une personne déjà en mission sur la période est signalée dans la console. N’écrivez jamais de donnée de santé dans le commentaire.",
          "« Périodes saisies » les montre toutes ; vous pouvez retirer celles que votre établissement a saisies.",
        ],
      },
    ],
  },
  "competences-validation": {
    titre: "Validation de la saisie des compétences",
    sections: [
      {
        titre: "Dire que c’est terminé",
        paragraphes: [
          "Quand les compétences de vos personnels sont vérifiées, déclarez la saisie terminée : la division des examens le voit et ne vous relance plus. « Rouvrir la saisie » revient sur cette déclaration.",
        ],
      },
    ],
  },
  voeux: {
    titre: "Vœux et indisponibilités",
    sections: [
      {
        titre: "Vos vœux",
        paragraphes: [
          "Une période, un lieu, une distance, un type de mission, un collègue avec qui voyager : un vœu éclaire les gestionnaires et n’engage personne.",
        ],
      },
      {
        titre: "Demander une dispense",
        paragraphes: [
          "Dites pour quelle session, quel examen et quelle période, expliquez votre situation, joignez un justificatif (PDF, JPEG ou PNG, 5 Mo au plus). Votre établissement donne son avis, la division des examens décide et vous répond par courriel.",
          "Votre motif et votre justificatif sont gardés chiffrés. Votre établissement ne les lit que si vous cochez la case prévue ; chaque lecture par la division des examens est inscrite au journal.",
          "Si l’activité ferme pendant que vous écrivez, rien n’est perdu : votre saisie vous attend à la réouverture, tant que vous ne quittez pas IMAG’IN.",
        ],
      },
    ],
  },
  indisponibilites: {
    titre: "Indisponibilités et dispenses",
    sections: [
      {
        titre: "Dispenses",
        paragraphes: [
          "La liste ne montre pas les motifs : « Lire le motif » ouvre celui de la demande choisie, et le journal garde cette lecture. La décision attend l’avis de l’établissement, ou la fin de son délai ; la réponse part par courriel. Un refus se motive.",
        ],
      },
      {
        titre: "Ce qui rend indisponible",
        paragraphes: [
          "Une personne est indisponible si elle est écartée ou historisée, en congé long, admissible à un concours, stagiaire (sauf types de mission permis), hors des dates de son contrat, en jour libéré de temps partiel ou à la limite de sa quotité, dispensée, indisponible sur la période, ou déjà sur place ailleurs.",
          "« Situations » dit ce que les fichiers de personnels ne disent pas, ou le contredit. « Qui est disponible ? » répond pour une personne, avec les mots de chaque empêchement. « Règles » fixe celles de l’académie.",
        ],
      },
    ],
  },
  "suivi-saisies": {
    titre: "Suivi des saisies",
    sections: [
      {
        titre: "Qui est en retard",
        paragraphes: [
          "Chaque établissement dont un personnel a une compétence paraît pour chaque session en préparation : saisie attendue, terminée ou rouverte.",
          "« Relancer les retardataires… » annonce combien de courriels partiront avant de les envoyer. Un établissement n’est relancé qu’une fois par jour ; ceux qui n’ont pas d’adresse vous sont nommés.",
        ],
      },
      LISTE,
    ],
  },
  courriels: {
    titre: "Courriels",
    sections: [
      {
        titre: "Ce qui est parti",
        paragraphes: [
          "Chaque courriel écrit par l’application, son texte et ce qu’il en est advenu. Un envoi qui échoue est retenté de plus en plus rarement pendant un jour et demi ; « Renvoyer » le remet en file.",
          "En mode démonstration, aucun courriel ne part : ils se lisent ici, dans la boîte locale.",
        ],
      },
      LISTE,
    ],
  },
  habilitations: {
    titre: "Habilitations",
    sections: [
      {
        titre: "Donner et retirer",
        paragraphes: [
          "Un gestionnaire ne voit que les examens et les activités qui lui sont donnés. Sans habilitation en vigueur, son menu est entièrement fermé.",
          "Une habilitation porte sur des examens ET des activités : les missions du BTS ne donnent ni les missions du baccalauréat, ni les frais du BTS. Plusieurs habilitations s’ajoutent.",
          "Donnée ou retirée, elle vaut à la demande suivante de la personne, et s’inscrit au journal. Personne ne donne ce qu’il n’a pas.",
        ],
      },
    ],
  },
  outils: {
    titre: "Outils tiers",
    sections: [
      {
        titre: "Déclarer un outil",
        paragraphes: [
          "Un outil lit l’API dans la limite de ses portées et de son débit. Son secret est montré une seule fois. « Nouveau secret » en donne un autre ; l’ancien vaut encore vingt-quatre heures, le temps de le remplacer.",
          "« Arrêter » ferme l’outil aussitôt, jetons compris.",
        ],
      },
      {
        titre: "Webhooks",
        paragraphes: [
          "Une adresse est prévenue de chaque changement, dans l’ordre pour un même objet, par un message signé. Si elle ne répond pas, l’envoi est retenté pendant un jour environ, puis abandonné. « Renvoyer » le remet en file.",
          "Une adresse d’un réseau privé n’est jamais appelée, sauf réglage de l’exploitant.",
        ],
      },
    ],
  },
  "donnees-personnelles": {
    titre: "Données personnelles",
    sections: [
      {
        titre: "Durées de conservation",
        paragraphes: [
          "Chaque catégorie a sa durée, que l’académie peut changer au-dessus d’un minimum. Ce qui la dépasse est effacé chaque jour. « Compter sans effacer » montre ce qui partirait.",
          "Le journal se garde six mois au moins. Ses sceaux demeurent après l’effacement des lignes.",
        ],
      },
    ],
  },
  ouverture: {
    titre: "Ouverture des services",
    sections: [
      {
        titre: "Ouvrir et fermer",
        paragraphes: [
          "Chaque onglet montre les activités d’un service comme ce service les trouve maintenant. « Changer… » décide : tout de suite, ou entre deux dates, avec un mot que le service lira.",
          "La décision vaut aussitôt, à l’écran comme pour l’API. Si quelqu’un a décidé entre-temps, rien n’est changé et la page vous le montre.",
          "« Pour » limite la décision à un examen : elle l’emporte alors sur la décision générale, jusqu’à ce que l’examen soit rendu à celle-ci (« Comme pour les autres examens »). Le menu nomme les examens ouverts ou fermés ; l’API refuse d’écrire sur un examen fermé.",
          "« Historique » garde chaque décision, avec son auteur et sa date.",
        ],
      },
    ],
  },
  missions: {
    titre: "Missions",
    sections: [
      {
        titre: "Créer et corriger",
        paragraphes: [
          "« Créer une mission » en fait une en brouillon. Ses six onglets la complètent : général, créneaux, candidats et origines, besoins, affectations, historique. Elle s’ouvre quand elle a un centre, un créneau et quelqu’un à demander.",
          "Les heures sont celles du centre. Sur place, deux créneaux d’une même personne s’excluent ; à distance, un créneau est une période. Dans les tableaux de saisie, Alt + Bas ajoute une ligne, Alt + Suppr la retire.",
          "Quand des personnes sont affectées, un changement dit d’abord qui il touche, qui serait pris ailleurs et ce qu’il reste à faire ; rien n’est changé tant que vous n’avez pas confirmé. Si quelqu’un était déjà convoqué, la mission garde une alerte.",
        ],
      },
      {
        titre: "Plusieurs à la fois",
        paragraphes: [
          "Cochez des lignes, ou tout le filtre, pour ouvrir, clore, annuler, décaler ou changer de centre. Un essai dit d’abord ce qui serait fait, ce qui serait laissé de côté et pourquoi. « Fusionner » réunit des missions de même type, centre et épreuve ; « Scinder » en partage une par jours ou par effectifs.",
          "Une mission affectée ne se supprime pas : désaffectez d’abord. Convoquée, annulez d’abord le traitement de convocation. Venue d’OCEAN, elle s’annule.",
        ],
      },
      {
        titre: "Calendrier et carte",
        paragraphes: [
          "Le calendrier montre toute la session, une ligne par centre ou par discipline, une case par jour : flèches pour s’y déplacer, Entrée pour ouvrir un jour. La carte montre où il manque quelqu’un.",
        ],
      },
      LISTE,
    ],
  },
  reglementation: {
    titre: "Réglementation",
    sections: [
      {
        titre: "Choisir ce qui donne lieu à missions",
        paragraphes: [
          "Chaque ligne est une épreuve-option de la session. Touche O : elle donne lieu à missions ; N : elle n’y donne pas lieu. Cochez plusieurs lignes pour choisir ensemble ; un essai dit d’abord ce qui changerait. Votre choix l’emporte sur les échanges suivants.",
          "Une épreuve en CCF ne donne pas lieu à missions sauf choix contraire. « NR » comme groupe de rémunération : pas de rémunération. Les missions qui existent déjà restent.",
        ],
      },
      LISTE,
    ],
  },
  sessions: {
    titre: "Sessions",
    sections: [
      {
        titre: "Préparer, ouvrir",
        paragraphes: [
          "« Préparer une session » crée la suivante et reprend les centres et les règles de celle que vous choisissez. Rien n’y est encore affecté : ouvrez-la quand elle est prête.",
        ],
      },
      {
        titre: "Clore, archiver",
        paragraphes: [
          "Une session se clôt quand rien n’y reste en suspens. La situation dit ce qui reste, combien, et mène à la liste. Close, elle se rouvre avec un motif.",
          "Archivée, elle se lit encore et plus rien n’y change : la base de données elle-même le refuse. L’archivage ne se défait pas.",
        ],
      },
      LISTE,
    ],
  },
  constat: {
    titre: "Constat de service fait",
    sections: [
      {
        titre: "Constater",
        paragraphes: [
          "Choisissez une mission, puis dites pour chacun si le service est fait, en partie, non fait ou remplacé. Chaque forme demande ce par quoi le travail est payé : copies, candidats et durée, durée, demandes. « Tous ceux qui restent » donne le même mot à tous d’un coup.",
          "Les totaux déclarés se lisent au-dessus, au regard des présents remontés par OCEAN.",
        ],
      },
      {
        titre: "Sans réseau",
        paragraphes: [
          "Ce que vous constatez est gardé sur l’appareil et part dès que le réseau revient, une seule fois. Laissez la page ouverte. Si quelqu’un a constaté la même personne entre-temps, la page vous le dit et rien n’est écrasé.",
        ],
      },
      {
        titre: "Signer",
        paragraphes: ["Quand chacun est constaté, signez la mission : les quantités ne changent plus et les rémunérations passent au contrôle. Seul le gestionnaire lève une signature, avec un motif."],
      },
      LISTE,
    ],
  },
  "etats-frais": {
    titre: "États de frais",
    sections: [
      {
        titre: "Ce que vous voyez",
        paragraphes: [
          "Chaque mission a sa rémunération et son déplacement, qui sont contrôlés et payés séparément. Choisissez une mission : chaque ligne dit la règle, la quantité, le taux et le texte qui la donnent.",
          "« À compléter » attend le constat du centre ou votre déclaration ; « À valider » est au contrôle ; un motif dit pourquoi une part est revenue.",
        ],
      },
      {
        titre: "Déclarer un déplacement",
        paragraphes: [
          "Vérifiez les heures proposées, choisissez le moyen de transport, indiquez les repas, regardez ce qui serait payé, puis envoyez. Avant la mission, le même écran dit combien vous toucherez.",
          "Billets, transports, péages, stationnement et nuits demandent un justificatif : photographiez-le ou choisissez-le (PDF, JPEG ou PNG). Il est chiffré, et seuls vous et le contrôle le lisez.",
          "La distance est celle de l’itinéraire le plus court depuis la plus proche de votre résidence et de votre établissement. Le déplacement d’un jour se déclare une fois, sur la première mission du jour.",
        ],
      },
      LISTE,
    ],
  },
  frais: {
    titre: "États de frais",
    sections: [
      {
        titre: "Ce que vous voyez",
        paragraphes: [
          "Un état de frais par personne et par mission, né de la convocation officielle, avec deux parts qui vivent séparément : la rémunération et le déplacement. Ceux qui portent une anomalie viennent d’abord.",
          "Le détail dit chaque euro : la règle, la quantité, le taux, le texte ; et ce qui n’est pas payé, avec la règle qui le dit.",
        ],
      },
      {
        titre: "Contrôler",
        paragraphes: [
          "« Valider », « Renvoyer », « Annuler » et « Rétablir » portent sur les lignes cochées. Lisez d’abord ce que cela ferait, puis faites-le. Ce qui ne peut l’être est laissé, avec sa raison.",
          "Validée, une part ne change plus de montant : renvoyez-la pour la corriger.",
        ],
      },
      LISTE,
    ],
  },
  baremes: {
    titre: "Barèmes et distances",
    sections: [
      {
        titre: "Taux",
        paragraphes: [
          "Chaque valeur dit depuis quand elle vaut, quel texte la fixe et si ce texte a été lu. Changez le jour pour voir ce qui valait ou vaudra : c’est le jour de la mission qui décide.",
          "« Changer… » ajoute une décision de l’académie, à partir d’un jour ; rien n’est effacé, et l’on peut revenir à la valeur nationale. Les missions d’avant gardent leur taux.",
        ],
      },
      {
        titre: "Examens",
        paragraphes: ["Chaque examen a son taux pour les copies et son taux pour les oraux. « NR » dit qu’il n’est pas rémunéré. Sans taux, rien ne peut être calculé : choisissez-le."],
      },
      {
        titre: "Distances",
        paragraphes: [
          "La distance est celle de l’itinéraire le plus court, en aller simple, dans les deux sens. Elle se saisit, se demande au service d’itinéraire de l’académie, ou s’estime à vol d’oiseau.",
          "Une distance estimée n’est jamais payée : confirmez-la ou corrigez-la.",
        ],
      },
      LISTE,
    ],
  },
  journal: {
    titre: "Journal",
    sections: [
      {
        titre: "Ce que vous voyez",
        paragraphes: ["Qui a fait quoi, quand, d’où, et ce qui a changé. Le journal ne se modifie ni ne s’efface."],
      },
      LISTE,
    ],
  },
  personnels: {
    titre: "Consultation des personnels",
    sections: [{ titre: "Ce que vous voyez", paragraphes: ["Les personnes rattachées à votre établissement, à titre principal ou secondaire."] }, LISTE],
  },
};
