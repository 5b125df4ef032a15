import { decode, sign } from "hono/jwt";
import { rotateSigningKeys, type SigningKey, SigningKeys } from "../../../lib/auth/signing_keys.ts";
import { assert, assertEquals, assertMatch, assertNotEquals } from "../../helpers/assert.ts";
import { codeOf, isIdentity, openAuthFixture, signUpPerson, TEST_ORIGIN } from "./auth_fixture.ts";

/** Services whose clock is the real one, as it is when a token is verified, and a program. */
async function openReal() {
  const auth = await openAuthFixture({ now: Date.now });
  const { account } = await signUpPerson(auth, "ana");
  const grant = await auth.programTokens.startSession(account, {
    ...TEST_ORIGIN,
    userAgent: "bot",
  });
  const key = await (await SigningKeys.open(auth.dir)).current();
  return { auth, account, grant, key };
}

const encode = (value: unknown) =>
  new TextEncoder().encode(JSON.stringify(value)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });

/** The token with another header, signed with HMAC by whatever hash. */
async function forge(
  token: string,
  header: Record<string, unknown>,
  k: string,
  hash = "SHA-256",
): Promise<string> {
  const text = `${encode(header)}.${token.split(".")[1]}`;
  const bytes = Uint8Array.fromBase64(k, { alphabet: "base64url" });
  const algorithm = { name: "HMAC", hash };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  const encoded = new Uint8Array(signature).toBase64({ alphabet: "base64url", omitPadding: true });
  return `${text}.${encoded}`;
}

Deno.test("a token says who, for whom, from when and until when, and nothing secret", async () => {
  const { auth, account, grant } = await openReal();
  await using _ = auth;
  assertEquals(grant.expiresIn, 900);
  assertMatch(grant.refresh, /^prt_[\w-]{43}$/);
  const { header, payload } = decode(grant.access);
  assertEquals(Object.keys(header).sort(), ["alg", "kid", "typ"]);
  assertEquals(Object.keys(payload).sort(), ["aud", "exp", "iat", "iss", "nbf", "sid", "sub"]);
  assertEquals(payload.exp! - payload.iat!, 900);
  const who = await auth.programTokens.verify(grant.access);
  assert(isIdentity(who));
  assertEquals([who.account.id, who.session.kind, who.session.agent], [
    account.id,
    "program",
    "bot",
  ]);
});

Deno.test("a forged header is refused: other algorithms, none, and keys that come along", async () => {
  const { auth, grant: { access }, key } = await openReal();
  await using _ = auth;
  const good = decode(access).header;
  const own = "A".repeat(43);
  const jwk = { kty: "oct", alg: "HS256", k: own, kid: key.kid };
  assert(
    isIdentity(await auth.programTokens.verify(await forge(access, { ...good }, key.k))),
    "the forge works",
  );
  const [, payload, signature] = access.split(".");
  const forged: Record<string, string> = {
    "alg none": `${encode({ ...good, alg: "none" })}.${payload}.`,
    "alg None, with the signature": `${encode({ ...good, alg: "None" })}.${payload}.${signature}`,
    "HS512": await forge(access, { ...good, alg: "HS512" }, key.k, "SHA-512"),
    "RS256": await forge(access, { ...good, alg: "RS256" }, key.k),
    "no alg": await forge(access, { kid: key.kid }, key.k),
    "a list of algs": await forge(access, { ...good, alg: ["HS256"] }, key.k),
    "jwk": await forge(access, { ...good, jwk }, own),
    "jwk, signed well": await forge(access, { ...good, jwk }, key.k),
    "jku": await forge(access, { ...good, jku: "https://evil.test/keys" }, key.k),
    "x5u": await forge(access, { ...good, x5u: "https://evil.test/cert" }, key.k),
    "crit": await forge(access, { ...good, crit: ["exp"] }, key.k),
    "an unknown kid": await forge(access, { ...good, kid: "unknown" }, key.k),
    "a kid that is a path": await forge(access, { ...good, kid: "../../dev/null" }, key.k),
    "no kid": await forge(access, { alg: "HS256", typ: "JWT" }, key.k),
    "another key": await forge(access, { ...good }, own),
    "no signature": `${access.split(".").slice(0, 2).join(".")}.`,
    "two parts": access.split(".").slice(0, 2).join("."),
    "nothing": "",
    "nonsense": "a.b.c",
  };
  for (const [what, token] of Object.entries(forged)) {
    assertEquals(await auth.programTokens.verify(token), "token_invalid", what);
  }
});

Deno.test("a token with other claims is refused: time, audience, issuer, account, session", async () => {
  const { auth, grant, key } = await openReal();
  await using _ = auth;
  const { payload } = decode(grant.access);
  const bo = await signUpPerson(auth, "bo");
  const now = Math.floor(Date.now() / 1_000);
  const verify = async (changes: Record<string, unknown>, by: SigningKey = key) =>
    await auth.programTokens.verify(await sign({ ...payload, ...changes }, by));
  assert(isIdentity(await verify({})), "unchanged it is good");
  for (
    const [what, changes] of Object.entries({
      "expired": { exp: now - 1 },
      "not yet valid": { nbf: now + 60 },
      "from the future": { iat: now + 60 },
      "for ever": { exp: undefined },
      "an expiry of text": { exp: "never" },
      "another audience": { aud: "elsewhere" },
      "several audiences": { aud: ["parley", "elsewhere"] },
      "no audience": { aud: undefined },
      "another issuer": { iss: "elsewhere" },
      "no issuer": { iss: undefined },
      "another account": { sub: bo.account.id },
      "another's session": { sid: bo.session.id },
      "no session": { sid: undefined },
      "an unknown session": { sid: "unknown" },
    })
  ) {
    const failure = what === "expired" || what === "an expiry of text"
      ? "token_expired"
      : what === "an unknown session"
      ? "session_ended"
      : "token_invalid";
    assertEquals(await verify(changes), failure, what);
  }
});

Deno.test("a token ends with its session", async () => {
  const { auth, account, grant } = await openReal();
  await using _ = auth;
  const who = await auth.programTokens.verify(grant.access);
  assert(isIdentity(who));
  await auth.sessions.endById(account.id, who.session.id);
  assertEquals(await auth.programTokens.verify(grant.access), "session_ended");
  assertEquals(await codeOf(auth.programTokens.renew(grant.refresh)), "unauthorized");
});

Deno.test("a refresh token is traded for new tokens of the same session", async () => {
  const { auth, account, grant } = await openReal();
  await using _ = auth;
  const next = await auth.programTokens.renew(grant.refresh);
  assertNotEquals(next.refresh, grant.refresh);
  assert(isIdentity(await auth.programTokens.verify(next.access)));
  assert(
    isIdentity(await auth.programTokens.verify(grant.access)),
    "the earlier one lives on for its minutes",
  );
  const kinds = (await auth.sessions.listForAccount(account.id)).map(({ kind }) => kind);
  assertEquals(kinds.sort(), ["device", "program"]);
});

Deno.test("a refresh token that is used twice ends the whole family, and no other", async () => {
  const { auth, account, grant } = await openReal();
  await using _ = auth;
  const other = await auth.programTokens.startSession(account, TEST_ORIGIN);
  const next = await auth.programTokens.renew(grant.refresh);
  assertEquals(await codeOf(auth.programTokens.renew(grant.refresh)), "unauthorized");
  assertEquals(await codeOf(auth.programTokens.renew(next.refresh)), "unauthorized");
  assert(!isIdentity(await auth.programTokens.verify(grant.access)));
  assert(!isIdentity(await auth.programTokens.verify(next.access)));
  assert(isIdentity(await auth.programTokens.verify(other.access)));
});

Deno.test("of two who trade one refresh token at once, at most one gets anything, and not for long", async () => {
  const { auth, grant } = await openReal();
  await using _ = auth;
  const codes = await Promise.all(
    [1, 2].map(() => codeOf(auth.programTokens.renew(grant.refresh))),
  );
  assertEquals(codes.toSorted(), ["ok", "unauthorized"]);
  assert(!isIdentity(await auth.programTokens.verify(grant.access)));
});

Deno.test("a refresh token is no access token and no cookie, and nothing else is a refresh token", async () => {
  const { auth, grant } = await openReal();
  await using _ = auth;
  const authorization = `Bearer ${grant.refresh}`;
  assertEquals(await auth.authenticate({ authorization }), "token_malformed");
  assertEquals(await auth.authenticate({ cookie: grant.refresh }), "session_ended");
  assertEquals(await auth.authenticate({ cookie: grant.access }), "session_ended");
  for (const token of [grant.access, "", "prt_guess"]) {
    assertEquals(await codeOf(auth.programTokens.renew(token)), "unauthorized");
  }
});

Deno.test("after a rotation of the key, tokens that were signed before it are believed", async () => {
  const { auth, account, grant } = await openReal();
  await using _ = auth;
  await rotateSigningKeys(auth.dir);
  const after = await auth.programTokens.startSession(account, TEST_ORIGIN);
  assertNotEquals(decode(after.access).header, decode(grant.access).header);
  assert(isIdentity(await auth.programTokens.verify(grant.access)));
  assert(isIdentity(await auth.programTokens.verify(after.access)));
});

Deno.test("a disabled account's tokens are refused", async () => {
  const { auth, account, grant } = await openReal();
  await using _ = auth;
  await auth.accountAdmin.setDisabled("cli", account.id, true);
  assert(!isIdentity(await auth.programTokens.verify(grant.access)));
  assertEquals(await codeOf(auth.programTokens.renew(grant.refresh)), "unauthorized");
});
