import type { RejectReason } from "../../state/upload_limits.ts";
import { formatBytes, number, plural } from "../format/formatters.ts";

/** What is said about files on their way, and pictures that one looks through, in German. */
export const uploads = {
  uploads: {
    list: "Dateien, die gesendet werden",
    remove: (name: string) => `${name} entfernen`,
    again: (name: string) => `${name} noch einmal versuchen`,
    progress: (name: string) => `Fortschritt von ${name}`,
    waiting: "Wartet",
    going: (sent: number, all: number) => `${formatBytes(sent)} von ${formatBytes(all)}`,
    stalled: "Wartet auf das Netz",
    failed: "Nicht gesendet.",
    offline: "Das Netz war weg.",
    there: (count: number, all: number) =>
      `${number.format(count)} von ${plural(all, "Datei ist", "Dateien sind")} zum Senden bereit.`,
    ready: (count: number) => `${plural(count, "Datei ist", "Dateien sind")} zum Senden bereit.`,
    wrong: (count: number) =>
      count === 1
        ? "Eine Datei konnte nicht gesendet werden. Versuche es noch einmal oder entferne sie."
        : `${
          number.format(count)
        } Dateien konnten nicht gesendet werden. Versuche es noch einmal oder entferne sie.`,
    later: "Die Nachricht geht los, sobald ihre Dateien da sind.",
    notLater: "Zurückhalten",
    tooMany: (most: number) => `Eine Nachricht hat höchstens ${plural(most, "Datei", "Dateien")}.`,
    unfit: (why: RejectReason, most: number) =>
      ({
        empty: "Sie ist leer.",
        size: `Eine Datei hat höchstens ${formatBytes(most)}.`,
        kind: "Dateien dieser Art können hier nicht gesendet werden.",
        quota: "Deine Dateien wären zusammen zu groß. Lösche zuerst welche.",
      })[why],
    place: (at: number, of: number) => `${number.format(at)} von ${number.format(of)}`,
    previous: "Voriges Bild",
    next: "Nächstes Bild",
    actual: "Wirkliche Größe",
    fit: "An Fenster anpassen",
  },
  sound: {
    play: (name: string) => `${name} abspielen`,
    pause: (name: string) => `${name} anhalten`,
    position: (name: string) => `Stelle in ${name}`,
    time: (at: string, length: string) => `${at} von ${length}`,
    broken: "Dieser Browser kann das nicht abspielen. Lade es herunter.",
  },
};
