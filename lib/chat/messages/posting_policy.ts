import type { WriteLimits } from "../../ops/write_limits.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import { hasPermission } from "../../protocol/permissions.ts";
import type { Account } from "../../store/store.ts";
import type { LiveRoom, RoomRegistry } from "../state/room_registry.ts";
import type { TypingNotifier } from "../state/typing.ts";
import { SlowMode } from "./slow_mode.ts";

/** Whether a member may write right now: archived rooms, mutes, blocks and slow mode. */
export class PostingPolicy {
  readonly #slowMode: SlowMode;

  /** @param deps.steady milliseconds of a clock that nobody sets. */
  constructor(
    private readonly deps: {
      registry: RoomRegistry;
      typing: TypingNotifier;
      writeLimits: WriteLimits;
      steady: () => number;
    },
  ) {
    this.#slowMode = new SlowMode(deps.steady);
  }

  /**
   * Lets a message through, or an edit, and counts its bytes: one of each in the time of a slow room, so
   * that who mends a word at once need not wait, and nobody writes by editing. What it returns takes that
   * back, for a message that was not stored.
   * @throws ChatError, with the seconds to wait where waiting helps.
   */
  admit(
    account: Account,
    room: LiveRoom,
    now: number,
    content: string,
    kind: "message" | "edit" = "message",
  ): () => void {
    this.assertCanPost(account, room, now);
    const refund = this.deps.writeLimits.chargeText(account, content);
    if (room.slow === 0 || isExemptFromSlowMode(account, room)) return refund;
    const member = `${room.id} ${account.id} ${kind}`;
    const waitMs = this.#slowMode.waitOf(member);
    if (waitMs > 0) {
      refund();
      const details = { params: { seconds: room.slow }, retryAfter: waitMs / 1_000 };
      throw kind === "message"
        ? new ChatError("slow_message", details)
        : new ChatError("slow_edit", details);
    }
    const refundWait = this.#slowMode.charge(member, room.slow);
    return () => {
      refund();
      refundWait();
    };
  }

  /** Tells that someone writes, unless nobody would get to read it. */
  notifyTyping(account: Account, room: LiveRoom, now: number): void {
    this.assertCanPost(account, room, now);
    this.deps.typing.notify(room.id, account);
  }

  /** Those of the wanted mentions that count: members, and everyone `here` for those with the right. */
  allowedMentions(account: Account, room: LiveRoom, requested: readonly string[]): string[] {
    const role = room.members.get(account.id);
    const mayMentionHere = hasPermission(account.role, "mention everyone here") ||
      hasPermission(role, "mention everyone here");
    return [...new Set(requested)].filter((mention) =>
      mention === "here" ? mayMentionHere : room.members.has(mention)
    );
  }

  /**
   * Whether an account may write here at all.
   * @throws ChatError `forbidden`, saying why not, or `unavailable` when the disk is nearly full.
   */
  assertCanPost(account: Account, room: LiveRoom, now: number): void {
    this.deps.writeLimits.assertFreeSpace(account);
    if (room.archived) throw new ChatError("room_archived");
    const until = room.mutes.get(account.id) ?? 0;
    if (until > now) {
      throw new ChatError("muted", { params: { until: new Date(until).toISOString() } });
    }
    if (room.kind !== "direct" || room.members.size !== 2) return;
    const [first, second] = [...room.members.keys()];
    if (this.deps.registry.isBlockedBetween(first!, second!)) {
      throw new ChatError("blocked");
    }
  }
}

/** Waits for a write that was let through, and takes its charge back unless something was stored. */
export async function refundUnlessStored<T>(
  refund: () => void,
  write: Promise<T>,
  isStored: (result: T) => boolean,
): Promise<T> {
  let stored = false;
  try {
    const result = await write;
    stored = isStored(result);
    return result;
  } finally {
    if (!stored) refund();
  }
}

function isExemptFromSlowMode(account: Account, room: LiveRoom): boolean {
  return hasPermission(account.role, "slow") || hasPermission(room.members.get(account.id), "slow");
}
