import type { Log } from "../ops/log.ts";
import type { Store } from "../store/store.ts";
import type { Connections } from "./connections.ts";

/** Milliseconds between two looks; a session that ended anywhere has no socket a second later. */
const EVERY = 500;

/** Looks after which all sessions are checked, changed or not: some just expire. */
const THOROUGH = 120;

/**
 * Watches for sessions and accounts that changed, in this process or another, and has the connections
 * checked. The returned function ends it.
 */
export function watchSessions(
  { store, connections, log }: {
    store: Pick<Store, "sessionsRevision">;
    connections: Pick<Connections, "recheck">;
    log: Log;
  },
): () => void {
  let known: number | undefined;
  let looks = 0;
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      const revision = await store.sessionsRevision();
      if (revision !== known || ++looks % THOROUGH === 0) await connections.recheck();
      known = revision;
    } catch (error) {
      log.warn("Sessions could not be checked", { error });
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(look, EVERY);
  return () => clearInterval(timer);
}
