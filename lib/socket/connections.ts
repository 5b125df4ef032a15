import type { Chat } from "../chat/chat.ts";
import { ChatError } from "../chat/error.ts";
import type { Limits } from "../ops/config.ts";
import { within } from "../ops/deadline.ts";
import type { Log } from "../ops/log.ts";
import { CLOSE } from "../protocol/codes.ts";
import type { Account } from "../store/store.ts";
import { Session } from "./session.ts";

/** Seconds after which one who has too many connections may try again. */
const CROWDED = 30;

/** Milliseconds to wait for peers to answer a close; one that is stuck never does. */
const GOODBYE = 1_000;

/** All open connections: who may have another one, and how they end together. */
export class Connections {
  #open = new Set<Session>();
  #accounts = new Map<string, number>();
  #addresses = new Map<string, number>();
  #draining = false;

  constructor(private readonly deps: { chat: Chat; log: Log; limits: Limits }) {}

  get isDraining(): boolean {
    return this.#draining;
  }

  /** Whether another connection may open now. @throws ChatError when it may not. */
  admit(account: Account, address: string): void {
    const { connectionsPerAccount, connectionsPerAddress } = this.deps.limits;
    if (this.#draining) {
      throw new ChatError("unavailable", "The server is restarting.", { retryAfter: 1 });
    }
    if (
      (this.#accounts.get(account.id) ?? 0) >= connectionsPerAccount ||
      (this.#addresses.get(address) ?? 0) >= connectionsPerAddress
    ) {
      throw new ChatError("rate_limited", "You have too many open connections.", {
        retryAfter: CROWDED,
      });
    }
  }

  /** Serves a socket that was admitted. */
  open(socket: WebSocket, account: Account, address: string): void {
    const { chat, log, limits } = this.deps;
    count(this.#accounts, account.id, 1);
    count(this.#addresses, address, 1);
    const session = new Session(account, socket, {
      chat,
      log,
      rate: limits,
      onEnd: () => {
        this.#open.delete(session);
        count(this.#accounts, account.id, -1);
        count(this.#addresses, address, -1);
      },
    });
    this.#open.add(session);
  }

  /** Takes no new work, answers what was accepted, then sends everyone away to come back. */
  async drain(): Promise<void> {
    this.#draining = true;
    await Promise.all(Array.from(this.#open, (session) => session.settle()));
    this.deps.chat.flush();
    const sessions = [...this.#open];
    for (const session of sessions) session.dismiss(CLOSE.restart, "restart");
    await within(GOODBYE, Promise.all(sessions.map(({ closed }) => closed)));
  }
}

function count(counts: Map<string, number>, key: string, by: number): void {
  const next = (counts.get(key) ?? 0) + by;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}
