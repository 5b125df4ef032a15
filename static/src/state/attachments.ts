import { type FileKind, fileKindOf } from "../../../lib/protocol/file_kinds.ts";
import type { SentFile } from "../../../lib/protocol/model.ts";

/** A file that is to go with a message that is being written. */
export interface Attachment {
  /** Known on this page alone. */
  id: string;
  name: string;
  kind: FileKind;
  /** Bytes. */
  size: number;
  /** The address of a picture, on this device. */
  preview?: string | undefined;
  /** Bytes that the server has. */
  sent: number;
  /** `stalled`: the network is away, and it goes on when that is back. */
  status: "waiting" | "going" | "stalled" | "done" | "failed";
  /** What was wrong, and whether it may be right at another try. */
  failure?: { message: string; again: boolean } | undefined;
  /** What the server made of it, once it is done. */
  file?: SentFile | undefined;
}

/** Files that are on their way to messages; keys are those of drafts. */
export interface AttachmentsByKey {
  byKey: Readonly<Record<string, readonly Attachment[]>>;
  /** Messages that are to be sent as soon as all their files are there. */
  sendWhenReady: Readonly<Record<string, true>>;
  /** Where something would go that is held over the page. */
  dragTarget: string | undefined;
}

export type AttachmentChange =
  | { type: "attached"; key: string; files: readonly Attachment[] }
  | { type: "attachment"; id: string; change: Partial<Attachment> }
  | { type: "detached"; ids: readonly string[] }
  /** The message goes when its files are there, or does not any more. */
  | { type: "sendLater"; key: string; on: boolean }
  | { type: "heldOver"; key: string | undefined };

export const NO_ATTACHMENTS: AttachmentsByKey = {
  byKey: {},
  sendWhenReady: {},
  dragTarget: undefined,
};

const NOTHING_ATTACHED: readonly Attachment[] = [];

/** The files after an action. A message whose file failed waits for its author again. */
export function reduceAttachments(
  files: AttachmentsByKey,
  action: AttachmentChange,
): AttachmentsByKey {
  switch (action.type) {
    case "attached": {
      const { key } = action;
      return { ...files, byKey: withList(files, key, [...listOf(files, key), ...action.files]) };
    }
    case "attachment": {
      const { id, change } = action;
      const key = attachmentKey(files, id);
      if (key === undefined) return files;
      const list = listOf(files, key).map((one) => one.id === id ? { ...one, ...change } : one);
      const next = { ...files, byKey: withList(files, key, list) };
      return change.status === "failed" ? lazy(next, key, false) : next;
    }
    case "detached":
      return action.ids.reduce(without, files);
    case "sendLater":
      return lazy(files, action.key, action.on);
    case "heldOver":
      return files.dragTarget === action.key ? files : { ...files, dragTarget: action.key };
  }
}

/** The files of what is being written under a key. */
export function attachedTo(
  { files }: { files: AttachmentsByKey },
  key: string,
): readonly Attachment[] {
  return listOf(files, key);
}

/** The key under which a file stands. */
export function attachmentKey(files: AttachmentsByKey, id: string): string | undefined {
  return Object.keys(files.byKey).find((key) => listOf(files, key).some((one) => one.id === id));
}

/** How it stands with the files of a message. */
export function uploadState(list: readonly Attachment[]): "none" | "going" | "failed" | "ready" {
  if (list.length === 0) return "none";
  if (list.some(({ status }) => status === "failed")) return "failed";
  return list.every(({ status }) => status === "done") ? "ready" : "going";
}

/** What the server made of files that are all there. */
export function sentFiles(list: readonly Attachment[]): SentFile[] {
  return list.flatMap(({ file }) => file ?? []);
}

/** A file that is a picture of known size. */
export type ImageAttachment = SentFile & { width: number; height: number };

/** Whether a file is shown as a picture. */
export function isImageFile(file: SentFile): file is ImageAttachment {
  return fileKindOf(file.type) === "picture" && !!file.width && !!file.height;
}

function listOf({ byKey }: AttachmentsByKey, key: string): readonly Attachment[] {
  return byKey[key] ?? NOTHING_ATTACHED;
}

function withList({ byKey }: AttachmentsByKey, key: string, list: readonly Attachment[]) {
  const { [key]: _, ...others } = byKey;
  return list.length > 0 ? { ...others, [key]: list } : others;
}

function without(files: AttachmentsByKey, id: string): AttachmentsByKey {
  const key = attachmentKey(files, id);
  if (key === undefined) return files;
  const list = listOf(files, key).filter((one) => one.id !== id);
  const next = { ...files, byKey: withList(files, key, list) };
  return list.length === 0 ? lazy(next, key, false) : next;
}

function lazy(files: AttachmentsByKey, key: string, on: boolean): AttachmentsByKey {
  if (on === (key in files.sendWhenReady)) return files;
  const { [key]: _, ...others } = files.sendWhenReady;
  return { ...files, sendWhenReady: on ? { ...others, [key]: true } : others };
}
