import { MessageSearch } from "../../../../lib/chat/search/message_search.ts";
import type { Search, SearchPage } from "../../../../lib/store/search.ts";
import { account } from "../../../contract/store/fixtures.ts";
import { assertEquals } from "../../../helpers/assert.ts";
import { codeOf } from "../../auth/auth_fixture.ts";

const gil = account("gil");
const hal = account("hal");
const ann = account("ann", { username: "ann" });

/** A search that answers when it is told to, and whose it is: the words tell. */
function openMessageSearch() {
  const running: { word: string; answer: () => void }[] = [];
  const search: Pick<Search, "search"> = {
    search: ({ all }) =>
      new Promise<SearchPage>((resolve) => {
        const answer = () => resolve({ hits: [], catchingUp: false });
        running.push({ word: all[0]!.terms[0]!, answer });
      }),
  };
  const registry = { visibleTo: () => [] };
  const finding = new MessageSearch({ search, registry, steady: () => 0 } as never);
  return { finding, running };
}

/** Lets everything run that can. */
const tick = () => new Promise<void>((resolve) => void setTimeout(resolve));

Deno.test("one search runs at a time: accounts take turns, people go before guests, all are answered", async () => {
  const { finding, running } = openMessageSearch();
  const asked = [[gil, "g1"], [gil, "g2"], [gil, "g3"], [hal, "h1"], [ann, "a1"]] as const;
  const all = asked.map(([who, q]) => finding.search(who, { q }));
  const ran: string[] = [];
  for (let n = 0; n < asked.length; n++) {
    await tick();
    assertEquals(running.length, 1);
    const { word, answer } = running.pop()!;
    ran.push(word);
    answer();
  }
  await Promise.all(all);
  assertEquals(ran, ["g1", "a1", "g2", "h1", "g3"]);
});

Deno.test("an account that searches more often than it may is refused, and waits for no turn", async () => {
  const { finding, running } = openMessageSearch();
  const taken = Array.from({ length: 5 }, () => finding.search(gil, { q: "g" }));
  assertEquals(await codeOf(finding.search(gil, { q: "g" })), "rate_limited");
  for (let n = 0; n < taken.length; n++) {
    await tick();
    running.pop()!.answer();
  }
  await Promise.all(taken);
});
