import type { Account, AuditEntry, Credentials, Name, SetupSecret, Taken } from "../../store.ts";
import type { Database } from "../driver/driver.ts";
import { createAccount } from "./accounts.ts";
import { audit } from "./accounts/audit.ts";
import { findLink, useLink } from "./accounts/one_time_links.ts";
import { hasAdmin } from "./accounts/account_reads.ts";

export function createFirstAdmin(
  db: Database,
  account: Account,
  name: Name,
  credentials: Credentials,
  secret: SetupSecret,
  entry: AuditEntry,
): Taken | "spent" {
  if (hasAdmin(db)) return "spent";
  // The secret is used last, so that a name that is taken does not cost it.
  if (!isGood(db, secret, entry.at)) return "spent";
  if (createAccount(db, account, name, credentials) === "taken") return "taken";
  use(db, secret, entry.at);
  audit(db, entry);
  return "ok";
}

export function isSetupTokenUsed(db: Database, hash: string): boolean {
  return db.prepare("SELECT 1 FROM setup_tokens WHERE hash = ?").get(hash) !== undefined;
}

function isGood(db: Database, { kind, hash }: SetupSecret, now: number): boolean {
  if (kind === "token") return !isSetupTokenUsed(db, hash);
  return findLink(db, hash, "setup", now) !== undefined;
}

function use(db: Database, { kind, hash }: SetupSecret, now: number): void {
  if (kind === "link") useLink(db, hash, "setup", now);
  else db.prepare("INSERT INTO setup_tokens (hash, used_at) VALUES (?, ?)").run(hash, now);
}
