import { timingSafeEqual } from "node:crypto";
import { Turns } from "../util/semaphore.ts";
import { argon2id, type Cost, type Derive } from "./argon2id.ts";
import { checkPassword, namesOfServer } from "./password_policy.ts";

/** OWASP Password Storage Cheat Sheet, Argon2id; 40 ms on the machine where Parley was measured. */
const OWASP: Cost = { memory: 19_456, passes: 2, lanes: 1 };

/** Hashes at once, so that a storm of sign-ins leaves the chat its share of the machine. */
const AT_ONCE = 2;

/** Hashes that wait: two seconds of work. */
const LINE = 100;

interface Hash {
  cost: Cost;
  salt: Uint8Array<ArrayBuffer>;
  tag: Uint8Array<ArrayBuffer>;
}

/** Hashes passwords with Argon2id and checks them. */
export class Passwords {
  readonly #turns = new Turns(AT_ONCE, LINE, "busy_sign_ins");
  /** What nobody's password is checked against, at the same cost as anybody's. */
  readonly #nobody: Hash;

  /**
   * @param host what people browse to, which no password may be.
   * @param derive where hashes are made.
   */
  constructor(
    private readonly cost: Cost = OWASP,
    private readonly host?: string,
    private readonly derive: Derive = argon2id,
  ) {
    this.#nobody = { cost, salt: random(16), tag: random(32) };
  }

  /** Whether a new password will do for who has these names. @throws Refused `bad_request`. */
  check(password: string, names: readonly string[]): Promise<void> {
    return checkPassword(password, [...names, ...namesOfServer(this.host)]);
  }

  /**
   * The hash of a password with its parameters, as in `$argon2id$v=19$m=19456,t=2,p=1$…$…`.
   * @throws Refused `unavailable` when too many wait.
   */
  async hash(password: string): Promise<string> {
    const salt = random(16);
    return write({ cost: this.cost, salt, tag: await this.#derive(password, this.cost, salt) });
  }

  /**
   * Checks a password against a stored hash; without one it takes as long and is wrong. `outdated`:
   * right, and to be hashed anew because the parameters have changed.
   * @throws Refused `unavailable` when too many wait.
   */
  async verify(password: string, stored?: string): Promise<"right" | "outdated" | "wrong"> {
    const { cost, salt, tag } = stored === undefined ? this.#nobody : read(stored);
    const derived = await this.#derive(password, cost, salt);
    if (!timingSafeEqual(derived, tag)) return "wrong";
    return isSame(cost, this.cost) ? "right" : "outdated";
  }

  #derive(password: string, cost: Cost, salt: Hash["salt"]): Promise<Hash["tag"]> {
    return this.#turns.take(() => this.derive(password, cost, salt));
  }
}

function write({ cost: { memory, passes, lanes }, salt, tag }: Hash): string {
  const parameters = `m=${memory},t=${passes},p=${lanes}`;
  return `$argon2id$v=19$${parameters}$${base64(salt)}$${base64(tag)}`;
}

function read(stored: string): Hash {
  const parts = stored.match(/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/);
  if (!parts) throw new TypeError("A stored password hash is in no format that is known.");
  const [memory, passes, lanes] = parts.slice(1, 4).map(Number) as [number, number, number];
  const [salt, tag] = parts.slice(4).map((text) => Uint8Array.fromBase64(text));
  return { cost: { memory, passes, lanes }, salt: salt!, tag: tag! };
}

function isSame(one: Cost, other: Cost): boolean {
  return one.memory === other.memory && one.passes === other.passes && one.lanes === other.lanes;
}

function base64(bytes: Uint8Array): string {
  return bytes.toBase64({ omitPadding: true });
}

function random(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}
