import fc from "fast-check";
import type { Line } from "../../lib/protocol/lines.ts";
import type { Page } from "../../static/src/state/log.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { rows } from "../../static/src/state/rows.ts";
import type { Action } from "../../static/src/state/action.ts";
import { initial, type State } from "../../static/src/state/state.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { ANA as me, ServerModel } from "./server_model.ts";

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: "post" } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("edit" as const), at: fc.nat(30) }) },
  { weight: 5, arbitrary: fc.constant({ kind: "hear" } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "reconnect" } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("ask" as const), older: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("page" as const), at: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat" as const), at: fc.nat(30) }) },
);

Deno.test("any interleaving of live, resumed, repeated and paged lines shows what the server has", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120, size: "max" }), (steps) => {
      const server = new ServerModel();
      let state: State = opened(server);
      const apply = (action: Action) => state = reduce(state, action);
      const log = () => state.rooms.r?.log;
      const asked: Page[] = [];
      const heard: Line[] = [];
      const hear = () => {
        const line = server.next();
        if (!line) return;
        if (line.type === "message") heard.push(line);
        apply({ type: "line", line });
      };
      const turnPage = (at: number) => {
        const [page] = asked.splice(at % (asked.length || 1), 1);
        if (page) apply({ type: "page", room: "r", page });
      };

      for (const step of steps) {
        if (step.kind === "post") server.post();
        else if (step.kind === "edit") server.edit(step.at);
        else if (step.kind === "hear") hear();
        else if (step.kind === "reconnect") server.reconnect();
        else if (step.kind === "page") turnPage(step.at);
        else if (step.kind === "ask") {
          asked.push(server.page(step.older ? log()?.messages[0]?.seq : undefined));
        } else {
          const line = heard[step.at % (heard.length || 1)];
          if (line && log()) apply({ type: "line", line });
        }
        whole(state);
      }
      while (server.stream.length > 0) hear();
      while (asked.length > 0) turnPage(0);

      const shown = log()?.messages ?? [];
      whole(state);
      assertEquals(shown, server.log.slice(server.log.length - shown.length));
      assertEquals(log()?.more ?? false, shown.length < server.log.length);
    }),
    { numRuns: 1_000 },
  );
});

/** Someone in the room, whose client has just joined. */
function opened(server: ServerModel): State {
  let state = initial({ kind: "room", id: "r" }, 0);
  state = reduce(state, { type: "signedIn", account: me, drafts: {} });
  state = reduce(state, { type: "room", room: server.room });
  server.reconnect();
  return reduce(state, { type: "line", line: server.next()! });
}

/** No hole, and no row twice. */
function whole(state: State): void {
  const own = state.rooms.r!;
  const messages = own.log?.messages ?? [];
  messages.forEach((message, at) => assertEquals(message.seq, messages[0]!.seq + at));
  const keys = rows(own, [], { me, blocked: [], revealed: {} }).map(({ key }) => key);
  assert(new Set(keys).size === keys.length, "every row has a key of its own");
}
