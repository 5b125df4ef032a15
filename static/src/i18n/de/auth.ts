/** What is said where people come in, in German. */
export const authTexts = {
  fields: {
    name: "Dein Name",
    nameHint: "Andere sehen ihn neben dem, was du schreibst.",
    username: "Benutzername",
    usernameHint: "Damit meldest du dich an. Buchstaben a bis z, Ziffern, Punkte, - und _.",
    password: "Passwort",
    passwordHint: "Mindestens 8 Zeichen. Drei eigene Wörter sind gut.",
    newPassword: "Neues Passwort",
    currentPassword: "Jetziges Passwort",
    optional: (label: string) => `${label} (freiwillig)`,
  },

  welcome: {
    title: "Willkommen bei Parley",
    about: "Ein ruhiger Ort für Gespräche mit denen, mit denen du arbeitest.",
    invited: (room: string) => `Wähle einen Namen, um ${room} zu betreten.`,
    enter: "Als Gast eintreten",
    signIn: "Anmelden",
    signUp: "Konto erstellen",
    or: "oder",
    new:
      "Dieser Server ist neu. Um ihn zu leiten, öffne seinen Einrichtungs-Link: Das Terminal, das ihn " +
      "gestartet hat, zeigt einen, oder `deno task account setup` gibt einen aus.",
  },
  signIn: {
    about: "Schön, dass du wieder da bist.",
    action: "Anmelden",
    forgotten: "Passwort vergessen? Ein Admin kann dir einen Link geben.",
    none: "Noch kein Konto?",
  },
  signUp: {
    about: "Damit du wiederkommen kannst, von jedem Gerät.",
    keep: "Du behältst deine Nachrichten und Räume und kannst von jedem Gerät wiederkommen.",
    action: "Konto erstellen",
    have: "Du hast ein Konto?",
    guest: "Oder bleib, wie du bist:",
    byInvite: "Konten gibt es hier auf Einladung. Öffne den Link, den du bekommen hast.",
    closed: "Neue Konten legen hier die Admins an.",
  },
  reset: {
    about: "Überall sonst wirst du abgemeldet.",
    action: "Passwort setzen",
    missing: "Diese Seite braucht den ganzen Link, den du bekommen hast.",
  },
  join: {
    title: (room: string) => `${room} beitreten`,
    invited: "Du bist eingeladen in",
    as: (name: string) => `Du trittst als ${name} bei.`,
    action: "Raum beitreten",
    missing: "Diese Einladung gilt nicht",
    missingAbout:
      "Sie ist abgelaufen, aufgebraucht oder nicht der ganze Link. Bitte um eine neue Einladung.",
  },

  reasons: {
    signed_out: "Du bist abgemeldet.",
    banned: "Mit diesem Konto kann man sich hier nicht mehr anmelden.",
    at_fault: "Die Verbindung konnte nicht weitergehen. Komm noch einmal herein.",
    reset: "Dein neues Passwort ist gesetzt. Melde dich damit an.",
  },
};
