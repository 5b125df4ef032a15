import type {
  Account,
  AccountCredentials,
  AuditEntry,
  NameResult,
  SetupSecret,
  UniqueName,
} from "../../store.ts";
import type { Database } from "../driver/driver.ts";
import { createAccount } from "./accounts.ts";
import { appendAudit } from "./accounts/audit.ts";
import { findOneTimeLink, redeemOneTimeLink } from "./accounts/one_time_links.ts";
import { hasAdmin } from "./accounts/account_reads.ts";

export function createFirstAdmin(
  db: Database,
  account: Account,
  name: UniqueName,
  credentials: AccountCredentials,
  secret: SetupSecret,
  entry: AuditEntry,
): NameResult | "spent" {
  if (hasAdmin(db)) return "spent";
  // The secret is used last, so that a name that is taken does not cost it.
  if (!isSecretUsable(db, secret, entry.at)) return "spent";
  if (createAccount(db, account, name, credentials) === "taken") return "taken";
  consumeSecret(db, secret, entry.at);
  appendAudit(db, entry);
  return "ok";
}

export function isSetupTokenUsed(db: Database, hash: string): boolean {
  return db.prepare("SELECT 1 FROM setup_tokens WHERE hash = ?").get(hash) !== undefined;
}

function isSecretUsable(db: Database, { kind, hash }: SetupSecret, now: number): boolean {
  if (kind === "token") return !isSetupTokenUsed(db, hash);
  return findOneTimeLink(db, hash, "setup", now) !== undefined;
}

function consumeSecret(db: Database, { kind, hash }: SetupSecret, now: number): void {
  if (kind === "link") redeemOneTimeLink(db, hash, "setup", now);
  else db.prepare("INSERT INTO setup_tokens (hash, used_at) VALUES (?, ?)").run(hash, now);
}
