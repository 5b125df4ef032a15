import { z } from "zod";
import { newId } from "../protocol/ids.ts";
import { randomToken } from "./random_token.ts";

/** A symmetric key as a JSON Web Key (RFC 7517, RFC 7518 section 6.4). */
const jwkSchema = z.object({
  kty: z.literal("oct"),
  alg: z.literal("HS256"),
  kid: z.string().min(1),
  /** 256 random bits in base64url. */
  k: z.string().min(43),
});

const keyFileSchema = z.object({ keys: z.array(jwkSchema).min(1) });

/** What tokens are signed with. */
export type SigningKey = z.infer<typeof jwkSchema>;

/** Milliseconds for which a look at the file holds, as long as the key that is asked for is known. */
const KEY_FILE_CACHE_MS = 1_000;

/** The file of the signing keys is not one that Parley wrote. */
export class SigningKeyError extends Error {
  override readonly name = "SigningKeyError";
}

/**
 * The signing keys of a data folder: the first one signs, and the one before it is still believed. A
 * change of the file by another process is noticed.
 */
export class SigningKeys {
  #keys: SigningKey[] = [];
  #fileVersion = "";
  #checkedAt = -Infinity;

  private constructor(private readonly path: string, private readonly now: () => number) {}

  /** Opens the keys of a folder, and makes them at the first start. @throws SigningKeyError. */
  static async open(
    dir: string,
    now: () => number = () => performance.now(),
  ): Promise<SigningKeys> {
    const keys = new SigningKeys(keyFilePath(dir), now);
    if (!await fileExists(keys.path)) await writeKeyFile(keys.path, [generateKey()]);
    await keys.#reloadIfChanged();
    return keys;
  }

  /** The key to sign with. */
  async current(): Promise<SigningKey> {
    await this.#reloadIfChanged();
    return this.#keys[0]!;
  }

  /** The key of an id, while it is believed. */
  async find(kid: string): Promise<SigningKey | undefined> {
    const findLoaded = () => this.#keys.find((key) => key.kid === kid);
    if (!findLoaded() || this.now() - this.#checkedAt >= KEY_FILE_CACHE_MS) {
      await this.#reloadIfChanged();
    }
    return findLoaded();
  }

  async #reloadIfChanged(): Promise<void> {
    const { mtime, ino, size } = await Deno.stat(this.path);
    const fileVersion = `${mtime?.getTime()} ${ino} ${size}`;
    if (fileVersion !== this.#fileVersion) this.#keys = await readKeyFile(this.path);
    this.#fileVersion = fileVersion;
    this.#checkedAt = this.now();
  }
}

/** Puts a new key first; the one that signed so far stays believed, older ones do not. */
export async function rotateSigningKeys(dir: string): Promise<void> {
  const path = keyFilePath(dir);
  const previousKeys = await fileExists(path) ? (await readKeyFile(path)).slice(0, 1) : [];
  await writeKeyFile(path, [generateKey(), ...previousKeys]);
}

function keyFilePath(dir: string): string {
  return `${dir}/signing.json`;
}

function generateKey(): SigningKey {
  return { kty: "oct", alg: "HS256", kid: newId(), k: randomToken() };
}

async function readKeyFile(path: string): Promise<SigningKey[]> {
  try {
    return keyFileSchema.parse(JSON.parse(await Deno.readTextFile(path))).keys;
  } catch (error) {
    // The cause would quote the file, and with it a key.
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new SigningKeyError(`${path} holds no signing keys. Remove it, and new ones are made.`);
  }
}

/** Replaces the file in one step, readable by its owner alone. */
async function writeKeyFile(path: string, keys: SigningKey[]): Promise<void> {
  const temporaryPath = `${path}.${newId()}`;
  const text = JSON.stringify({ keys }, null, 2) + "\n";
  await Deno.writeTextFile(temporaryPath, text, { createNew: true, mode: 0o600 });
  await Deno.rename(temporaryPath, path);
}

async function fileExists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
