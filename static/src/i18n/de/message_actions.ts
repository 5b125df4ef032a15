import type { Confirmation } from "../../state/dialogs.ts";
import type { ConfirmationText } from "../en/message_actions.ts";
import { number, plural } from "../format/formatters.ts";

const ROLES = {
  client: "zum gewöhnlichen Konto",
  operator: "zum Operator",
  admin: "zum Admin",
} as const;

const POWERS = {
  client: "Die Räume bleiben. Was nur Operatoren und Admins dürfen, fällt weg.",
  operator:
    "Operatoren können in jedem Raum, den sie sehen, andere entfernen, verbannen und stummschalten und Nachrichten löschen.",
  admin: "Admins dürfen alles: Räume, Konten, neue Konten und das Protokoll.",
} as const;

/** How one is asked in German before something is done. */
export function question(deed: Confirmation): ConfirmationText {
  const danger = (title: string, about: string, action: string): ConfirmationText => ({
    title,
    about,
    action,
    danger: true,
  });
  const calm = (title: string, about: string, action: string): ConfirmationText => ({
    ...danger(title, about, action),
    danger: false,
  });
  switch (deed.kind) {
    case "leave":
      return danger(
        `${deed.name} verlassen?`,
        "Du bekommst die Nachrichten nicht mehr. Was du geschrieben hast, bleibt.",
        "Raum verlassen",
      );
    case "hide":
      return calm(
        `Gespräch mit ${deed.name} ausblenden?`,
        "Es kommt wieder, sobald jemand darin schreibt oder du wieder hineinschreiben willst.",
        "Ausblenden",
      );
    case "archive":
      return danger(
        `${deed.name} archivieren?`,
        "Alle im Raum können die Nachrichten weiter lesen. Schreiben kann niemand, bis er wieder geöffnet wird.",
        "Raum archivieren",
      );
    case "deleteRoom":
      return danger(
        `${deed.name} für alle löschen?`,
        "Alle Nachrichten und Dateien darin sind endgültig weg. Archiviere den Raum, wenn sie noch jemand lesen will.",
        "Raum löschen",
      );
    case "restore":
      return calm(
        `${deed.name} wieder öffnen?`,
        "Alle im Raum können wieder schreiben.",
        "Raum öffnen",
      );
    case "remove":
      return danger(
        `${deed.person.name} aus ${deed.name} entfernen?`,
        deed.open
          ? "Das gilt sofort. Da der Raum öffentlich ist, ist ein neuer Beitritt möglich."
          : "Das gilt sofort. Zurück geht es nur mit einer neuen Einladung.",
        "Entfernen",
      );
    case "ban":
      return danger(
        `${deed.person.name} aus ${deed.name} verbannen?`,
        "Das gilt sofort. Zurück geht es erst, wenn der Bann aufgehoben ist.",
        "Verbannen",
      );
    case "member":
      return deed.role === "owner"
        ? calm(
          `${deed.person.name} zur Leitung von ${deed.name} machen?`,
          "Die Leitung kann den Raum ändern, andere einladen und entfernen und weitere in die Leitung holen.",
          "Zur Leitung machen",
        )
        : danger(
          `${deed.person.name} zum Mitglied von ${deed.name} machen?`,
          "Der Raum bleibt. Die Rechte der Leitung fallen weg.",
          "Zum Mitglied machen",
        );
    case "block":
      return danger(
        `${deed.person.name} blockieren?`,
        "Du siehst nicht mehr, was diese Person schreibt, und ihr könnt euch nicht direkt schreiben. Sie erfährt es nicht.",
        "Blockieren",
      );
    case "delete":
      return danger(
        "Diese Nachricht löschen?",
        deed.mine
          ? "Sie verschwindet für alle."
          : "Sie verschwindet für alle. Der Raum erfährt, dass du sie gelöscht hast.",
        "Nachricht löschen",
      );
    case "role":
      return calm(
        `${deed.person.name} ${ROLES[deed.role]} machen?`,
        POWERS[deed.role],
        `Z${ROLES[deed.role].slice(1)} machen`,
      );
    case "disable":
      return danger(
        `${deed.person.name} sperren?`,
        "Das Konto wird überall abgemeldet. Anmelden geht erst wieder, wenn du es entsperrst.",
        "Konto sperren",
      );
    case "erase":
      return danger(
        `Das Konto von ${deed.person.name} löschen?`,
        "Es wird abgemeldet und ist für immer weg. Die Nachrichten bleiben, ohne den Namen.",
        "Konto löschen",
      );
    case "relink":
      return calm(
        `Passwort-Link für ${deed.person.name} erstellen?`,
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
export const deeds = {
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
