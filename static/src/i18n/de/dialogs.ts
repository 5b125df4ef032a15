import { plural, timeSpan } from "../format/formatters.ts";

/** What is said in dialogs, and of what was done there, in German. */
export const dialogs = {
  create: {
    title: "Raum erstellen",
    name: "Name des Raums",
    topic: "Thema",
    topicHint: "Worum es geht, in wenigen Worten.",
    kind: "Wer hereinkommt",
    public: "Öffentlich",
    private: "Privat",
    privateHint: "Nur wer eingeladen ist, sieht ihn.",
    action: "Raum erstellen",
  },
  settings: {
    title: "Raum einstellen",
    slow: "Langsamer Modus",
    slowHint: "Wie lange man zwischen zwei Nachrichten wartet. Leitung und Operatoren nicht.",
    off: "Aus",
    every: (seconds: number) => `Eine Nachricht je ${timeSpan(seconds)}`,
    archive: "Raum archivieren",
    delete: "Raum löschen",
    restore: "Raum wieder öffnen",
  },
  invite: {
    title: (room: string) => `In ${room} einladen`,
    about: "Wer den Link hat, kann hereinkommen.",
    expires: "Gilt für",
    uses: "Für wie viele",
    anyone: "Beliebig viele",
    people: (count: number) => plural(count, "Person", "Personen"),
    hours: (hours: number) => timeSpan(hours * 3_600),
    action: "Link erstellen",
    link: "Einladungslink",
    qr: "Einladungslink als QR-Code",
    live: "Gültige Links",
    none: "Es gibt noch keinen Link.",
    expiring: (when: string) => `Endet ${when}`,
    used: (used: number, uses: number | undefined) =>
      uses !== undefined
        ? `${used} von ${uses} verwendet`
        : used === 0
        ? "noch nicht verwendet"
        : used === 1
        ? "eine Person kam"
        : `${plural(used, "Person", "Personen")} kamen`,
    revoke: "Beenden",
    revokeOne: (when: string) => `Den Link beenden, der ${when} endet`,
  },
  passwordLink: {
    title: "Passwort-Link",
    about: (name: string) =>
      `Gib ihn ${name} persönlich. Er gilt einmal, 24 Stunden lang, und wird nicht wieder gezeigt.`,
    done: "Fertig",
  },
  signOut: {
    title: "Abmelden",
    about: "Was du hier geschrieben und nicht gesendet hast, geht verloren.",
    guest: (name: string) =>
      `Du bist als Gast hier. Nach dem Abmelden kannst du nicht als ${name} wiederkommen.`,
    action: "Abmelden",
  },
  done: {
    muted: (name: string, minutes: number) =>
      `${name} ist für ${timeSpan(minutes * 60)} stummgeschaltet.`,
    unmuted: (name: string) => `${name} kann wieder schreiben.`,
    blocked: (name: string) => `${name} ist blockiert.`,
    endedOthers: "Alle anderen Geräte sind abgemeldet.",
  },
};
