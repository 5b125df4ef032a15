import type { FileKind } from "../../../../../lib/protocol/file_kinds.ts";
import type { Icon } from "../../../icons/icons.ts";

/** The icon of a kind of file. */
export const FILE_KIND_ICONS: Readonly<Record<FileKind, Icon>> = {
  picture: "picture",
  audio: "sound",
  video: "film",
  pdf: "page",
  other: "file",
};
