import { argon2id, type Derive } from "../../../lib/auth/argon2id.ts";
import { Passwords } from "../../../lib/auth/password_hashing.ts";
import { assert, assertEquals, assertMatch, assertNotEquals } from "../../helpers/assert.ts";
import { CHEAP_HASH } from "./auth_fixture.ts";

const passwords = new Passwords(CHEAP_HASH);

Deno.test("a hash keeps its parameters beside it, and two of one password differ", async () => {
  const [one, two] = await Promise.all([passwords.hash("hunter2!"), passwords.hash("hunter2!")]);
  assertMatch(one, /^\$argon2id\$v=19\$m=8,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assertNotEquals(one, two);
});

Deno.test("without other parameters a hash costs what OWASP asks", async () => {
  assertMatch(await new Passwords().hash("hunter2!"), /\$m=19456,t=2,p=1\$/);
});

Deno.test("verify() tells right from wrong, and nobody's password is always wrong", async () => {
  const stored = await passwords.hash("hunter2!");
  assertEquals(await passwords.verify("hunter2!", stored), "right");
  assertEquals(await passwords.verify("hunter2", stored), "wrong");
  assertEquals(await passwords.verify("", stored), "wrong");
  assertEquals(await passwords.verify("hunter2!"), "wrong");
});

Deno.test("verify() says when a right password was hashed with other parameters", async () => {
  const raised = new Passwords({ ...CHEAP_HASH, passes: 2 });
  const stored = await passwords.hash("hunter2!");
  assertEquals(await raised.verify("hunter2!", stored), "outdated");
  assertEquals(await raised.verify("hunter3!", stored), "wrong");
});

Deno.test("a password is one, however a keyboard writes its letters", async () => {
  const stored = await passwords.hash("cafe\u0301 ｆｏｕｒ");
  assertEquals(await passwords.verify("café four", stored), "right");
});

Deno.test("a storm of sign-ins is refused where the line ends, and those in it are served", async () => {
  const storm = new Passwords({ memory: 1_024, passes: 1, lanes: 1 });
  const verdicts = await Promise.allSettled(
    Array.from({ length: 150 }, () => storm.verify("hunter2!")),
  );
  const refused = verdicts.filter(({ status }) => status === "rejected");
  assertEquals(refused.length, 49);
  assert(refused.every((one) => one.status === "rejected" && one.reason.code === "unavailable"));
});

Deno.test("one hash is made at a time, whoever asks", async () => {
  let running = 0;
  let most = 0;
  const derive: Derive = async (...args) => {
    most = Math.max(most, ++running);
    const tag = await argon2id(...args);
    running--;
    return tag;
  };
  const counted = new Passwords(CHEAP_HASH, undefined, derive);
  await Promise.all(Array.from({ length: 10 }, () => counted.hash("hunter2!")));
  assertEquals(most, 1);
});
