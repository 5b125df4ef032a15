import { ChatError } from "../protocol/chat_error.ts";
import type { Store } from "../store/store.ts";

/** Whether the server still waits for its first admin, and lets nobody else in meanwhile. */
export class SetupGate {
  #hasAdmin = false;

  constructor(
    private readonly store: Pick<Store, "hasAdmin">,
    /** Whether strangers can reach the server. */
    private readonly isExposed: boolean,
  ) {}

  /** Whether there is an admin. Once there is one there always is: the store keeps the last. */
  async isSetUp(): Promise<boolean> {
    return this.#hasAdmin ||= await this.store.hasAdmin();
  }

  /** Whether only the first admin may come in. */
  async isClosed(): Promise<boolean> {
    return this.isExposed && !await this.isSetUp();
  }

  /** @throws ChatError `not_set_up` while only the first admin may come in. */
  async assertOpen(): Promise<void> {
    if (!await this.isClosed()) return;
    throw new ChatError("not_set_up");
  }
}
