import type { NotificationContent, NotificationPresenter } from "./notification.ts";

/**
 * Puts notifications down through the service worker, which outlives the page and is the only way on
 * Android; where there is none, by the page itself.
 */
export function createPresenter(
  window: Window & typeof globalThis,
  open: (path: string) => void,
): NotificationPresenter {
  const { document, navigator } = window;
  const icon = document.querySelector<HTMLLinkElement>("link[rel=apple-touch-icon]")?.href;
  const own = new Map<string, Notification>();

  /** A browser that forbids its storage refuses this, too. */
  async function registered(): Promise<ServiceWorkerRegistration | undefined> {
    return await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  }

  async function lying(): Promise<Notification[]> {
    const registration = await registered();
    return [...await registration?.getNotifications() ?? [], ...own.values()];
  }

  async function close(isOver: (data: NotificationContent) => boolean): Promise<void> {
    for (const notification of await lying()) {
      if (isOver(notification.data as NotificationContent)) notification.close();
    }
    for (const [room, { data }] of own) if (isOver(data as NotificationContent)) own.delete(room);
  }

  return {
    async put(note) {
      const options = {
        body: note.body,
        tag: `parley/${note.room}`,
        renotify: true,
        // Sounds are one's own affair.
        silent: true,
        data: note,
        ...(icon ? { icon } : {}),
      };
      const registration = await registered();
      if (registration?.active) return registration.showNotification(note.title, options);
      const notification = new window.Notification(note.title, options);
      own.set(note.room, notification);
      notification.onclick = () => {
        window.focus();
        notification.close();
        open(note.path);
      };
    },
    clear: (room, seq, thread) =>
      close((note) =>
        note.room === room && note.seq <= seq && (thread === undefined || note.thread === thread)
      ),
    withdraw: (room, seq) => close((note) => note.room === room && note.seq === seq),
    sweep: () => close(() => true),
  };
}
