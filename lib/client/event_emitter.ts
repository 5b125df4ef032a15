import { report } from "./client_error.ts";
import type { ClientEvent } from "./types.ts";

/** Hears every event. What it throws is reported, and concerns nobody else. */
export type Listener = (event: ClientEvent) => void;

/** Who listens, and what they are told. */
export interface Events {
  subscribe(listener: Listener): () => void;
  emit(event: ClientEvent): void;
}

/** Tells listeners of events, to each of them in the order in which they happened. */
export function createEvents(): Events {
  const subscriptions = new Set<{ listener: Listener }>();
  const queue: ClientEvent[] = [];
  let telling = false;

  function tell(event: ClientEvent): void {
    for (const subscription of [...subscriptions]) {
      if (!subscriptions.has(subscription)) continue;
      try {
        subscription.listener(event);
      } catch (error) {
        report(error);
      }
    }
  }

  return {
    subscribe(listener) {
      const subscription = { listener };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
    emit(event) {
      queue.push(event);
      // What a listener causes waits until all have heard what came before it.
      if (telling) return;
      telling = true;
      for (let next = queue.shift(); next; next = queue.shift()) tell(next);
      telling = false;
    },
  };
}
