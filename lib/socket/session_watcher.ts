import type { Log } from "../ops/log.ts";
import { isUnreported, type Store } from "../store/store.ts";
import type { Connections } from "./connections.ts";

/** Milliseconds between two looks; a session that ended anywhere has no socket a second later. */
const SESSION_POLL_MS = 500;

/** Looks after which all sessions are checked, changed or not: some just expire. */
const POLLS_PER_FULL_CHECK = 120;

/**
 * Polls for sessions and accounts that changed, in this process or another: has the connections checked,
 * and reports deleted accounts, at least once. The returned function ends it.
 */
export function watchSessions(
  { store, connections, onAccountDeleted, log }: {
    store: Pick<Store, "sessionsRevision" | "accountsDeletedSince">;
    connections: Pick<Connections, "recheck">;
    onAccountDeleted(account: string): void;
    log: Log;
  },
): () => void {
  let knownRevision: number | undefined;
  let polls = 0;
  let isPolling = false;
  const poll = async () => {
    if (isPolling) return;
    isPolling = true;
    try {
      const revision = await store.sessionsRevision();
      if (revision !== knownRevision || ++polls % POLLS_PER_FULL_CHECK === 0) {
        await connections.recheck();
      }
      if (revision !== knownRevision) {
        (await store.accountsDeletedSince(knownRevision ?? 0)).forEach(onAccountDeleted);
      }
      knownRevision = revision;
    } catch (error) {
      if (isUnreported(error)) log.warn("Sessions could not be checked", { error });
    } finally {
      isPolling = false;
    }
  };
  const timer = setInterval(poll, SESSION_POLL_MS);
  return () => clearInterval(timer);
}
