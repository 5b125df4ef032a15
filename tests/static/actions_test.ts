import type { Client } from "../../lib/client/types.ts";
import { ClientSession } from "../../static/src/actions/client_session.ts";
import type { ActionContext } from "../../static/src/actions/context.ts";
import { createControllers } from "../../static/src/actions/controllers.ts";
import { createActions } from "../../static/src/actions/create_actions.ts";
import type { Page } from "../../static/src/actions/types.ts";
import type { LocalStore } from "../../static/src/browser/local_storage.ts";
import { initialState } from "../../static/src/state/state.ts";
import { createStore } from "../../static/src/state/store.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { ANA, roomOf } from "./server_model.ts";

/** The actions of a page without a browser; `calls` are those of the client and the page, in order. */
function page() {
  const calls: unknown[][] = [];
  /** Anything whose methods are written down, and return nothing. */
  const recorder = <T>(name = "") =>
    new Proxy({}, {
      get: (_, method) => (...about: unknown[]) =>
        void calls.push([name + String(method), ...about]),
    }) as T;
  const stored: Record<string, unknown> = { saveDraft: true, searches: [], snapshot: undefined };
  const saved = new Proxy({}, {
    get: (_, method) => () => String(method) in stored ? stored[String(method)] : {},
  }) as LocalStore;
  const store = createStore(initialState({ kind: "room", id: "a" }, 0));
  const api = new Proxy({}, { get: () => () => new Promise(() => {}) }) as ActionContext["api"];
  const client = recorder<Client>("client.");
  const context: ActionContext = {
    store,
    api,
    saved,
    router: { go: () => {} },
    session: new ClientSession({ store, api, saved, connect: () => client }),
    applyPreferences: () => Promise.resolve(true),
  };
  const controllers = createControllers(context, {} as Window & typeof globalThis);
  const screen = recorder<Page>("page.");
  context.session.begin(ANA);
  store.dispatch({ type: "link", link: { kind: "online", account: ANA, rooms: [roomOf("a")] } });
  store.dispatch({
    type: "line",
    line: {
      type: "joined",
      room: roomOf("a"),
      rev: 0,
      online: 1,
      reset: true,
      more: false,
      messages: [],
    },
  });
  calls.length = 0;
  return { store, calls, controllers, screen, context };
}

/** What a part gives: the members of a literal, or the methods of a class. */
function namesOf(part: object): string[] {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(part));
  const isPlain = methods.includes("hasOwnProperty") || typeof part === "function";
  return [...Object.keys(part), ...(isPlain ? [] : methods.filter((it) => it !== "constructor"))];
}

Deno.test("no two parts of the actions give one name", () => {
  const { controllers } = page();
  const names = Object.values(controllers).flatMap(namesOf);
  const seen = new Set<string>();
  const twice = names.filter((name) => seen.has(name) || !seen.add(name));
  assertEquals(twice, []);
  assert(names.length > 50, `${names.length} names`);
});

Deno.test("the order of the parts does not change what an action does", () => {
  const results = [false, true].map((isReversed) => {
    const { store, calls, controllers, screen, context } = page();
    const entries = Object.entries(controllers);
    const parts = Object.fromEntries(
      isReversed ? entries.reverse() : entries,
    ) as typeof controllers;
    const actions = createActions(context, parts, screen);
    actions.draft("a", "hello");
    calls.length = 0;
    actions.send("a");
    return { names: Object.keys(actions), calls, draft: store.state.drafts.a };
  });
  assertEquals(results[0], results[1]);
  assertEquals(results[0]!.calls, [
    ["client.send", "a", "hello", { mentions: [] }],
    ["page.showSent", "a"],
  ]);
});

Deno.test("Send waits for uploads", () => {
  const { store, calls, controllers, screen, context } = page();
  const actions = createActions(context, controllers, screen);
  const file = { id: "1", name: "a.txt", kind: "other", size: 1, sent: 0 } as const;
  store.dispatch({ type: "attached", key: "a", files: [{ ...file, status: "going" }] });
  actions.send("a");
  assertEquals(calls, [["page.showSent", "a"]]);
  assertEquals(store.state.files.sendWhenReady, { a: true });
});
