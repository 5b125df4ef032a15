import fc from "fast-check";
import type { RoomRole } from "../../../lib/protocol/model.ts";
import type { NewNotice, Store } from "../../../lib/store/store.ts";
import { messageInput, MINUTE_MS, notice, POSTED_AT, room } from "./fixtures.ts";

const ROOM_STEP_KINDS = [
  "create",
  "join",
  "leave",
  "remove",
  "ban",
  "unban",
  "promote",
  "demote",
  "rename",
  "delete",
] as const;

const MESSAGE_STEP_KINDS = ["edit", "react", "pin", "read"] as const;

/** What one does, in small numbers so that they meet: accounts, ids and rooms are picked often. */
export interface Step {
  kind: typeof ROOM_STEP_KINDS[number] | typeof MESSAGE_STEP_KINDS[number] | "say";
  author: number;
  /** To whom it is done. */
  target: number;
  id: number;
  room: number;
  content: string;
  seq: number;
  /** What a message answers and continues, if that is there; 0 is nothing. */
  reply: number;
  thread: number;
  mentions: boolean;
  emoji: string;
  on: boolean;
  /** Minutes after the start: some fold, some do not. */
  minute: number;
}

const rest = {
  author: fc.nat(2),
  target: fc.nat(2),
  id: fc.nat(40),
  room: fc.constantFrom(0, 0, 0, 1, 2),
  content: fc.constantFrom("a", "bb", "éé", "👍", "x".repeat(15)),
  seq: fc.integer({ min: 1, max: 8 }),
  reply: fc.nat(8),
  thread: fc.oneof(fc.constant(0), fc.nat(8)),
  mentions: fc.boolean(),
  emoji: fc.constantFrom("👍", "❤️", "🎉"),
  on: fc.boolean(),
  minute: fc.constantFrom(0, 1, 9, 15),
};

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("say" as const), ...rest }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("create", "join", "leave"), ...rest }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom(...ROOM_STEP_KINDS), ...rest }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom(...MESSAGE_STEP_KINDS), ...rest }) },
);

/** What a run begins with: a room in which something was said. */
export const opening: Step[] = ["create", "say", "say", "say"].map((kind, id) => ({
  kind: kind as "create" | "say",
  author: id % 3,
  target: 0,
  id: 50 + id,
  room: 0,
  content: "x".repeat(id),
  seq: 1,
  reply: 0,
  thread: 0,
  mentions: false,
  emoji: "👍",
  on: true,
  minute: 0,
}));

/** The writes, by a store or by the model. */
export type WriteOperations =
  & {
    createRoom(
      created: ReturnType<typeof room>,
      members: { account: string; role: RoomRole }[],
      notice: NewNotice,
    ): unknown;
  }
  & {
    [
      K in
        | "updateRoom"
        | "addMember"
        | "removeMember"
        | "liftBan"
        | "setMemberRole"
        | "appendMessage"
        | "deleteMessage"
        | "editMessage"
        | "react"
        | "pinMessage"
        | "markRead"
    ]: (...args: Parameters<Store[K]>) => unknown;
  };

/** Does a step in a run's own rooms; what fails is "refused". */
export async function runStep(store: WriteOperations, step: Step, run: number): Promise<unknown> {
  try {
    return await callStore(store, step, run);
  } catch {
    return "refused";
  }
}

function callStore(store: WriteOperations, step: Step, run: number): unknown {
  const author = `${step.author}-${run}`;
  const target = `${step.target}-${run}`;
  const to = `${step.room}-${run}`;
  const id = `${step.id}`;
  const at = POSTED_AT + step.minute * MINUTE_MS;
  const record = (kind: Parameters<typeof notice>[0], whom = target) => ({
    notice: notice(kind, author, id, to, { subject: whom, at }),
  });
  const mentions = step.mentions ? [target, ...(step.on ? ["here"] : [])] : [];
  switch (step.kind) {
    case "say":
      return store.appendMessage({
        ...messageInput(author, id, step.content, to),
        ...(step.reply ? { reply: step.reply } : {}),
        ...(step.thread ? { thread: step.thread } : {}),
        mentions,
      });
    case "create":
      return store.createRoom(
        room(to),
        [{ account: author, role: "owner" }],
        record("created", author).notice,
      );
    case "join":
      return store.addMember("member", record("joined", author).notice);
    case "leave":
      return store.removeMember(to, author, record("left", author));
    case "remove":
      return store.removeMember(to, target, record("removed"));
    case "ban":
      return store.removeMember(to, target, record("banned"), true);
    case "unban":
      return store.liftBan(to, target, record("unbanned"));
    case "promote":
      return store.setMemberRole(to, target, "owner", record("promoted"));
    case "demote":
      return store.setMemberRole(to, target, "member", record("demoted"));
    case "rename":
      return store.updateRoom(to, { name: step.content }, record("renamed", author));
    case "delete":
      return store.deleteMessage(to, step.seq, at);
    case "edit":
      return store.editMessage(to, step.seq, { content: step.content, mentions, at });
    case "react":
      return store.react(to, step.seq, {
        emoji: step.emoji,
        account: target,
        on: step.on,
        at,
        most: 2,
      });
    case "pin":
      return store.pinMessage(to, step.seq, { on: step.on, by: author, at });
    case "read":
      return store.markRead(target, to, step.seq);
  }
}
