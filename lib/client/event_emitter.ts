import { reportFault } from "./client_error.ts";
import type { ClientEvent } from "./types.ts";

/** Hears every event. What it throws is reported, and concerns nobody else. */
export type ClientEventListener = (event: ClientEvent) => void;

/** Who listens, and what they are told. */
export interface ClientEventEmitter {
  subscribe(listener: ClientEventListener): () => void;
  emit(event: ClientEvent): void;
}

/** Tells listeners of events, to each of them in the order in which they happened. */
export function createEventEmitter(): ClientEventEmitter {
  const subscriptions = new Set<{ listener: ClientEventListener }>();
  const queue: ClientEvent[] = [];
  let isEmitting = false;

  function notifyListeners(event: ClientEvent): void {
    for (const subscription of [...subscriptions]) {
      if (!subscriptions.has(subscription)) continue;
      try {
        subscription.listener(event);
      } catch (error) {
        reportFault(error);
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
      if (isEmitting) return;
      isEmitting = true;
      for (let next = queue.shift(); next; next = queue.shift()) notifyListeners(next);
      isEmitting = false;
    },
  };
}
