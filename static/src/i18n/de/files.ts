import type { SentFile } from "../../../../lib/protocol/model.ts";
import { fileKindOf } from "../../../../lib/protocol/file_kinds.ts";
import { formatBytes, plural } from "../format/formatters.ts";

/** What is said about files, in German. */
export const files = {
  files: {
    attach: "Dateien anhängen",
    sendLater: "Senden, sobald die Dateien da sind",
    drop: (room: string) => `Loslassen, um an ${room} zu senden`,
    dropInThread: "Loslassen, um in den Thread zu senden",
    folder: "Ein Ordner kann nicht gesendet werden. Sende, was darin ist.",
    size: formatBytes,
    picture: (name: string) => `Bild ${name}`,
    download: (name: string) => `${name} herunterladen`,
    kinds: {
      picture: "Bild",
      audio: "Audio",
      video: "Video",
      pdf: "PDF",
      other: "Datei",
    },
    /** What stands for the text of a message that has none, as in a quote or a notification. */
    summary: (files: readonly Pick<SentFile, "name" | "type">[]) => {
      const [one, ...others] = files;
      if (!one) return "";
      const arePictures = files.every(({ type }) => fileKindOf(type) === "picture");
      if (others.length === 0) return arePictures ? "Bild" : one.name;
      return arePictures
        ? plural(files.length, "Bild", "Bilder")
        : plural(files.length, "Datei", "Dateien");
    },
  },
};
