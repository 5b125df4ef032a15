import { z } from "zod";
import { newId } from "../protocol/ids.ts";
import { newSecret } from "./random_token.ts";

/** A symmetric key as a JSON Web Key (RFC 7517, RFC 7518 section 6.4). */
const jwk = z.object({
  kty: z.literal("oct"),
  alg: z.literal("HS256"),
  kid: z.string().min(1),
  /** 256 random bits in base64url. */
  k: z.string().min(43),
});

const file = z.object({ keys: z.array(jwk).min(1) });

/** What tokens are signed with. */
export type SigningKey = z.infer<typeof jwk>;

/** Milliseconds for which a look at the file holds, as long as the key that is asked for is known. */
const FRESH = 1_000;

/** The file of the signing keys is not one that Parley wrote. */
export class KeyError extends Error {
  override readonly name = "KeyError";
}

/**
 * The signing keys of a data folder: the first one signs, and the one before it is still believed. A
 * change of the file by another process is noticed.
 */
export class Keys {
  #keys: SigningKey[] = [];
  #seen = "";
  #at = -Infinity;

  private constructor(private readonly path: string, private readonly now: () => number) {}

  /** Opens the keys of a folder, and makes them at the first start. @throws KeyError. */
  static async open(dir: string, now: () => number = () => performance.now()): Promise<Keys> {
    const keys = new Keys(pathOf(dir), now);
    if (!await exists(keys.path)) await save(keys.path, [newKey()]);
    await keys.#look();
    return keys;
  }

  /** The key to sign with. */
  async current(): Promise<SigningKey> {
    await this.#look();
    return this.#keys[0]!;
  }

  /** The key of an id, while it is believed. */
  async find(kid: string): Promise<SigningKey | undefined> {
    const isKnown = () => this.#keys.find((key) => key.kid === kid);
    if (!isKnown() || this.now() - this.#at >= FRESH) await this.#look();
    return isKnown();
  }

  async #look(): Promise<void> {
    const { mtime, ino, size } = await Deno.stat(this.path);
    const seen = `${mtime?.getTime()} ${ino} ${size}`;
    if (seen !== this.#seen) this.#keys = await load(this.path);
    this.#seen = seen;
    this.#at = this.now();
  }
}

/** Puts a new key first; the one that signed so far stays believed, older ones do not. */
export async function rotateKeys(dir: string): Promise<void> {
  const path = pathOf(dir);
  const earlier = await exists(path) ? (await load(path)).slice(0, 1) : [];
  await save(path, [newKey(), ...earlier]);
}

function pathOf(dir: string): string {
  return `${dir}/signing.json`;
}

function newKey(): SigningKey {
  return { kty: "oct", alg: "HS256", kid: newId(), k: newSecret() };
}

async function load(path: string): Promise<SigningKey[]> {
  try {
    return file.parse(JSON.parse(await Deno.readTextFile(path))).keys;
  } catch (error) {
    // The cause would quote the file, and with it a key.
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new KeyError(`${path} holds no signing keys. Remove it, and new ones are made.`);
  }
}

/** Replaces the file in one step, readable by its owner alone. */
async function save(path: string, keys: SigningKey[]): Promise<void> {
  const draft = `${path}.${newId()}`;
  const text = JSON.stringify({ keys }, null, 2) + "\n";
  await Deno.writeTextFile(draft, text, { createNew: true, mode: 0o600 });
  await Deno.rename(draft, path);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
