import type { Confirmation } from "../../state/dialogs.ts";
import type { ConfirmationText } from "../en/message_actions.ts";
import { number, plural } from "../format/formatters.ts";

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

/** How one is asked in German before something is done. */
export function question(confirmation: Confirmation): ConfirmationText {
  const danger = (title: string, options: string, action: string): ConfirmationText => ({
    title,
    about: options,
    action,
    danger: true,
  });
  const calm = (title: string, options: string, action: string): ConfirmationText => ({
    ...danger(title, options, action),
    danger: false,
  });
  switch (confirmation.kind) {
    case "leave":
      return danger(
        `${confirmation.name} verlassen?`,
        "Du bekommst die Nachrichten nicht mehr. Was du geschrieben hast, bleibt.",
        "Raum verlassen",
      );
    case "hide":
      return calm(
        `Gespräch mit ${confirmation.name} ausblenden?`,
        "Es kommt wieder, sobald jemand darin schreibt oder du wieder hineinschreiben willst.",
        "Ausblenden",
      );
    case "archive":
      return danger(
        `${confirmation.name} archivieren?`,
        "Alle im Raum können die Nachrichten weiter lesen. Schreiben kann niemand, bis er wieder geöffnet wird.",
        "Raum archivieren",
      );
    case "deleteRoom":
      return danger(
        `${confirmation.name} für alle löschen?`,
        "Alle Nachrichten und Dateien darin sind endgültig weg. Archiviere den Raum, wenn sie noch jemand lesen will.",
        "Raum löschen",
      );
    case "restore":
      return calm(
        `${confirmation.name} wieder öffnen?`,
        "Alle im Raum können wieder schreiben.",
        "Raum öffnen",
      );
    case "remove":
      return danger(
        `${confirmation.person.name} aus ${confirmation.name} entfernen?`,
        confirmation.open
          ? "Das gilt sofort. Da der Raum öffentlich ist, ist ein neuer Beitritt möglich."
          : "Das gilt sofort. Zurück geht es nur mit einer neuen Einladung.",
        "Entfernen",
      );
    case "ban":
      return danger(
        `${confirmation.person.name} aus ${confirmation.name} verbannen?`,
        "Das gilt sofort. Zurück geht es erst, wenn der Bann aufgehoben ist.",
        "Verbannen",
      );
    case "member":
      return confirmation.role === "owner"
        ? calm(
          `${confirmation.person.name} zur Leitung von ${confirmation.name} machen?`,
          "Die Leitung kann den Raum ändern, andere einladen und entfernen und weitere in die Leitung holen.",
          "Zur Leitung machen",
        )
        : danger(
          `${confirmation.person.name} zum Mitglied von ${confirmation.name} machen?`,
          "Der Raum bleibt. Die Rechte der Leitung fallen weg.",
          "Zum Mitglied machen",
        );
    case "block":
      return danger(
        `${confirmation.person.name} blockieren?`,
        "Du siehst nicht mehr, was diese Person schreibt, und ihr könnt euch nicht direkt schreiben. Sie erfährt es nicht.",
        "Blockieren",
      );
    case "delete":
      return danger(
        "Diese Nachricht löschen?",
        confirmation.mine
          ? "Sie verschwindet für alle."
          : "Sie verschwindet für alle. Der Raum erfährt, dass du sie gelöscht hast.",
        "Nachricht löschen",
      );
    case "role":
      return calm(
        `${confirmation.person.name} ${ROLE_NAMES[confirmation.role]} machen?`,
        ROLE_POWERS[confirmation.role],
        `Z${ROLE_NAMES[confirmation.role].slice(1)} machen`,
      );
    case "disable":
      return danger(
        `${confirmation.person.name} sperren?`,
        "Das Konto wird überall abgemeldet. Anmelden geht erst wieder, wenn du es entsperrst.",
        "Konto sperren",
      );
    case "erase":
      return danger(
        `Das Konto von ${confirmation.person.name} löschen?`,
        "Es wird abgemeldet und ist für immer weg. Die Nachrichten bleiben, ohne den Namen.",
        "Konto löschen",
      );
    case "relink":
      return calm(
        `Passwort-Link für ${confirmation.person.name} erstellen?`,
        "Wer ihn öffnet, kann einmal, innerhalb von 24 Stunden, ein neues Passwort setzen. Frühere Links gelten nicht mehr.",
        "Link erstellen",
      );
    case "endOthers":
      return danger(
        "Alle anderen Geräte abmelden?",
        "Nur dieses Gerät bleibt angemeldet.",
        "Andere abmelden",
      );
  }
}

/** What one can do to a message, and what became of it, in German. */
export const messageActions = {
  quick: "Reagieren",
  edit: "Nachricht bearbeiten",
  copyText: "Text kopieren",
  deleteMessage: "Nachricht löschen",
  copyLink: "Link kopieren",
  pin: "Im Raum anheften",
  unpin: "Lösen",
  keep: "Für später merken",
  forget: "Nicht mehr merken",
  history: "Frühere Fassungen zeigen",
  who: "Zeigen, wer reagiert hat",
  reactors: (count: number) => plural(count, "Person", "Personen"),
  others: (count: number) =>
    count === 1 ? "und eine weitere Person" : `und ${number.format(count)} weitere`,
  versions: "Frühere Fassungen",
  noVersions: "Es gibt keine früheren Fassungen.",
  now: "Jetzt",
  keys: [
    ["R", "Antworten"],
    ["E", "Eigene Nachricht bearbeiten"],
    ["+", "Reaktion hinzufügen"],
    ["S", "Für später merken, oder nicht mehr"],
    ["Delete", "Nachricht löschen"],
    ["Enter", "Menü der Nachricht öffnen"],
  ] as const,
};
