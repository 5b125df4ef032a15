import fc from "fast-check";
import type { ServerEvent } from "../../lib/protocol/server_events.ts";
import type { StateChange } from "../../static/src/state/state_change.ts";
import { shownMessages } from "../../static/src/state/message_window.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { timelineItems } from "../../static/src/state/timeline.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { ANA as me, ServerModel } from "./server_model.ts";

/** The message whose thread is open. */
const ROOT = 2;

const kind = <K extends string>(kind: K) => fc.constant({ kind });
const at = <K extends string>(kind: K, most = 30) =>
  fc.record({ kind: fc.constant(kind), at: fc.nat(most) });

const step = fc.oneof(
  { weight: 4, arbitrary: kind("post") },
  { weight: 2, arbitrary: kind("reply") },
  { weight: 2, arbitrary: at("edit") },
  { weight: 5, arbitrary: kind("hear") },
  { weight: 1, arbitrary: kind("reconnect") },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("ask" as const),
      place: fc.constantFrom("newest", "before", "after", "around", "thread", "replies"),
      at: fc.nat(30),
    }),
  },
  { weight: 4, arbitrary: at("page", 5) },
  { weight: 1, arbitrary: at("repeat") },
  { weight: 1, arbitrary: kind("newest") },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("follow" as const), on: fc.boolean() }) },
);

Deno.test("any interleaving of live, resumed, repeated and paged lines shows what the server has", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 160, size: "max" }), (steps) => {
      const server = new ServerModel();
      let state: State = opened(server);
      const apply = (action: StateChange) => state = reduce(state, action);
      const log = () => state.rooms.r?.window;
      const asked: StateChange[] = [];
      const heard: ServerEvent[] = [];
      const hear = () => {
        const line = server.next();
        if (!line) return;
        if (line.type === "message") heard.push(line);
        apply({ type: "line", line });
      };
      const turnPage = (at: number) => {
        const [page] = asked.splice(at % (asked.length || 1), 1);
        if (page) apply(page);
      };

      for (const step of steps) {
        if (step.kind === "post") server.post();
        else if (step.kind === "reply") server.reply(ROOT);
        else if (step.kind === "edit") server.edit(step.at);
        else if (step.kind === "hear") hear();
        else if (step.kind === "reconnect") server.reconnect();
        else if (step.kind === "page") turnPage(step.at);
        else if (step.kind === "newest") apply({ type: "newest", room: "r" });
        else if (step.kind === "follow") apply({ type: "following", following: step.on });
        else if (step.kind === "ask") asked.push(...ask(server, state, step.place, step.at));
        else {
          const line = heard[step.at % (heard.length || 1)];
          if (line && log()) apply({ type: "line", line });
        }
        whole(state);
      }
      while (server.stream.length > 0) hear();
      while (asked.length > 0) turnPage(0);
      whole(state);

      const newest = log()?.messages ?? [];
      assertEquals(newest, server.log.slice(server.log.length - newest.length));
      assertEquals(log()?.hasOlder ?? false, newest.length < server.log.length);
      const shown = shownMessages(log());
      const first = shown[0]?.seq ?? 1;
      assertEquals(shown, server.log.slice(first - 1, first - 1 + shown.length));
      threadIsRight(state, server);
    }),
    { numRuns: 1_000 },
  );
});

/** A question for a page as it is answered now, whenever the answer comes. */
function ask(
  server: ServerModel,
  { rooms, thread }: State,
  place: string,
  seq: number,
): StateChange[] {
  const shown = shownMessages(rooms.r?.window);
  const page = (page: ReturnType<ServerModel["page"]>): StateChange[] => [
    { type: "page", room: "r", page },
  ];
  switch (place) {
    case "newest":
      return page(server.page());
    case "before":
      return page(server.page(shown[0]?.seq));
    case "after":
      return page(server.after(shown.at(-1)?.seq ?? 0));
    case "around":
      return page(server.around(seq));
    default: {
      if (!thread || server.log.length < ROOT) return [];
      const before = place === "replies" ? thread.messages[0]?.seq : undefined;
      return [{ type: "thread", room: "r", page: server.thread(ROOT, before) }];
    }
  }
}

/** Someone in the room with a thread open, whose client has just joined. */
function opened(server: ServerModel): State {
  let state = initialState({ kind: "home" }, 0);
  state = reduce(state, { type: "signedIn", account: me, drafts: {} });
  state = reduce(state, { type: "room", room: server.room });
  state = reduce(state, { type: "went", route: { kind: "room", id: "r", thread: ROOT } });
  server.reconnect();
  return reduce(state, { type: "line", line: server.next()! });
}

/** The replies that are shown are the last ones, and all of them when it says so. */
function threadIsRight({ thread }: State, server: ServerModel): void {
  if (!thread?.loaded) return;
  const replies = server.log.filter((one) => one.thread === ROOT);
  const { messages, hasOlder } = thread;
  assertEquals(messages, replies.slice(replies.length - messages.length));
  if (!hasOlder) assertEquals(messages.length, replies.length);
  assertEquals(thread.rootMessage, server.log[ROOT - 1]);
}

/** No hole, and no row twice. */
function whole(state: State): void {
  const own = state.rooms.r!;
  const { messages = [], detached = [] } = own.window ?? {};
  for (const list of [messages, detached]) {
    list.forEach((message, at) => assertEquals(message.seq, list[0]!.seq + at));
  }
  if (own.window?.detached) {
    assert(detached.at(-1)!.seq + 1 < messages[0]!.seq, "what meets is one");
  }
  const keys = timelineItems(own, [], { me, blocked: [], revealed: {} }).map(({ key }) => key);
  assert(new Set(keys).size === keys.length, "every row has a key of its own");
}
