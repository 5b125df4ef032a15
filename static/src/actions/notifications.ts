import type { NotificationPrefs } from "../state/notifications.ts";
import { type ActionContext } from "./context.ts";

export interface NotificationActions {
  /** Lets the browser ask whether it may notify, and turns it on. Only a press may do this. */
  notifyMe(): Promise<void>;
  /** Keeps what someone chose on this device. */
  wish(wishes: Partial<NotificationPrefs>): void;
  /** Loads the page anew; what is written and what waits to be sent are kept. */
  reloadPage(): void;
  declineUpdate(): void;
}

/** How one is told of what one would miss. */
export function notificationActions(
  context: ActionContext,
  window: Window & typeof globalThis,
): NotificationActions {
  const { store, saved } = context;

  function wish(wishes: Partial<NotificationPrefs>): void {
    const { notify, sound, asked } = { ...store.state.notifications, ...wishes };
    saved.saveWishes({ notify, sound, asked });
    store.dispatch({ type: "notifications", notifications: wishes });
  }

  function learn(wishes: Partial<NotificationPrefs>): void {
    const permission = "Notification" in window ? window.Notification.permission : "none";
    store.dispatch({ type: "notifications", notifications: { ...wishes, permission } });
  }

  learn(saved.wishes());
  saved.watchWishes(learn);

  return {
    async notifyMe() {
      const permission = await window.Notification.requestPermission();
      store.dispatch({ type: "notifications", notifications: { permission } });
      wish({ asked: true, notify: permission === "granted" });
    },
    wish,
    reloadPage: () => window.location.reload(),
    declineUpdate: () =>
      store.dispatch({ type: "notifications", notifications: { update: "declined" } }),
  };
}
