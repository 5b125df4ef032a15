import { number, plural } from "../format/formatters.ts";

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
