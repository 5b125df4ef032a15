/** What is said around what one writes, in German. */
export const writing = {
  unknown: (name: string) => `Den Befehl /${name} gibt es nicht. /help zeigt dir alle.`,
  notAllowed: (name: string) => `Du darfst /${name} hier nicht verwenden.`,
  nobody: (name: string) => `Niemand hier heißt ${name}.`,
  needs: {
    me: "Schreib nach /me, was du tust.",
    topic: "Schreib das Thema nach /topic.",
    mute: "Schreib nach /mute, wen du stummschalten willst, etwa /mute @Ana 10.",
  },
  commands: {
    topic: { use: "Text", about: "Festlegen, worum es im Raum geht" },
    invite: { use: "", about: "Einen Link in diesen Raum erstellen" },
    mute: { use: "@Name Minuten", about: "Jemanden am Schreiben hindern" },
    me: { use: "Text", about: "Sagen, was du tust" },
    shrug: { use: "Text", about: "¯\\_(ツ)_/¯ anhängen" },
    help: { use: "", about: "Alle Befehle und Zeichen sehen" },
  },

  offers: { person: "Personen", emoji: "Emoji", command: "Befehle" },
  here: "Alle, die online sind",

  emoji: {
    title: "Emoji auswählen",
    search: "Emoji suchen (englisch)",
    found: "Gefunden",
    recent: "Zuletzt",
    none: "Kein Emoji heißt so.",
    failed: "Die Emoji konnten nicht geladen werden.",
    tone: "Hautton",
    tones: ["Ohne Hautton", "Hell", "Mittelhell", "Mittel", "Mitteldunkel", "Dunkel"] as const,
    groups: {
      "Smileys & Emotion": "Smileys",
      "People & Body": "Menschen",
      "Animals & Nature": "Tiere und Natur",
      "Food & Drink": "Essen und Trinken",
      "Travel & Places": "Reisen und Orte",
      Activities: "Aktivitäten",
      Objects: "Dinge",
      Symbols: "Symbole",
      Flags: "Flaggen",
    },
  },

  help: {
    title: "Nachrichten schreiben",
    commands: "Befehle",
    signs: "Zeichen",
    keys: "Tasten",
    slash: "Mit // beginnt eine Nachricht, die mit einem Schrägstrich anfangen soll.",
    samples: {
      bold: "fett",
      italic: "kursiv",
      strike: "durchgestrichen",
      code: "Code",
      block: "ein Block Code",
      quote: "Zitat",
      list: "Liste",
      link: "Link",
    },
  },
};
