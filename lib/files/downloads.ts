import { fileKindOf } from "../protocol/file_kinds.ts";
import type { Account, FileStore, StoredFile } from "../store/store.ts";
import { fileNotFoundError, isFileId } from "./upload_ttl.ts";
import { withExtensionOfType } from "./metadata/filenames.ts";

/** Content that may be sent, and what to say about it. */
export interface Download {
  blob: string;
  name: string;
  type: string;
  /** Bytes; absent for what is small and sent whole. */
  size?: number;
  /** Whether a browser may show it in place. */
  inline: boolean;
}

/**
 * A file for somebody: whoever may read its message now, and until there is one, whoever sent it.
 * @param mayRead whether the account may read a room.
 * @throws ChatError `not_found` for everyone else.
 */
export async function requireReadableFile(
  { store, mayRead }: { store: FileStore; mayRead: (account: Account, room: string) => boolean },
  account: Account,
  id: string,
): Promise<StoredFile> {
  const file = isFileId(id) ? await store.findFile(id) : undefined;
  if (!file?.metadata) throw fileNotFoundError();
  const { room } = file;
  const isReadable = room === undefined ? file.account === account.id : mayRead(account, room);
  if (!isReadable) throw fileNotFoundError();
  return file;
}

/** The content of a file. */
export function fileDownload({ name, metadata: facts }: StoredFile): Download {
  if (!facts) throw fileNotFoundError();
  const { blob, type, size } = facts;
  return { blob, name, type, size, inline: fileKindOf(type) !== "other" };
}

/** The thumbnail of a file. @throws ChatError `not_found` when there is none. */
export function thumbnailDownload({ name, metadata: facts }: StoredFile): Download {
  if (!facts?.thumb) throw fileNotFoundError();
  const type = "image/webp";
  return { blob: facts.thumb, name: withExtensionOfType(name, type), type, inline: true };
}
