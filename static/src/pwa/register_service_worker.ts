import { scriptOf } from "./update_checker.ts";

/** What the page says to its service worker: which script it runs. */
export interface Current {
  type: "current";
  script: string;
}

/** What the service worker says to a page: where a click on a notification leads. */
export interface Opened {
  type: "opened";
  path: string;
}

const SERVICE_WORKER_PATH = "/sw.js";

/**
 * Lets the page begin without a server. A newer worker takes over at once when the page is as new; until
 * then it waits, so that an older page keeps the scripts that it may still load.
 */
export async function registerServiceWorker(
  window: Window & typeof globalThis,
  { opened, found }: { opened(path: string): void; found(): void },
): Promise<void> {
  const { serviceWorker } = window.navigator;
  if (!serviceWorker) return;
  serviceWorker.addEventListener("message", ({ data }: MessageEvent<Opened>) => {
    if (data?.type === "opened") opened(data.path);
  });
  const current: Current = { type: "current", script: scriptOf(window.document) };
  const registration = await serviceWorker.register(trusted(window));
  registration.waiting?.postMessage(current);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed") worker.postMessage(current);
    });
    // The first one is no update.
    if (serviceWorker.controller) found();
  });
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): {
    createScriptURL(url: string): string;
  };
}

/** The page's policy lets no script in that is not named here. */
function trusted(window: Window & { trustedTypes?: TrustedTypes }): string {
  const policy = window.trustedTypes?.createPolicy("parley", {
    createScriptURL: () => SERVICE_WORKER_PATH,
  });
  return policy?.createScriptURL(SERVICE_WORKER_PATH) ?? SERVICE_WORKER_PATH;
}
