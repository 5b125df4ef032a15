import { timingSafeEqual } from "node:crypto";
import { newId } from "../protocol/ids.ts";
import type { Account, Store } from "../store/store.ts";
import type { Keys, SigningKey } from "./signing_keys.ts";
import { nameKey } from "./name_skeleton.ts";

/** How long a browser keeps the cookie: 400 days, in milliseconds, which is what browsers allow. */
export const DEVICE_COOKIE_LIFE = 400 * 24 * 60 * 60 * 1_000;

/** Accounts that one device is known to; with more, the earliest go. */
const MAX_ACCOUNTS_PER_DEVICE = 4;

/** What is signed when there is no such account, so that the answer takes as long. */
const NOBODY = { account: { id: "" }, password: "" };

type Credentials = { account: Pick<Account, "id">; password: string };

/**
 * Device cookies: what a browser shows of having signed in before (OWASP Authentication Cheat Sheet). It
 * gives no rights, only a count of its own for wrong passwords. Its signature covers the stored password,
 * so that a new password takes it from every device.
 */
export class Devices {
  constructor(
    private readonly store: Pick<Store, "findCredentials">,
    private readonly keys: Keys,
  ) {}

  /** The next value of a device's cookie, from which the account knows it; none for a guest. */
  async remember(account: Account, cookie = ""): Promise<string | undefined> {
    const found = account.username === undefined
      ? undefined
      : await this.store.findCredentials(nameKey(account.username));
    if (!found) return undefined;
    const key = await this.keys.current();
    const device = newId();
    const entry = [account.id, key.kid, device, (await sign(key, device, found)).toHex()].join(".");
    const others = cookie.split("~").filter((one) => one && !one.startsWith(`${account.id}.`));
    return [entry, ...others].slice(0, MAX_ACCOUNTS_PER_DEVICE).join("~");
  }

  /** The device that a cookie proves to be known to an account. */
  async find(cookie: string, found: Credentials = NOBODY): Promise<string | undefined> {
    for (const entry of cookie.split("~").slice(0, MAX_ACCOUNTS_PER_DEVICE)) {
      const [account, kid = "", device = "", signature] = entry.split(".");
      const key = await this.keys.find(kid);
      if (!key || !/^[0-9a-f]{64}$/.test(signature ?? "")) continue;
      const isSigned = timingSafeEqual(
        await sign(key, device, found),
        Uint8Array.fromHex(signature!),
      );
      if (isSigned && account === found.account.id) return device;
    }
    return undefined;
  }
}

async function sign(
  key: SigningKey,
  device: string,
  { account, password }: Credentials,
): Promise<Uint8Array<ArrayBuffer>> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("raw", encode(key.k), hmac, false, ["sign"]);
  const text = ["device", account.id, device, password].join("\0");
  return new Uint8Array(await crypto.subtle.sign("HMAC", secret, encode(text)));
}
