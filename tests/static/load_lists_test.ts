import { startLoadingLists } from "../../static/src/effects/load_lists.ts";
import { initialState } from "../../static/src/state/state.ts";
import { createStore } from "../../static/src/state/store.ts";
import { assertEquals } from "../helpers/assert.ts";
import { ANA, roomOf } from "./server_model.ts";

/** Ana in a room of a server with a history, and what is loaded of lists from then on. */
function inRoom() {
  const store = createStore(initialState({ kind: "room", id: "r" }, 0));
  const loaded: string[] = [];
  const connect = (history: string) => {
    store.dispatch({ type: "link", link: { kind: "offline", retryAt: 0, attempt: 1 } });
    const link = { kind: "online" as const, account: ANA, rooms: [roomOf("r")], history };
    store.dispatch({ type: "link", link });
  };
  store.dispatch({ type: "signedIn", account: ANA, drafts: {} });
  connect("first");
  startLoadingLists({ store }, {
    show(list, subject) {
      loaded.push(`show ${list} of ${subject}`);
      const request = { list, subject, query: "" };
      store.dispatch({ type: "listAsked", ...request });
      store.dispatch({ type: "listed", ...request, items: [], next: undefined, after: undefined });
    },
    reload: (list) => void loaded.push(`reload ${list}`),
  });
  return { loaded, connect };
}

Deno.test("lists in sight are loaded at once, and again after a reconnect", () => {
  const { loaded, connect } = inRoom();
  assertEquals(loaded.splice(0), ["show blocked of ", "show pins of r"]);
  connect("first");
  assertEquals(loaded, ["reload blocked", "reload pins"]);
});

Deno.test("a list that a restored server made void is loaded for its own room", () => {
  const { loaded, connect } = inRoom();
  loaded.length = 0;
  connect("second");
  assertEquals(loaded, ["reload blocked", "show pins of r"]);
});
