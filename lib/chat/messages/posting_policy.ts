import type { WriteLimits } from "../../ops/write_limits.ts";
import { Refused } from "../../protocol/chat_error.ts";
import { can } from "../../protocol/permissions.ts";
import type { Account } from "../../store/store.ts";
import type { Registry, Room } from "../state/room_registry.ts";
import type { Typing } from "../state/typing.ts";

/** Whether a member may write right now: archived rooms, mutes, blocks and slow mode. */
export class Voice {
  /** When each member of a slow room last wrote, by room and account; of the steady clock. */
  #last = new Map<string, number>();

  /** @param deps.steady milliseconds of a clock that nobody sets. */
  constructor(
    private readonly deps: {
      registry: Registry;
      typing: Typing;
      writeLimits: WriteLimits;
      steady: () => number;
    },
  ) {}

  /**
   * Lets a message through, or an edit, and counts its bytes: one of each in the time of a slow room, so
   * that who mends a word at once need not wait, and nobody writes by editing. What it returns takes that
   * back, for a message that was not stored.
   * @throws Refused, with the seconds to wait where waiting helps.
   */
  raise(
    account: Account,
    room: Room,
    now: number,
    content: string,
    as: "message" | "edit" = "message",
  ): () => void {
    this.check(account, room, now);
    const refund = this.deps.writeLimits.chargeText(account, content);
    if (room.slow === 0 || isExempt(account, room)) return refund;
    const key = `${room.id} ${account.id} ${as}`;
    const at = this.deps.steady();
    const before = this.#last.get(key) ?? -Infinity;
    const wait = before + room.slow * 1_000 - at;
    if (wait > 0) {
      refund();
      const details = { params: { seconds: room.slow }, retryAfter: wait / 1_000 };
      throw as === "message"
        ? new Refused("slow_message", details)
        : new Refused("slow_edit", details);
    }
    this.#last.set(key, at);
    return () => {
      refund();
      if (this.#last.get(key) === at) this.#last.set(key, before);
    };
  }

  /** Tells that someone writes, unless nobody would get to read it. */
  type(account: Account, room: Room, now: number): void {
    this.check(account, room, now);
    this.deps.typing.say(room.id, account);
  }

  /** Those of the wanted mentions that count: members, and everyone `here` for those with the right. */
  mentions(account: Account, room: Room, wanted: readonly string[]): string[] {
    const role = room.members.get(account.id);
    const mayCallAll = can(account.role, "mention everyone here") ||
      can(role, "mention everyone here");
    return [...new Set(wanted)].filter((one) =>
      one === "here" ? mayCallAll : room.members.has(one)
    );
  }

  /**
   * Whether an account may write here at all.
   * @throws Refused `forbidden`, saying why not, or `unavailable` when the disk is nearly full.
   */
  check(account: Account, room: Room, now: number): void {
    this.deps.writeLimits.assertSpace(account);
    if (room.archived) throw new Refused("room_archived");
    const until = room.mutes.get(account.id) ?? 0;
    if (until > now) {
      throw new Refused("muted", { params: { until: new Date(until).toISOString() } });
    }
    if (room.kind !== "direct" || room.members.size !== 2) return;
    const [one, other] = [...room.members.keys()];
    if (this.deps.registry.areApart(one!, other!)) {
      throw new Refused("blocked");
    }
  }
}

/** Waits for a write that was let through, and takes its charge back unless something was stored. */
export async function settleCharge<T>(
  takeBack: () => void,
  write: Promise<T>,
  isStored: (result: T) => boolean,
): Promise<T> {
  let stored = false;
  try {
    const result = await write;
    stored = isStored(result);
    return result;
  } finally {
    if (!stored) takeBack();
  }
}

function isExempt(account: Account, room: Room): boolean {
  return can(account.role, "slow") || can(room.members.get(account.id), "slow");
}
