import { timingSafeEqual } from "node:crypto";
import { newId } from "../protocol/ids.ts";
import type { Account, Store } from "../store/store.ts";
import type { SigningKey, SigningKeys } from "./signing_keys.ts";
import { nameSkeleton } from "./name_skeleton.ts";

/** How long a browser keeps the cookie: 400 days, in milliseconds, which is what browsers allow. */
export const DEVICE_COOKIE_MAX_AGE_MS = 400 * 24 * 60 * 60 * 1_000;

/** Accounts that one device is known to; with more, the earliest go. */
const MAX_ACCOUNTS_PER_DEVICE = 4;

/** What is signed when there is no such account, so that the answer takes as long. */
const DUMMY_CREDENTIALS = { account: { id: "" }, password: "" };

type StoredPassword = { account: Pick<Account, "id">; password: string };

/**
 * Device cookies: what a browser shows of having signed in before (OWASP Authentication Cheat Sheet). It
 * gives no rights, only a count of its own for wrong passwords. Its signature covers the stored password,
 * so that a new password takes it from every device.
 */
export class DeviceCookies {
  constructor(
    private readonly store: Pick<Store, "findCredentials">,
    private readonly keys: SigningKeys,
  ) {}

  /** The next value of a device's cookie, from which the account knows it; none for a guest. */
  async issue(account: Account, cookie = ""): Promise<string | undefined> {
    const stored = account.username === undefined
      ? undefined
      : await this.store.findCredentials(nameSkeleton(account.username));
    if (!stored) return undefined;
    const key = await this.keys.current();
    const device = newId();
    const entry = [account.id, key.kid, device, (await signDevice(key, device, stored)).toHex()]
      .join(".");
    const others = cookie.split("~").filter((other) =>
      other && !other.startsWith(`${account.id}.`)
    );
    return [entry, ...others].slice(0, MAX_ACCOUNTS_PER_DEVICE).join("~");
  }

  /** The device that a cookie proves to be known to an account. */
  async verify(
    cookie: string,
    stored: StoredPassword = DUMMY_CREDENTIALS,
  ): Promise<string | undefined> {
    for (const entry of cookie.split("~").slice(0, MAX_ACCOUNTS_PER_DEVICE)) {
      const [account, kid = "", device = "", signature] = entry.split(".");
      const key = await this.keys.find(kid);
      if (!key || !/^[0-9a-f]{64}$/.test(signature ?? "")) continue;
      const isSigned = timingSafeEqual(
        await signDevice(key, device, stored),
        Uint8Array.fromHex(signature!),
      );
      if (isSigned && account === stored.account.id) return device;
    }
    return undefined;
  }
}

async function signDevice(
  key: SigningKey,
  device: string,
  { account, password }: StoredPassword,
): Promise<Uint8Array<ArrayBuffer>> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("raw", encode(key.k), hmac, false, ["sign"]);
  const text = ["device", account.id, device, password].join("\0");
  return new Uint8Array(await crypto.subtle.sign("HMAC", secret, encode(text)));
}
