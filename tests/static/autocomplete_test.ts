import { Autocomplete } from "../../static/src/actions/autocomplete.ts";
import type { ActionContext } from "../../static/src/actions/context.ts";
import { loadSecondary } from "../../static/src/lazy/chunks.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { initialState } from "../../static/src/state/state.ts";
import { createStore } from "../../static/src/state/store.ts";
import { assertEquals } from "../helpers/assert.ts";
import { ANA, roomOf } from "./server_model.ts";

const BO = { id: "bo", name: "Bo", presence: "online" } as const;

/** Ana writes "@b" in a room, and the lookup of members waits until `finishDelay()`. */
async function writing() {
  const asked: string[] = [];
  const api = {
    members(room: string) {
      asked.push(room);
      return Promise.resolve({ items: [BO], next: undefined });
    },
  } as unknown as ActionContext["api"];
  const state = reduce(initialState({ kind: "room", id: "a" }, 0), {
    type: "signedIn",
    account: ANA,
    drafts: {},
  });
  const store = createStore(reduce(state, { type: "rooms", rooms: [roomOf("a")] }));
  const context = { store, api } as ActionContext;
  const autocomplete = new Autocomplete(context, () => Promise.resolve());
  await loadSecondary();
  const delays: (() => void)[] = [];
  const original = globalThis.setTimeout;
  globalThis.setTimeout = ((run: () => void) => delays.push(run)) as never;
  autocomplete.caret("a", "@b", 2);
  const turn = () => new Promise<void>((resolve) => original(resolve));
  await turn();
  globalThis.setTimeout = original;
  return {
    autocomplete,
    asked,
    suggested: () => store.state.composer.suggestions?.items.map(({ name }) => name),
    async finishDelay() {
      delays.forEach((run) => run());
      await turn();
    },
  };
}

Deno.test("members of the room are looked up and suggested", async () => {
  const { asked, suggested, finishDelay } = await writing();
  assertEquals(asked, [], "other keys may follow");
  await finishDelay();
  assertEquals([asked, suggested()], [["a"], ["Bo"]]);
});

Deno.test("nobody is looked up or suggested after a suggestion was taken", async () => {
  const { autocomplete, asked, suggested, finishDelay } = await writing();
  assertEquals(autocomplete.take("a", { ...BO, kind: "person" }), "@Bo ");
  await finishDelay();
  assertEquals([asked, suggested()], [[], undefined]);
});
