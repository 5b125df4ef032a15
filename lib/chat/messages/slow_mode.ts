/** Members that are remembered before those whose time is over are forgotten. */
const FORGET_FROM_MEMBERS = 1_000;

/** When the members of slow rooms may post again. */
export class SlowMode {
  /** By member; milliseconds of the steady clock. */
  #freeAt = new Map<string, number>();
  #forgetFrom = FORGET_FROM_MEMBERS;

  /** @param now milliseconds of a clock that nobody sets. */
  constructor(private readonly now: () => number) {}

  /** Members that are remembered. */
  get size(): number {
    return this.#freeAt.size;
  }

  /** Milliseconds that a member has to wait; 0 is no waiting. */
  waitOf(member: string): number {
    return Math.max(0, (this.#freeAt.get(member) ?? 0) - this.now());
  }

  /** Has a member wait after a post. What is returned takes that back, if the member did not post since. */
  charge(member: string, seconds: number): () => void {
    const previous = this.#freeAt.get(member) ?? 0;
    const freeAt = this.now() + seconds * 1_000;
    this.#freeAt.set(member, freeAt);
    if (this.#freeAt.size > this.#forgetFrom) this.#forget();
    return () => {
      if (this.#freeAt.get(member) === freeAt) this.#freeAt.set(member, previous);
    };
  }

  /** Each is looked at as often as the number of members doubles, so that a post costs no more for it. */
  #forget(): void {
    const now = this.now();
    for (const [member, freeAt] of this.#freeAt) if (freeAt <= now) this.#freeAt.delete(member);
    this.#forgetFrom = Math.max(FORGET_FROM_MEMBERS, 2 * this.#freeAt.size);
  }
}
