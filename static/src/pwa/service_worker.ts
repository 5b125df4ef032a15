import type { NotificationContent } from "../notifications/notification.ts";
import type { Current, Opened } from "./register_service_worker.ts";

/** What the build knows: a name for all of it, what the page begins with, and what it may load later. */
interface Shell {
  name: string;
  first: readonly string[];
  later: readonly string[];
}

/** The build puts it here; a string, so that no tool takes it apart. */
const shell = "__SHELL__" as unknown as Shell;

/** Milliseconds that a server may take to answer with the page, before the kept one is shown. */
const FETCH_TIMEOUT_MS = 3_000;

/** What proxies say when the server behind them is away. */
const UNAVAILABLE_STATUSES = [502, 503, 504];

/** How names of caches begin that are this worker's. */
const CACHE_PREFIX = "parley-";

/** Addresses at which a page would be in the way. */
const NO_PAGE = /^\/(api|ws|assets|healthz|readyz)(\/|$)/;

/** A worker's own global, as far as it is used; the DOM's types know only that of a page. */
interface Worker {
  location: Location;
  clients: {
    claim(): Promise<void>;
    matchAll(options: object): Promise<Client[]>;
    openWindow(path: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<T extends keyof Events>(type: T, receive: (event: Events[T]) => void): void;
}
interface Events {
  install: Waitable;
  activate: Waitable;
  fetch: Waitable & { request: Request; respondWith(answer: Promise<Response>): void };
  message: Waitable & { data: Current };
  notificationclick: Waitable & { notification: Notification };
}
type Waitable = Event & { waitUntil(done: Promise<unknown>): void };
type Client = {
  visibilityState: string;
  focus(): Promise<Client>;
  postMessage(message: Opened): void;
};

const worker = globalThis as unknown as Worker;

async function install(): Promise<void> {
  const cache = await caches.open(shell.name);
  const page = await fetch("/", { cache: "reload" });
  const text = await page.clone().text();
  // A server that was changed meanwhile has another worker, too.
  if (!page.ok || !shell.first.every((path) => text.includes(path))) {
    throw new Error("The server has another build.");
  }
  await Promise.all([cache.put("/", page), cache.addAll(shell.first)]);
  await Promise.allSettled(shell.later.map((path) => cache.add(path)));
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== shell.name) await caches.delete(name);
  }
  await worker.clients.claim();
}

const stored = async (path: string) => await (await caches.open(shell.name)).match(path);

/** The page as the server has it, or as it was when there is no server. */
async function page(request: Request): Promise<Response> {
  const onTimeout = new Promise<undefined>((resolve) => setTimeout(resolve, FETCH_TIMEOUT_MS));
  const asked = fetch(request);
  asked.catch(() => {});
  const answer = await Promise.race([asked, onTimeout]).catch(() => undefined);
  if (answer && !UNAVAILABLE_STATUSES.includes(answer.status)) return answer;
  return await stored("/") ?? asked;
}

/** What has its content in its name never changes. */
async function asset(request: Request): Promise<Response> {
  return await stored(new URL(request.url).pathname) ?? fetch(request);
}

/** Shows where a notification leads, in a page that is open if there is one. */
async function opened({ path }: NotificationContent): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const best = pages.find(({ visibilityState }) => visibilityState === "visible") ?? pages[0];
  if (!best) return void await worker.clients.openWindow(path);
  best.postMessage({ type: "opened", path });
  await best.focus();
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  const { type, script } = event.data;
  if (type === "current" && shell.first.includes(script)) event.waitUntil(worker.skipWaiting());
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(opened(event.notification.data as NotificationContent));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate" && !NO_PAGE.test(pathname)) event.respondWith(page(request));
  else if (pathname.startsWith("/assets/")) event.respondWith(asset(request));
});
