import type { Link } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

export function createLink(db: Database, link: Link): void {
  db.prepare("DELETE FROM links WHERE kind = ? AND account IS ?")
    .run(link.kind, link.account ?? null);
  db.prepare("INSERT INTO links (hash, kind, account, expires_at) VALUES (?, ?, ?, ?)")
    .run(link.hash, link.kind, link.account ?? null, link.expiresAt);
}

export function findLink(
  db: Database,
  hash: string,
  kind: Link["kind"],
  now: number,
): Link | undefined {
  const row = db.prepare<Omit<Link, "account"> & { account: string | null }>(`
    SELECT hash, kind, account, expires_at AS expiresAt FROM links
    WHERE hash = ? AND kind = ? AND expires_at > ?`)
    .get(hash, kind, now);
  if (!row) return undefined;
  const { account, ...link } = row;
  return account === null ? link : { ...link, account };
}

export function useLink(
  db: Database,
  hash: string,
  kind: Link["kind"],
  now: number,
): Link | undefined {
  const link = findLink(db, hash, kind, now);
  if (link) db.prepare("DELETE FROM links WHERE hash = ?").run(hash);
  return link;
}
