import type { SentFile } from "../../../../lib/protocol/model.ts";
import { fileKindOf } from "../../../../lib/protocol/file_kinds.ts";
import { formatBytes, plural } from "../format/formatters.ts";

/** What is said about files. */
export const files = {
  files: {
    attach: "Attach files",
    sendLater: "Send when the files are there",
    drop: (room: string) => `Drop to send to ${room}`,
    dropInThread: "Drop to send to the thread",
    folder: "A folder cannot be sent. Send what is in it.",
    size: formatBytes,
    picture: (name: string) => `Picture ${name}`,
    download: (name: string) => `Download ${name}`,
    kinds: {
      picture: "Picture",
      audio: "Audio",
      video: "Video",
      pdf: "PDF",
      other: "File",
    },
    /** What stands for the text of a message that has none, as in a quote or a notification. */
    summary: (files: readonly Pick<SentFile, "name" | "type">[]) => {
      const [one, ...others] = files;
      if (!one) return "";
      const arePictures = files.every(({ type }) => fileKindOf(type) === "picture");
      if (others.length === 0) return arePictures ? "Picture" : one.name;
      return arePictures
        ? plural(files.length, "picture", "pictures")
        : plural(files.length, "file", "files");
    },
  },
};
