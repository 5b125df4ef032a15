import { joinNames, number } from "../format/formatters.ts";

/** What is said about single messages, in German. */
export const messages = {
  messages: {
    bar: (name: string) => `Was du mit der Nachricht von ${name} tun kannst`,
    react: "Reaktion hinzufügen",
    reactWith: (emoji: string) => `Mit ${emoji} reagieren`,
    reply: "Antworten",
    thread: "Im Thread antworten",
    more: "Mehr",
    edited: "bearbeitet",
    editedAt: (at: string) => `Bearbeitet ${at}. Frühere Fassungen zeigen`,
    pinned: "Angeheftet",
    kept: "Gemerkt",
    saved: "Gemerkt. Du findest sie unter Gemerkte Nachrichten.",
    forgotten: "Aus deinen gemerkten Nachrichten entfernt.",
    offline: "Du bist offline. Versuch es noch einmal, wenn du verbunden bist.",
    isGone: "Die Nachricht gibt es nicht mehr.",
    quoteGone: "Nachricht gelöscht",
    quoteOf: (name: string) => `Zur Nachricht von ${name}, auf die das antwortet`,
    refused: {
      react: "Die Reaktion wurde nicht gespeichert.",
      pin: "Am Angehefteten wurde nichts geändert.",
      delete: "Die Nachricht wurde nicht gelöscht.",
    },
    reactedWith: (names: readonly string[], count: number, emoji: string) =>
      `${joinNames(names, count)} ${count === 1 ? "hat" : "haben"} mit ${emoji} reagiert`,
    reaction: (emoji: string, count: string, who: string) => `${emoji} ${count}, ${who}`,
    reactions: "Reaktionen",
    you: "Du",
    count: (count: number) => count > 999 ? "999+" : number.format(count),
  },
};
