/** What is said about being told, in German: notifications, and new versions of the page. */
export const notificationTexts = {
  title: "Benachrichtigungen",
  wentBack:
    "Der Server wurde aus einer Sicherung wiederhergestellt. Neuere Nachrichten können fehlen.",
  about: "Für Erwähnungen und Direktnachrichten. In jedem Raum geht auch mehr oder weniger.",
  off: "Benachrichtigungen sind auf diesem Gerät aus.",
  denied:
    "Dein Browser lässt von dieser Seite keine Benachrichtigungen zu. Erlaube sie in seinen Einstellungen und komm dann wieder.",
  none: "Dieser Browser kann hier keine Benachrichtigungen zeigen.",
  notify: "Benachrichtigungen zeigen",
  notifyHint: "Auf diesem Gerät, während du woanders bist.",
  sound: "Leisen Ton spielen",
  soundHint: "Mit einer Benachrichtigung, und höchstens alle paar Sekunden.",
  in: (name: string, room: string) => `${name} in ${room}`,
  level: "Benachrichtigen",
  levels: { all: "Alle Nachrichten", mentions: "Erwähnungen", none: "Nichts" },
  notifyOf: {
    all: "Alle Nachrichten melden",
    mentions: "Erwähnungen melden",
    none: "Nichts melden",
  },
};
