import { timingSafeEqual } from "node:crypto";
import { Semaphore } from "../util/semaphore.ts";
import { argon2id, type Cost, type Derive } from "./argon2id.ts";
import { assertPasswordAllowed, serverNames } from "./password_policy.ts";

/** OWASP Password Storage Cheat Sheet, Argon2id; 40 ms on the machine where Parley was measured. */
const OWASP_HASH_COST: Cost = { memory: 19_456, passes: 2, lanes: 1 };

/** Hashes at once: each has 19 MB while it is made, and a storm of sign-ins must not fill the memory. */
const MAX_CONCURRENT_HASHES = 1;

/** Hashes that wait: four seconds of work. */
const MAX_WAITING_HASHES = 100;

interface PasswordHash {
  cost: Cost;
  salt: Uint8Array<ArrayBuffer>;
  tag: Uint8Array<ArrayBuffer>;
}

/** Hashes passwords with Argon2id and checks them. */
export class Passwords {
  readonly #semaphore = new Semaphore(MAX_CONCURRENT_HASHES, MAX_WAITING_HASHES, "busy_sign_ins");
  /** What nobody's password is checked against, at the same cost as anybody's. */
  readonly #dummyHash: PasswordHash;

  /**
   * @param host what people browse to, which no password may be.
   * @param derive where hashes are made.
   */
  constructor(
    private readonly cost: Cost = OWASP_HASH_COST,
    private readonly host?: string,
    private readonly derive: Derive = argon2id,
  ) {
    this.#dummyHash = { cost, salt: randomBytes(16), tag: randomBytes(32) };
  }

  /** Whether a new password will do for who has these names. @throws ChatError `bad_request`. */
  assertAllowed(password: string, names: readonly string[]): Promise<void> {
    return assertPasswordAllowed(password, [...names, ...serverNames(this.host)]);
  }

  /**
   * The hash of a password with its parameters, as in `$argon2id$v=19$m=19456,t=2,p=1$…$…`.
   * @throws ChatError `unavailable` when too many wait.
   */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    return encodeHash({
      cost: this.cost,
      salt,
      tag: await this.#derive(password, this.cost, salt),
    });
  }

  /**
   * Checks a password against a stored hash; without one it takes as long and is wrong. `outdated`:
   * right, and to be hashed anew because the parameters have changed.
   * @throws ChatError `unavailable` when too many wait.
   */
  async verify(password: string, stored?: string): Promise<"right" | "outdated" | "wrong"> {
    const { cost, salt, tag } = stored === undefined ? this.#dummyHash : decodeHash(stored);
    const derived = await this.#derive(password, cost, salt);
    if (!timingSafeEqual(derived, tag)) return "wrong";
    return isSameCost(cost, this.cost) ? "right" : "outdated";
  }

  #derive(password: string, cost: Cost, salt: PasswordHash["salt"]): Promise<PasswordHash["tag"]> {
    return this.#semaphore.run(() => this.derive(password, cost, salt));
  }
}

function encodeHash({ cost: { memory, passes, lanes }, salt, tag }: PasswordHash): string {
  const parameters = `m=${memory},t=${passes},p=${lanes}`;
  return `$argon2id$v=19$${parameters}$${toBase64(salt)}$${toBase64(tag)}`;
}

function decodeHash(stored: string): PasswordHash {
  const parts = stored.match(/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/);
  if (!parts) throw new TypeError("A stored password hash is in no format that is known.");
  const [memory, passes, lanes] = parts.slice(1, 4).map(Number) as [number, number, number];
  const [salt, tag] = parts.slice(4).map((text) => Uint8Array.fromBase64(text));
  return { cost: { memory, passes, lanes }, salt: salt!, tag: tag! };
}

function isSameCost(first: Cost, second: Cost): boolean {
  return first.memory === second.memory && first.passes === second.passes &&
    first.lanes === second.lanes;
}

function toBase64(bytes: Uint8Array): string {
  return bytes.toBase64({ omitPadding: true });
}

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}
