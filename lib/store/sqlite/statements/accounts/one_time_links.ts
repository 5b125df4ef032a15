import type { OneTimeLink } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

export function createOneTimeLink(db: Database, link: OneTimeLink): void {
  db.prepare("DELETE FROM links WHERE kind = ? AND account IS ?")
    .run(link.kind, link.account ?? null);
  db.prepare("INSERT INTO links (hash, kind, account, expires_at) VALUES (?, ?, ?, ?)")
    .run(link.hash, link.kind, link.account ?? null, link.expiresAt);
}

export function findOneTimeLink(
  db: Database,
  hash: string,
  kind: OneTimeLink["kind"],
  now: number,
): OneTimeLink | undefined {
  const row = db.prepare<Omit<OneTimeLink, "account"> & { account: string | null }>(`
    SELECT hash, kind, account, expires_at AS expiresAt FROM links
    WHERE hash = ? AND kind = ? AND expires_at > ?`)
    .get(hash, kind, now);
  if (!row) return undefined;
  const { account, ...link } = row;
  return account === null ? link : { ...link, account };
}

export function redeemOneTimeLink(
  db: Database,
  hash: string,
  kind: OneTimeLink["kind"],
  now: number,
): OneTimeLink | undefined {
  const link = findOneTimeLink(db, hash, kind, now);
  if (link) db.prepare("DELETE FROM links WHERE hash = ?").run(hash);
  return link;
}
