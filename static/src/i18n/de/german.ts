import type { LoadedLanguage } from "../language.ts";
import type { Strings } from "../secondary.ts";
import { fromNow, joinNames, number, plural, timeSpan } from "../format/formatters.ts";
import { audited } from "./audit_log.ts";
import { confirmationText } from "./confirmations.ts";
import { messageActions } from "./message_actions.ts";
import { dialogs } from "./dialogs.ts";
import { authTexts } from "./auth.ts";
import { files } from "./files.ts";
import { find } from "./search_and_settings.ts";
import { told } from "./notices.ts";
import { notificationTexts } from "./notifications.ts";
import { messages } from "./messages.ts";
import { places } from "./pages.ts";
import { roomTroubles } from "./room_troubles.ts";
import { setup } from "./setup.ts";
import { threads } from "./threads.ts";
import { uploads } from "./uploads.ts";
import { errorReasons } from "./error_reasons.ts";
import { writing } from "./composer.ts";

/** Everything that the page says, in German. */
const de: Strings = {
  product: "Parley",
  skip: "Zu den Nachrichten",
  cancel: "Abbrechen",
  close: "Schließen",
  save: "Speichern",
  copy: "Kopieren",
  code: "Code",
  copied: "Kopiert.",
  notCopied: "Drücke Strg C, um es zu kopieren.",
  tryAgain: "Noch einmal versuchen",
  showMore: "Mehr zeigen",
  loading: "Wird geladen",
  failed: "Das konnte nicht geladen werden.",
  unblock: "Nicht mehr blockieren",

  titles: {
    rooms: "Räume entdecken",
    people: "Personen",
    saved: "Gemerkte Nachrichten",
    account: "Profil und Geräte",
    search: "Suche",
    settings: "Einstellungen",
    admin: "Verwaltung",
    setup: "Parley einrichten",
    signin: "Anmelden",
    signup: "Konto erstellen",
    reset: "Neues Passwort setzen",
  },
  ...find,
  ...authTexts,
  ...dialogs,
  ...threads,
  ...uploads,
  ...messages,
  ...places,
  ...setup,
  ...files,
  notifications: notificationTexts,
  told,
  messageActions,
  confirmationText,
  audited,
  writing,

  sections: {
    rooms: "Räume",
    direct: "Direktnachrichten",
    write: "An jemanden schreiben",
    go: "Suchen oder wechseln",
  },

  rooms: {
    title: "Räume",
    create: "Raum erstellen",
    open: "Räume zeigen",
    close: "Räume verbergen",
    none: "Du bist noch in keinem Raum.",
    unread: (count) => plural(count, "ungelesene Nachricht", "ungelesene Nachrichten"),
    mentions: (count) => plural(count, "Erwähnung", "Erwähnungen"),
    count: (count) => count > 999 ? "999+" : String(count),
    members: (count) => plural(count, "Mitglied", "Mitglieder"),
    online: (count, all) =>
      `${number.format(Math.min(count, all))} von ${number.format(all)} online`,
    private: "Privater Raum",
    public: "Öffentlicher Raum",
    archived: "Archiviert",
    search: (room: string) => `In ${room} suchen`,
    publicHint: "Alle hier können ihn finden und beitreten.",
    showDetails: "Details zeigen",
    hideDetails: "Details verbergen",
    pinned: (count: number) => plural(count, "angeheftete Nachricht", "angeheftete Nachrichten"),
    silent: "Benachrichtigungen aus",
    details: "Details",
  },

  presence: { online: "Online", away: "Abwesend", offline: "Offline" },
  lastSeen: (at, now) => `Zuletzt da ${fromNow(at, now)}`,
  you: "Du",
  guest: "Gast",
  roles: { client: "", operator: "Operator", admin: "Admin", owner: "Leitung", member: "" },

  timeline: {
    label: (room) => `Nachrichten in ${room}`,
    start: (room) => `Hier beginnt ${room}.`,
    startDirect: (names) =>
      `Nur ${joinNames(["du", ...names], names.length + 1, 9)} können sehen, was hier steht.`,
    empty: "Noch keine Nachrichten",
    emptyHint: "Sag das erste Wort.",
    emptyForGood: "Hier wurde nichts gesagt.",
    loading: "Nachrichten werden geladen",
    failed: "Ältere Nachrichten konnten nicht geladen werden.",
    failedNewer: "Neuere Nachrichten konnten nicht geladen werden.",
    missing: "Diese Nachricht gibt es nicht.",
    wasDeleted: "Diese Nachricht wurde gelöscht.",
    failedFirst: "Die Nachrichten konnten nicht geladen werden.",
    newest: "Zur neuesten springen",
    newestCount: (count) => plural(count, "neue Nachricht", "neue Nachrichten"),
    unread: (count) => plural(count, "neue Nachricht", "neue Nachrichten"),
    pending: "Wartet aufs Senden",
    failedToSend: "Nicht gesendet.",
    discard: "Verwerfen",
    gone: (count) =>
      count === 1 ? "Nachricht gelöscht" : `${number.format(count)} Nachrichten gelöscht`,
    hidden: (count) =>
      count === 1
        ? "Nachricht von jemandem, den du blockiert hast"
        : `${number.format(count)} Nachrichten von jemandem, den du blockiert hast`,
    show: "Zeigen",
    announced: (name, content) => `${name}: ${content}`,
  },

  composer: {
    label: (room) => `Nachricht an ${room}`,
    send: "Nachricht senden",
    left: (count) => `noch ${number.format(count)} Zeichen`,
    over: (count) => `${number.format(count)} Zeichen zu viel`,
    writing: (names) => `${joinNames(names)} ${names.length === 1 ? "schreibt" : "schreiben"}`,
    archived: "Dieser Raum ist archiviert. Du kannst ihn lesen, schreiben kann niemand.",
    muted: (until) => `Du bist hier stummgeschaltet bis ${until}.`,
    blocked: (name) => `Du hast ${name} blockiert. Heb das auf, um zu schreiben.`,
    slow: (seconds) => `Langsamer Modus: Du kannst in ${timeSpan(seconds)} senden.`,
    replyingTo: (name: string) => `Antwort an ${name}`,
    inThread: "Im Thread antworten",
    editing: "Nachricht bearbeiten",
    cancelReply: "Nicht antworten",
    cancelEdit: "Nicht bearbeiten",
    save: "Änderungen speichern",
    notSaved: (why: string) => `Deine Änderungen sind nicht gespeichert. ${why}`,
    editOffline: "Du bist offline. Speichere die Änderungen, wenn du wieder verbunden bist.",
    offers: (count: number) => count === 1 ? "1 Vorschlag" : `${count} Vorschläge`,
    emoji: "Emoji",
  },

  link: {
    connecting: "Verbindet",
    offline: "Offline.",
    waiting: (count) =>
      count === 1
        ? "1 Nachricht wartet aufs Senden."
        : `${number.format(count)} Nachrichten warten aufs Senden.`,
    now: "Jetzt verbinden",
    notPersisted: "Nicht auf diesem Gerät gesichert: erst neu laden, wenn es gesendet ist.",
  },

  thread: {
    title: "Thread",
    close: "Thread schließen",
    replies: (count: number) => plural(count, "Antwort", "Antworten"),
    fresh: "Neu",
    last: (time: string) => `Zuletzt ${time}`,
  },

  asks: {
    notify: "Erwähnungen und Direktnachrichten melden, wenn du woanders bist?",
    on: "Einschalten",
    notNow: "Jetzt nicht",
    newer: "Es gibt eine neue Version.",
    reload: "Neu laden",
    later: "Später",
  },

  session: {
    claimed: (name: string) => `Du hast jetzt ein Konto, ${name}.`,
    inviteSpent: "Diese Einladung ist abgelaufen. Bitte um eine neue.",
  },

  troubles: roomTroubles,
  home: "Zu deinen Räumen",
  keys: {
    Mod: "Strg",
    Shift: "Umschalt",
    Alt: "Alt",
    Enter: "Eingabe",
    Esc: "Esc",
    Home: "Pos1",
    End: "Ende",
    Delete: "Entf",
    Up: "Pfeil hoch",
    Down: "Pfeil runter",
    Any: "A–Z",
  },
  keysOnMac: { Mod: "⌘", Shift: "⇧", Alt: "⌥" },

  errors: {
    unreachable: "Der Server antwortet nicht. Versuch es gleich noch einmal.",
    wait: (seconds) => `Zu viele Versuche. Versuch es in ${timeSpan(seconds)} noch einmal.`,
    nameEmpty: "Gib einen Namen ein.",
    usernameEmpty: "Gib einen Benutzernamen ein.",
    passwordEmpty: "Gib ein Passwort ein.",
    passwordShort: (min) => `Nimm mindestens ${min} Zeichen.`,
    fields: {
      username: "Der Benutzername",
      password: "Das Passwort",
      name: "Der Name",
      topic: "Das Thema",
    },
    codes: {
      unauthorized: "Melde dich zuerst an.",
      bad_credentials: "Benutzername oder Passwort stimmt nicht.",
      forbidden: "Dazu hast du hier kein Recht.",
      not_found: "Das gibt es nicht mehr.",
      name_taken: "Der Name ist schon vergeben.",
      last_owner: "Ein Raum braucht eine Leitung. Mach zuerst jemand anderen dazu.",
      last_admin: "Das ist der letzte Admin. Mach zuerst jemand anderen dazu.",
      too_large: "Das ist zu groß.",
      rate_limited: "Das war zu oft. Warte einen Moment.",
      internal: "Auf dem Server ist etwas schiefgegangen. Versuch es noch einmal.",
      unavailable: "Der Server kann das gerade nicht. Versuch es gleich noch einmal.",
    },
  },
  errorReasons,
};

/** German. */
export const german = {
  strings: de,
  words: {
    locale: "de",
    others: (count) => count === 1 ? "eine weitere Person" : `${number.format(count)} weitere`,
    justNow: "gerade eben",
    guest: "Gast",
    deleted: "Gelöschtes Konto",
  },
} satisfies Required<LoadedLanguage>;
