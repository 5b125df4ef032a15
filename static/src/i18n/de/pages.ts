import { formatDay, plural, timeSpan } from "../format/formatters.ts";

/** What is said on pages and panels beside the rooms, in German. */
export const places = {
  browse: {
    find: "Raum suchen",
    none: "Kein Raum enthält diese Wörter.",
    empty: "Es gibt noch keinen Raum, den du sehen kannst.",
    joined: "Dabei",
    join: "Beitreten",
  },

  people: {
    find: "Personen suchen",
    none: "Niemand hier heißt so.",
    empty: "Noch hat hier niemand sonst ein Konto.",
    write: "Schreiben",
    blocked: "Blockiert",
    writeTo: (name: string) => `An ${name} schreiben`,
    choose: (name: string) => `${name} auswählen`,
    writeTogether: (count: number) => `An ${plural(count, "Person", "Personen")} schreiben`,
    most: (count: number) => `Höchstens ${count} Personen auf einmal.`,
    clear: "Leeren",
  },

  details: {
    topic: "Thema",
    noTopic: "Noch kein Thema.",
    invite: "Einladen",
    settings: "Einstellen",
    leave: "Verlassen",
    hide: "Ausblenden",
    members: "Mitglieder",
    find: "Mitglieder suchen",
    nobody: "Niemand in diesem Raum heißt so.",
    menu: (name: string) => `Was du mit ${name} tun kannst`,
    bans: "Verbannte",
    noBans: "Niemand ist verbannt.",
    liftBan: "Bann aufheben",
    liftBanOf: (name: string) => `Den Bann von ${name} aufheben`,
  },

  person: {
    profile: "Profil",
    write: "Direkt schreiben",
    makeOwner: "Zur Leitung machen",
    makeMember: "Zum Mitglied machen",
    mute: (minutes: number) => `${timeSpan(minutes * 60)} stummschalten`,
    unmute: "Wieder schreiben lassen",
    remove: "Aus dem Raum entfernen",
    ban: "Aus dem Raum verbannen",
    block: "Blockieren",
  },

  account: {
    profile: "Profil",
    name: "Anzeigename",
    save: "Namen speichern",
    renamed: "Dein Name ist geändert.",
    username: (username: string) => `Du meldest dich als ${username} an.`,
    claim: "Nachrichten und Räume behalten",
    claimAbout: "Du bist Gast. Mit einem Konto kannst du von jedem Gerät wiederkommen.",
    password: "Passwort",
    passwordAbout: "Deine anderen Geräte werden abgemeldet, wenn du es änderst.",
    change: "Passwort ändern",
    passwordChanged: "Dein Passwort ist geändert. Andere Geräte sind abgemeldet.",
    devices: "Geräte",
    devicesAbout: "Wo du angemeldet bist.",
    thisDevice: "Dieses Gerät",
    program: "Programm",
    active: (when: string) => `Aktiv ${when}`,
    end: "Abmelden",
    endOne: (device: string) => `${device} abmelden`,
    endOthers: "Alle anderen abmelden",
    blocked: "Blockierte Personen",
    noBlocked: "Du hast niemanden blockiert.",
    unblockOne: (name: string) => `${name} nicht mehr blockieren`,
    unknownDevice: "Unbekanntes Gerät",
    browserOn: (browser: string, system: string) => `${browser} auf ${system}`,
  },

  me: {
    account: "Profil und Geräte",
    claim: "Konto erstellen",
    settings: "Einstellungen",
    shortcuts: "Tastenkürzel",
    admin: "Verwaltung",
    signOut: "Abmelden",
  },

  admin: {
    tabs: { accounts: "Konten", access: "Wer hereinkommt", audit: "Protokoll" },
    find: "Konten suchen",
    none: "Kein Konto heißt so.",
    disabled: "Gesperrt",
    menu: (name: string) => `Was du mit ${name} tun kannst`,
    make: {
      client: "Zum gewöhnlichen Konto machen",
      operator: "Zum Operator machen",
      admin: "Zum Admin machen",
    },
    relink: "Passwort-Link erstellen",
    disable: "Sperren",
    enable: "Entsperren",
    erase: "Konto löschen",
    since: (at: number) => `Seit ${formatDay(at)}`,
    signup: "Neue Konten",
    signups: {
      open: { label: "Offen", hint: "Wer diesen Server findet, kann ein Konto erstellen." },
      invite: {
        label: "Auf Einladung",
        hint: "Wer in einen Raum eingeladen ist, kann eines erstellen.",
      },
      closed: {
        label: "Geschlossen",
        hint: "Niemand kann eines erstellen; Gäste vielleicht schon.",
      },
    },
    guests: "Gäste",
    guestStates: {
      on: { label: "Einlassen", hint: "Ein Name genügt, um hereinzukommen und mitzumachen." },
      off: {
        label: "Nicht einlassen",
        hint: "Alle brauchen ein Konto. Wer als Gast da ist, bleibt.",
      },
    },
    fixed: (name: string) => `Auf dem Server durch ${name} festgelegt.`,
    auditEmpty: "Noch ist nichts geschehen.",
    closed: {
      title: "Diese Seite ist für Admins",
      about: "Frag einen Admin, wenn du sie brauchst.",
    },
  },

  pins: {
    title: "Angeheftet",
    none: "Was angeheftet ist, bleibt für alle hier zur Hand.",
    unpin: (name: string) => `Die Nachricht von ${name} lösen`,
  },

  saved: {
    none: "Noch ist nichts gemerkt. Merk dir eine Nachricht, um sie hier wiederzufinden.",
    forget: (name: string) => `Die Nachricht von ${name} nicht mehr merken`,
  },
};
