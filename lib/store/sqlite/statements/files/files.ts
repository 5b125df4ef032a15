import type { SentFile } from "../../../../protocol/model.ts";
import type { FileMetadata, NewUpload, StoredFile } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

interface FileRow extends Omit<NewUpload, "expiresAt"> {
  expiresAt: number | null;
  type: string | null;
  size: number;
  blob: string;
  thumb: string | null;
  width: number | null;
  height: number | null;
  blur: string | null;
  message: number | null;
  room: string | null;
}

export function createUpload(db: Database, upload: NewUpload, quota: number): "ok" | "full" {
  if (usedBytes(db, upload.account) + upload.length > quota) return "full";
  const { id, account, name, claimed, length, expiresAt } = upload;
  db.prepare(`
    INSERT INTO files (id, account, name, claimed, length, expires_at) VALUES (?, ?, ?, ?, ?, ?)`)
    .run(id, account, name, claimed, length, expiresAt);
  return "ok";
}

export function finishUpload(
  db: Database,
  id: string,
  { name, type, size, blob, thumb, width, height, blur }: FileMetadata,
  expiresAt: number,
): boolean {
  const changed = db.prepare(`
    UPDATE files SET name = ?, type = ?, size = ?, blob = ?, thumb = ?, width = ?, height = ?,
      blur = ?, expires_at = ?
    WHERE id = ? AND type IS NULL`)
    .run(
      name,
      type,
      size,
      blob,
      thumb ?? null,
      width ?? null,
      height ?? null,
      blur ?? null,
      expiresAt,
      id,
    );
  return changed > 0;
}

export function deletePendingUpload(db: Database, id: string): boolean {
  return db.prepare("DELETE FROM files WHERE id = ? AND message IS NULL").run(id) > 0;
}

export function findFile(db: Database, id: string): StoredFile | undefined {
  const row = findFileRow(db, id);
  if (!row) return undefined;
  const { account, name, claimed, length, expiresAt, room } = row;
  const file: StoredFile = { id, account, name, claimed, length };
  if (expiresAt !== null) file.expiresAt = expiresAt;
  if (row.type !== null) file.metadata = toMetadata(row, row.type);
  if (room !== null) file.room = room;
  return file;
}

export function usedBytes(db: Database, account: string): number {
  return db.prepare<{ bytes: number }>(
    "SELECT coalesce(sum(coalesce(size, length)), 0) AS bytes FROM files WHERE account = ?",
  ).get(account)!.bytes;
}

export function findOrphanedUploads(db: Database, ids: readonly string[]): string[] {
  return db.prepare<{ id: string }>(`
    SELECT value AS id FROM json_each(?)
    WHERE NOT EXISTS (SELECT 1 FROM files WHERE id = value AND type IS NULL)`)
    .all(JSON.stringify(ids)).map(({ id }) => id);
}

export function findOrphanedBlobs(db: Database, hashes: readonly string[]): string[] {
  return db.prepare<{ hash: string }>(`
    SELECT value AS hash FROM json_each(?)
    WHERE NOT EXISTS (SELECT 1 FROM files WHERE blob = value)
      AND NOT EXISTS (SELECT 1 FROM files WHERE thumb = value)`)
    .all(JSON.stringify(hashes)).map(({ hash }) => hash);
}

export function popUnreferencedBlobs(db: Database): string[] {
  const unreferenced = db.prepare<{ hash: string }>("SELECT hash FROM loose_blobs").all();
  if (unreferenced.length === 0) return [];
  db.prepare("DELETE FROM loose_blobs").run();
  return findOrphanedBlobs(db, unreferenced.map(({ hash }) => hash));
}

/**
 * What a message shows of the files that it is to have; `undefined` when one of them is not there, not
 * its author's, not complete, or another message's.
 */
export function findAttachableFiles(
  db: Database,
  { author, files = [] }: { author: string; files?: readonly string[] },
): SentFile[] | undefined {
  const rows = files.map((id) => findFileRow(db, id));
  const sentFiles = rows.map((row) =>
    row && row.type !== null && row.account === author && row.message === null
      ? toSentFile(row.id, toMetadata(row, row.type))
      : undefined
  );
  return sentFiles.every((file) => file !== undefined) ? sentFiles : undefined;
}

/** Gives files to the message at a place. */
export function attachFiles(db: Database, room: string, seq: number, files: SentFile[]): void {
  if (files.length === 0) return;
  db.prepare(`
    UPDATE files SET expires_at = NULL, message = (SELECT n FROM messages WHERE room = ? AND seq = ?)
    WHERE id IN (SELECT value FROM json_each(?))`)
    .run(room, seq, JSON.stringify(files.map(({ id }) => id)));
}

function findFileRow(db: Database, id: string): FileRow | undefined {
  return db.prepare<FileRow>(`
    SELECT files.id, account, name, claimed, length, expires_at AS expiresAt, type, size, blob, thumb,
      width, height, blur, message, room
    FROM files LEFT JOIN messages ON n = message WHERE files.id = ?`)
    .get(id);
}

function toMetadata(row: FileRow, type: string): FileMetadata {
  const metadata: FileMetadata = { name: row.name, type, size: row.size, blob: row.blob };
  if (row.thumb !== null) metadata.thumb = row.thumb;
  if (row.width !== null) metadata.width = row.width;
  if (row.height !== null) metadata.height = row.height;
  if (row.blur !== null) metadata.blur = row.blur;
  return metadata;
}

function toSentFile(id: string, { blob: _, thumb, ...metadata }: FileMetadata): SentFile {
  return { id, ...metadata, ...(thumb === undefined ? {} : { thumb: true }) };
}
