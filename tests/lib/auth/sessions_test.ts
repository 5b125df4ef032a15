import { DEFAULT_SESSION_LIMITS } from "../../../lib/auth/sessions.ts";
import { ChatError } from "../../../lib/protocol/chat_error.ts";
import { assert, assertEquals, assertNotEquals, assertRejects } from "../../helpers/assert.ts";
import { openAuthFixture, signUpPerson, TEST_ORIGIN } from "./auth_fixture.ts";

Deno.test("a session is found by its secret, and only a hash of that is kept", async () => {
  await using auth = await openAuthFixture();
  const { account, session, secret } = await auth.accounts.createGuest("Ana", TEST_ORIGIN);
  const found = await auth.sessions.findBySecret(secret);
  assertEquals([found?.account.id, found?.session.id], [account.id, session.id]);
  assert(!JSON.stringify(found).includes(secret));
  assertEquals(await auth.sessions.findBySecret(session.hash), undefined);
  assertEquals(await auth.sessions.findBySecret(session.id), undefined);
});

Deno.test("a session that nobody uses ends after its idle time", async () => {
  await using auth = await openAuthFixture();
  const { idleTimeoutMs: idleMs } = DEFAULT_SESSION_LIMITS;
  const { account, secret } = await auth.accounts.createGuest("Ana", TEST_ORIGIN);
  auth.clock.advance(idleMs - 1);
  assertEquals((await auth.sessions.listForAccount(account.id)).length, 1);
  auth.clock.advance(1);
  assertEquals(await auth.sessions.findBySecret(secret), undefined);
  assertEquals(await auth.sessions.listForAccount(account.id), []);
});

Deno.test("use puts a session's end off, until its life is over", async () => {
  await using auth = await openAuthFixture();
  const { idleTimeoutMs: idleMs, maxAgeMs: lifeMs } = DEFAULT_SESSION_LIMITS;
  const { secret } = await auth.accounts.createGuest("Ana", TEST_ORIGIN);
  let used = 0;
  while (used + idleMs - 1 < lifeMs) {
    auth.clock.advance(idleMs - 1);
    used += idleMs - 1;
    assert(await auth.sessions.findBySecret(secret), `${used}`);
  }
  auth.clock.advance(lifeMs - used - 1);
  assert(await auth.sessions.findBySecret(secret));
  auth.clock.advance(1);
  assertEquals(await auth.sessions.findBySecret(secret), undefined);
});

Deno.test("a refresh token of a session that nobody used is not valid any more", async () => {
  await using auth = await openAuthFixture();
  const ana = await signUpPerson(auth, "ana");
  const { refresh } = await auth.programTokens.startSession(ana.account, TEST_ORIGIN);
  const { idleTimeoutMs: idleMs } = DEFAULT_SESSION_LIMITS;
  auth.clock.advance(idleMs - 1);
  const { refresh: next } = await auth.programTokens.renew(refresh);
  auth.clock.advance(idleMs - 1);
  const { refresh: last } = await auth.programTokens.renew(next);
  auth.clock.advance(idleMs);
  await assertRejects(() => auth.programTokens.renew(last), ChatError);
});

Deno.test("when a session was last seen is noted once a minute", async () => {
  await using auth = await openAuthFixture();
  const { account, secret } = await auth.accounts.createGuest("Ana", TEST_ORIGIN);
  const seen = async (after: number) => {
    auth.clock.advance(after);
    await auth.sessions.findBySecret(secret);
    return (await auth.sessions.listForAccount(account.id))[0]!.seenAt;
  };
  const first = await seen(0);
  assertEquals(await seen(59_999), first);
  assertEquals(await seen(1), first + 60_000);
});

Deno.test("what a device calls itself is cut, and may be anything", async () => {
  await using auth = await openAuthFixture();
  const agent = "\0\ud800" + "🦊".repeat(300);
  const { session } = await auth.accounts.createGuest("Ana", { ...TEST_ORIGIN, userAgent: agent });
  assertEquals([...session.agent].length, 200);
  assertEquals((await auth.sessions.listForAccount(session.account))[0]!.agent, session.agent);
});

Deno.test("one session can be ended, or all but one's own", async () => {
  await using auth = await openAuthFixture();
  const first = await signUpPerson(auth, "ana");
  const others = [];
  for (let n = 0; n < 3; n++) {
    auth.clock.advance(1);
    others.push(await auth.sessions.startForDevice(first.account, TEST_ORIGIN));
  }
  const list = async () =>
    (await auth.sessions.listForAccount(first.account.id)).map(({ id }) => id);
  assertEquals((await list())[0], others[2]!.session.id);
  assert(await auth.sessions.endById(first.account.id, others[0]!.session.id));
  assertEquals(await auth.sessions.findBySecret(others[0]!.secret), undefined);
  await auth.sessions.endOthers(first);
  assertEquals(await list(), [first.session.id]);
});

Deno.test("nobody ends another's session", async () => {
  await using auth = await openAuthFixture();
  const [ana, bo] = [await signUpPerson(auth, "ana"), await signUpPerson(auth, "bo")];
  assertEquals(await auth.sessions.endById(bo.account.id, ana.session.id), false);
  assert(await auth.sessions.findBySecret(ana.secret));
});

Deno.test("a session that begins ends the one that the device had", async () => {
  await using auth = await openAuthFixture();
  const planted = await auth.accounts.createGuest("Eve", TEST_ORIGIN);
  const { secret } = await auth.accounts.createGuest("Ana", { ...TEST_ORIGIN, identity: planted });
  assertNotEquals(secret, planted.secret);
  assertEquals(await auth.sessions.findBySecret(planted.secret), undefined);
});
