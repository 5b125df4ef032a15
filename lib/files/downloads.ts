import { kindOf } from "../protocol/file_kinds.ts";
import type { Account, Files, StoredFile } from "../store/store.ts";
import { isFileId, noFile } from "./upload_ttl.ts";
import { renamed } from "./metadata/filenames.ts";

/** Content that may be sent, and what to say about it. */
export interface Served {
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
 * @throws Refused `not_found` for everyone else.
 */
export async function findFor(
  { store, mayRead }: { store: Files; mayRead: (account: Account, room: string) => boolean },
  account: Account,
  id: string,
): Promise<StoredFile> {
  const file = isFileId(id) ? await store.findFile(id) : undefined;
  if (!file?.facts) throw noFile();
  const { room } = file;
  const may = room === undefined ? file.account === account.id : mayRead(account, room);
  if (!may) throw noFile();
  return file;
}

/** The content of a file. */
export function contentOf({ name, facts }: StoredFile): Served {
  if (!facts) throw noFile();
  const { blob, type, size } = facts;
  return { blob, name, type, size, inline: kindOf(type) !== "other" };
}

/** The thumbnail of a file. @throws Refused `not_found` when there is none. */
export function thumbOf({ name, facts }: StoredFile): Served {
  if (!facts?.thumb) throw noFile();
  const type = "image/webp";
  return { blob: facts.thumb, name: renamed(name, type), type, inline: true };
}
