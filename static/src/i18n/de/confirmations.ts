import { calm, type ConfirmationTexts, confirmationWith, danger } from "../en/confirmation_text.ts";

const ROLE_NAMES = {
  client: "zum gewöhnlichen Konto",
  operator: "zum Operator",
  admin: "zum Admin",
} as const;

const ROLE_POWERS = {
  client: "Die Räume bleiben. Was nur Operatoren und Admins dürfen, fällt weg.",
  operator:
    "Operatoren können in jedem Raum, den sie sehen, andere entfernen, verbannen und stummschalten und Nachrichten löschen.",
  admin: "Admins dürfen alles: Räume, Konten, neue Konten und das Protokoll.",
} as const;

const texts: ConfirmationTexts = {
  leave: ({ name }) =>
    danger(
      `${name} verlassen?`,
      "Du bekommst die Nachrichten nicht mehr. Was du geschrieben hast, bleibt.",
      "Raum verlassen",
    ),
  hide: ({ name }) =>
    calm(
      `Gespräch mit ${name} ausblenden?`,
      "Es kommt wieder, sobald jemand darin schreibt oder du wieder hineinschreiben willst.",
      "Ausblenden",
    ),
  archive: ({ name }) =>
    danger(
      `${name} archivieren?`,
      "Alle im Raum können die Nachrichten weiter lesen. Schreiben kann niemand, bis er wieder geöffnet wird.",
      "Raum archivieren",
    ),
  deleteRoom: ({ name }) =>
    danger(
      `${name} für alle löschen?`,
      "Alle Nachrichten und Dateien darin sind endgültig weg. Archiviere den Raum, wenn sie noch jemand lesen will.",
      "Raum löschen",
    ),
  restore: ({ name }) =>
    calm(
      `${name} wieder öffnen?`,
      "Alle im Raum können wieder schreiben.",
      "Raum öffnen",
    ),
  remove: ({ name, open, person }) =>
    danger(
      `${person.name} aus ${name} entfernen?`,
      open
        ? "Das gilt sofort. Da der Raum öffentlich ist, ist ein neuer Beitritt möglich."
        : "Das gilt sofort. Zurück geht es nur mit einer neuen Einladung.",
      "Entfernen",
    ),
  ban: ({ name, person }) =>
    danger(
      `${person.name} aus ${name} verbannen?`,
      "Das gilt sofort. Zurück geht es erst, wenn der Bann aufgehoben ist.",
      "Verbannen",
    ),
  member: ({ name, person, role }) =>
    role === "owner"
      ? calm(
        `${person.name} zur Leitung von ${name} machen?`,
        "Die Leitung kann den Raum ändern, andere einladen und entfernen und weitere in die Leitung holen.",
        "Zur Leitung machen",
      )
      : danger(
        `${person.name} zum Mitglied von ${name} machen?`,
        "Der Raum bleibt. Die Rechte der Leitung fallen weg.",
        "Zum Mitglied machen",
      ),
  block: ({ person }) =>
    danger(
      `${person.name} blockieren?`,
      "Du siehst nicht mehr, was diese Person schreibt, und ihr könnt euch nicht direkt schreiben. Sie erfährt es nicht.",
      "Blockieren",
    ),
  delete: ({ mine }) =>
    danger(
      "Diese Nachricht löschen?",
      mine
        ? "Sie verschwindet für alle."
        : "Sie verschwindet für alle. Der Raum erfährt, dass du sie gelöscht hast.",
      "Nachricht löschen",
    ),
  role: ({ person, role }) =>
    calm(
      `${person.name} ${ROLE_NAMES[role]} machen?`,
      ROLE_POWERS[role],
      `Z${ROLE_NAMES[role].slice(1)} machen`,
    ),
  disable: ({ person }) =>
    danger(
      `${person.name} sperren?`,
      "Das Konto wird überall abgemeldet. Anmelden geht erst wieder, wenn du es entsperrst.",
      "Konto sperren",
    ),
  erase: ({ person }) =>
    danger(
      `Das Konto von ${person.name} löschen?`,
      "Es wird abgemeldet und ist für immer weg. Die Nachrichten bleiben, ohne den Namen.",
      "Konto löschen",
    ),
  relink: ({ person }) =>
    calm(
      `Passwort-Link für ${person.name} erstellen?`,
      "Wer ihn öffnet, kann einmal, innerhalb von 24 Stunden, ein neues Passwort setzen. Frühere Links gelten nicht mehr.",
      "Link erstellen",
    ),
  endOthers: () =>
    danger(
      "Alle anderen Geräte abmelden?",
      "Nur dieses Gerät bleibt angemeldet.",
      "Andere abmelden",
    ),
};

/** How the user is asked in German before something is done. */
export const confirmationText = confirmationWith(texts);
