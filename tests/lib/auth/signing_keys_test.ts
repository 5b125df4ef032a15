import { rotateSigningKeys, SigningKeyError, SigningKeys } from "../../../lib/auth/signing_keys.ts";
import { assert, assertEquals, assertNotEquals, assertRejects } from "../../helpers/assert.ts";

/** Opens keys in a folder of their own, with a clock that stands still. */
async function withKeys(run: (keys: SigningKeys, dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  try {
    await run(await SigningKeys.open(dir, () => 0), dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("the first start makes a key for the owner's eyes alone, and later ones take it", async () => {
  await withKeys(async (keys, dir) => {
    const { mode } = await Deno.stat(`${dir}/signing.json`);
    assertEquals(mode! & 0o777, 0o600);
    const key = await keys.current();
    assertEquals(Uint8Array.fromBase64(key.k, { alphabet: "base64url" }).length, 32);
    assertEquals(await (await SigningKeys.open(dir)).current(), key);
    const files = Array.from(Deno.readDirSync(dir), ({ name }) => name);
    assertEquals(files, ["signing.json"]);
  });
});

Deno.test("after a rotation the new key signs, the one before is believed, and older ones are not", async () => {
  await withKeys(async (keys, dir) => {
    const first = await keys.current();
    await rotateSigningKeys(dir);
    const second = await keys.current();
    assertNotEquals(second.kid, first.kid);
    assertEquals(await keys.find(first.kid), first);
    await rotateSigningKeys(dir);
    assertEquals(await keys.find((await keys.current()).kid), await keys.current());
    assertEquals(await keys.find(second.kid), second);
    assertEquals(await keys.find(first.kid), undefined);
    assertEquals((await Deno.stat(`${dir}/signing.json`)).mode! & 0o777, 0o600);
  });
});

Deno.test("a rotation by another process is noticed within a second, and at once by its new key", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  let now = 0;
  const keys = await SigningKeys.open(dir, () => now);
  const first = await keys.current();
  await rotateSigningKeys(dir);
  await rotateSigningKeys(dir);
  assert(await keys.find(first.kid));
  now = 1_000;
  assertEquals(await keys.find(first.kid), undefined);
  await rotateSigningKeys(dir);
  const newest = await (await SigningKeys.open(dir)).current();
  assert(await keys.find(newest.kid));
  await Deno.remove(dir, { recursive: true });
});

for (const text of ["", "{", "{}", '{"keys":[]}', '{"keys":[{"kty":"oct","k":"c2hvcnQ"}]}']) {
  Deno.test(`a file of keys that is ${text || "empty"} is refused, and stays as it is`, async () => {
    await withKeys(async (_, dir) => {
      await Deno.writeTextFile(`${dir}/signing.json`, text);
      await assertRejects(() => SigningKeys.open(dir), SigningKeyError, "signing.json");
      assertEquals(await Deno.readTextFile(`${dir}/signing.json`), text);
    });
  });
}
