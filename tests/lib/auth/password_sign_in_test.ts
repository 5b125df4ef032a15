import type { ChatError } from "../../../lib/protocol/chat_error.ts";
import { assert, assertEquals, assertRejects } from "../../helpers/assert.ts";
import {
  type AuthFixture,
  CHEAP_HASH,
  codeOf,
  openAuthFixture,
  signUpPerson,
  TEST_ORIGIN,
  TEST_PASSWORD,
} from "./auth_fixture.ts";

const signIn = (
  { passwordSignIn: signIn }: AuthFixture,
  username: string,
  password = TEST_PASSWORD,
  address = "a",
) => signIn.startSession({ username, password }, { ...TEST_ORIGIN, address });

/** The answer to a sign-in that must be refused. */
async function refusal(attempt: Promise<unknown>) {
  return ((await assertRejects(() => attempt)) as ChatError).toErrorBody();
}

const UNLIMITED_LOGINS = {
  perDevice: 1e6,
  perAddressAndAccount: 1e6,
  perAccount: 1e6,
  perAddress: 1e6,
  windowSeconds: 1,
};

/** How many of some tries had their password looked at. */
async function countTried(tries: Iterable<() => Promise<unknown>>): Promise<number> {
  let tried = 0;
  for (const attempt of tries) if (await codeOf(attempt()) === "bad_credentials") tried++;
  return tried;
}

Deno.test("an unknown name, a wrong password and nonsense are refused in the same words", async () => {
  await using auth = await openAuthFixture();
  await signUpPerson(auth, "ana");
  const answers = [
    await refusal(signIn(auth, "ana", "wrong")),
    await refusal(signIn(auth, "nobody")),
    await refusal(signIn(auth, "\0\ud800 no user name")),
    await refusal(signIn(auth, "__proto__")),
  ];
  assertEquals(answers[0]!.code, "bad_credentials");
  for (const answer of answers) assertEquals(answer, answers[0]!);
});

Deno.test("an unknown name takes as long as a wrong password, within 5 %", async () => {
  await using auth = await openAuthFixture({
    hashCost: undefined!,
    loginThrottleLimits: UNLIMITED_LOGINS,
  });
  await signUpPerson(auth, "ana");
  const times: Record<string, number[]> = { ana: [], nobody: [] };
  const once = async (username: string) => {
    const start = performance.now();
    await codeOf(signIn(auth, username, "wrong password"));
    times[username]!.push(performance.now() - start);
  };
  // Other work on the machine moves a few of them; in as many pairs as it takes, they agree.
  let ratio = 0;
  for (let pairs = 1; pairs <= 60 && (pairs < 12 || Math.abs(ratio - 1) > 0.05); pairs++) {
    for (const username of pairs % 2 ? ["ana", "nobody"] : ["nobody", "ana"]) await once(username);
    ratio = median(times.nobody!) / median(times.ana!);
  }
  assert(Math.abs(ratio - 1) <= 0.05, `an unknown name takes ${ratio} times as long`);
});

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

Deno.test("guessing one account is refused after ten tries, from wherever, known or not", async () => {
  await using auth = await openAuthFixture();
  await signUpPerson(auth, "ana");
  const answers = [];
  for (const username of ["ana", "nobody"]) {
    for (let n = 0; n < 10; n++) await refusal(signIn(auth, username, "wrong", `from ${n}`));
    answers.push(await refusal(signIn(auth, username, TEST_PASSWORD, "from elsewhere")));
  }
  assertEquals(answers[0]!.code, "rate_limited");
  assertEquals(answers[0]!.retryAfter, 90);
  assertEquals(answers[1], answers[0]);
  auth.clock.advance(90_000);
  assertEquals(await codeOf(signIn(auth, "ana")), "ok");
});

Deno.test("guessing under names that look alike counts as one", async () => {
  await using auth = await openAuthFixture();
  await signUpPerson(auth, "alice");
  for (let n = 0; n < 5; n++) await refusal(signIn(auth, n % 2 ? "a1ice" : "ALICE", "wrong"));
  assertEquals(await codeOf(signIn(auth, "alice")), "rate_limited");
});

Deno.test("a guesser with one address gets at most 25 tries at an account in an hour", async () => {
  await using auth = await openAuthFixture();
  await signUpPerson(auth, "ana");
  const tries = Array.from({ length: 360 }, () => () => {
    auth.clock.advance(10_000);
    return signIn(auth, "ana", "wrong");
  });
  const tried = await countTried(tries);
  assert(tried >= 20 && tried <= 25, `${tried} tries`);
  assertEquals(await codeOf(signIn(auth, "ana", TEST_PASSWORD, "elsewhere")), "ok");
});

Deno.test("a guesser with a thousand addresses gets at most 50 tries at an account in an hour", async () => {
  await using auth = await openAuthFixture();
  await signUpPerson(auth, "ana");
  const tries = Array.from({ length: 3_600 }, (_, n) => () => {
    auth.clock.advance(1_000);
    return signIn(auth, "ana", "wrong", `from ${n % 1_000}`);
  });
  const tried = await countTried(tries);
  assert(tried >= 40 && tried <= 50, `${tried} tries`);
});

Deno.test("a device that signed in before gets in while others guess, and a new one has to wait", async () => {
  await using auth = await openAuthFixture();
  const { account } = await signUpPerson(auth, "ana");
  const device = await auth.deviceCookies.issue(account);
  for (let n = 0; n < 10; n++) await refusal(signIn(auth, "ana", "wrong", `from ${n}`));
  const credentials = { username: "ana", password: TEST_PASSWORD };
  const at = (caller: Partial<typeof TEST_ORIGIN> & { device?: string | undefined }) =>
    codeOf(auth.passwordSignIn.startSession(credentials, { ...TEST_ORIGIN, ...caller }));
  assertEquals(await at({ deviceCookie: device }), "ok");
  assertEquals(await at({}), "rate_limited");
  assertEquals(await at({ deviceCookie: `${device}0` }), "rate_limited");
  auth.clock.advance(90_000);
  assertEquals(await at({}), "ok");
});

Deno.test("a known device guesses no faster than ten tries, and no account but its own", async () => {
  await using auth = await openAuthFixture();
  const { account } = await signUpPerson(auth, "ana");
  await signUpPerson(auth, "bob");
  const device = await auth.deviceCookies.issue(account);
  const guess = (username: string) => () =>
    auth.passwordSignIn.startSession({ username, password: "wrong" }, {
      ...TEST_ORIGIN,
      deviceCookie: device,
    });
  assertEquals(await countTried(Array(20).fill(guess("ana"))), 10);
  assertEquals(await countTried(Array(20).fill(guess("bob"))), 5);
});

Deno.test("a new password takes it from every device to be known", async () => {
  await using auth = await openAuthFixture();
  const ana = await signUpPerson(auth, "ana");
  const device = await auth.deviceCookies.issue(ana.account);
  const change = { current: TEST_PASSWORD, password: "a better battery" };
  await auth.passwordSignIn.changePassword(ana, change, TEST_ORIGIN);
  const found = await auth.store.findCredentials("ana");
  assertEquals(await auth.deviceCookies.verify(device!, found), undefined);
  assertEquals(await auth.deviceCookies.issue(ana.account, "nonsense").then((one) => !!one), true);
});

Deno.test("one device is known to four accounts, and nothing of its cookie but a signature counts", async () => {
  await using auth = await openAuthFixture();
  let cookie: string | undefined;
  for (const name of ["ana", "bob", "cyd", "dan", "eve"]) {
    cookie = await auth.deviceCookies.issue((await signUpPerson(auth, name)).account, cookie);
  }
  const knows = async (name: string, value = cookie!) =>
    await auth.deviceCookies.verify(value, await auth.store.findCredentials(name)) !== undefined;
  assertEquals(
    [await knows("ana"), await knows("bob"), await knows("eve")],
    [false, true, true],
  );
  const [first, ...others] = cookie!.split("~");
  const [id, kid, device] = first!.split(".");
  for (
    const forged of [
      "",
      "~~~",
      "a.b.c.d",
      [id, kid, device].join("."),
      [id, kid, device, "0".repeat(64)].join("."),
      [id, kid, "another", first!.split(".")[3]].join("."),
      others.map((one) => one.replace(/^[^.]+/, id!)).join("~"),
    ]
  ) assertEquals(await knows("eve", forged), false, forged);
});

Deno.test("a living session changes its password while others guess", async () => {
  await using auth = await openAuthFixture();
  const ana = await signUpPerson(auth, "ana");
  for (let n = 0; n < 40; n++) await codeOf(signIn(auth, "ana", "wrong", TEST_ORIGIN.address));
  const change = { current: TEST_PASSWORD, password: "a better battery" };
  assert(await auth.passwordSignIn.changePassword(ana, change, TEST_ORIGIN));
});

Deno.test("who fails at one account keeps nobody else of the same address out", async () => {
  await using auth = await openAuthFixture();
  await signUpPerson(auth, "ana");
  await signUpPerson(auth, "bob");
  for (let n = 0; n < 200; n++) await codeOf(signIn(auth, "ana", "wrong"));
  assertEquals(await codeOf(signIn(auth, "bob")), "ok");
});

Deno.test("guessing from one address is refused after thirty tries, and others go on", async () => {
  await using auth = await openAuthFixture();
  await signUpPerson(auth, "ana");
  for (let n = 0; n < 30; n++) await refusal(signIn(auth, `name-${n}`, "wrong"));
  const { code, retryAfter } = await refusal(signIn(auth, "ana"));
  assertEquals([code, retryAfter], ["rate_limited", 30]);
  assertEquals(await codeOf(signIn(auth, "ana", TEST_PASSWORD, "b")), "ok");
});

Deno.test("right passwords use nothing up, so that an office can share an address", async () => {
  await using auth = await openAuthFixture();
  await signUpPerson(auth, "ana");
  for (let n = 0; n < 50; n++) assertEquals(await codeOf(signIn(auth, "ana")), "ok");
});

Deno.test("a refused guess is not even hashed", async () => {
  await using auth = await openAuthFixture({
    loginThrottleLimits: { ...UNLIMITED_LOGINS, perAccount: 1, windowSeconds: 60 },
  });
  await refusal(signIn(auth, "ana", "wrong"));
  const storm = Array.from({ length: 500 }, () => codeOf(signIn(auth, "ana", "wrong")));
  assertEquals(new Set(await Promise.all(storm)), new Set(["rate_limited"]));
});

Deno.test("a disabled account is told so only with the right password", async () => {
  await using auth = await openAuthFixture();
  const { account } = await signUpPerson(auth, "ana");
  await auth.accountAdmin.setDisabled("cli", account.id, true);
  assertEquals(await codeOf(signIn(auth, "ana", "wrong")), "bad_credentials");
  assertEquals(await codeOf(signIn(auth, "ana")), "forbidden");
  await auth.accountAdmin.setDisabled("cli", account.id, false);
  assertEquals(await codeOf(signIn(auth, "ana")), "ok");
});

Deno.test("a password with old parameters is hashed anew at the next sign-in, and works on", async () => {
  await using old = await openAuthFixture();
  await signUpPerson(old, "ana");
  const { openAuth } = await import("../../../lib/auth/auth.ts");
  const raised = { ...CHEAP_HASH, passes: 2 };
  const auth = await openAuth({
    store: old.store,
    keyDir: old.dir,
    envOverrides: {},
    hashCost: raised,
  });
  const credentials = { username: "ana", password: TEST_PASSWORD };
  await auth.passwordSignIn.startSession(credentials, TEST_ORIGIN);
  const found = await old.store.findCredentials("ana");
  assert(found!.password.startsWith("$argon2id$v=19$m=8,t=2,p=1$"), found!.password);
  await auth.passwordSignIn.startSession(credentials, TEST_ORIGIN);
});

Deno.test("a new password ends every session but the device's own, which is a new one", async () => {
  await using auth = await openAuthFixture();
  const here = await signUpPerson(auth, "ana");
  const there = await signIn(auth, "ana");
  const next = "a better battery";
  const change = { current: TEST_PASSWORD, password: next };
  const started = await auth.passwordSignIn.changePassword(here, change, TEST_ORIGIN);
  for (const { secret } of [here, there]) {
    assertEquals(await auth.sessions.findBySecret(secret), undefined);
  }
  assert(await auth.sessions.findBySecret(started!.secret));
  assertEquals(await codeOf(signIn(auth, "ana")), "bad_credentials");
  assertEquals(await codeOf(signIn(auth, "ana", next)), "ok");
});

Deno.test("a password is changed only by who knows it, and guests have none", async () => {
  await using auth = await openAuthFixture();
  const ana = await signUpPerson(auth, "ana");
  const guest = await auth.accounts.createGuest("Bo", TEST_ORIGIN);
  const change = (who: typeof ana, current: string, password = "a better battery") =>
    codeOf(auth.passwordSignIn.changePassword(who, { current, password }, TEST_ORIGIN));
  assertEquals(await change(ana, "wrong"), "bad_credentials");
  assertEquals(await change(ana, TEST_PASSWORD, "password1"), "bad_request");
  assertEquals(await change(guest, ""), "bad_request");
  assert(await auth.sessions.findBySecret(ana.secret));
  for (let n = 0; n < 9; n++) await change(ana, "wrong");
  assertEquals(await change(ana, TEST_PASSWORD), "rate_limited");
});
