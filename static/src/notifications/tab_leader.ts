import type { TabLeader } from "./notifier.ts";

/**
 * Takes the lead among the tabs of this browser that ask for the same name, as soon as no other has it. A
 * tab that is closed or crashes lets it go, and one that has it is not put to sleep.
 */
export function electTabLeader(locks: LockManager | undefined, name: string): TabLeader {
  const ending = new AbortController();
  let leads = false;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const hold = () => {
    leads = !ending.signal.aborted;
    return ended;
  };
  locks?.request(name, { signal: ending.signal }, hold).catch(() => {
    // It ended before its turn came; or the browser forbids locks with its storage, and each tab leads.
    leads = !ending.signal.aborted;
  });
  return {
    get leads() {
      return leads;
    },
    end() {
      leads = false;
      end();
      ending.abort();
    },
  };
}
