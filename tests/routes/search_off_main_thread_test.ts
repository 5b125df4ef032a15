import { assert, assertEquals } from "../helpers/assert.ts";
import { signInAsGuest, type TestPerson } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

const MESSAGES = 30;
const LONG = `a ${"漢字".repeat(3_999)}`;

/** Characters that this thread, which is the server's main one, compares with others meanwhile. */
async function foldedDuring(run: () => Promise<unknown>): Promise<number> {
  const { normalize } = String.prototype;
  let folded = 0;
  String.prototype.normalize = function (this: string, form?: string) {
    folded += this.length;
    return normalize.call(this, form);
  };
  try {
    await run();
  } finally {
    String.prototype.normalize = normalize;
  }
  return folded;
}

/** How many messages are found, on all pages. */
async function countAll(person: TestPerson): Promise<number> {
  let [found, before] = [0, ""];
  for (;;) {
    const { status, body } = await person.json(`/api/search?q=a&limit=50${before}`);
    if (status === 429) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    const { hits, next } = body as { hits: unknown[]; next?: number };
    found += hits.length;
    if (next === undefined) return found;
    before = `&before=${next}`;
  }
}

Deno.test("no message is matched or cut to a snippet on the main thread", async () => {
  await using server = await startServer();
  const mal = await signInAsGuest(server, "Mal");
  const wire = await mal.connect();
  await wire.join();
  for (let n = 0; n < MESSAGES; n++) await wire.post(LONG);
  await wire.close();
  for (let found = 0; found < MESSAGES;) found = await countAll(mal);
  const folded = await foldedDuring(async () => assertEquals(await countAll(mal), MESSAGES));
  assert(folded < 1_000, `${folded} characters of ${MESSAGES * LONG.length}`);
});
