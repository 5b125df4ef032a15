import { FairQueue, type QueueRequester } from "../../../lib/util/fair_queue.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { codeOf } from "../auth/auth_fixture.ts";

/** Asks for turns in this order while the first runs; the order in which they ran. `-` begins a guest. */
async function orderOf(
  asked: string[],
  turns = new FairQueue({ each: 20, accounts: 20 }, "server_busy"),
) {
  const ran: string[] = [];
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const first = turns.run(asker("first"), () => opened);
  const all = asked.map((id, n) =>
    turns.run(asker(id), () => {
      ran.push(`${id}${asked.slice(0, n).filter((one) => one === id).length}`);
      return Promise.resolve();
    })
  );
  open();
  await Promise.all([first, ...all]);
  return ran.join(" ");
}

function asker(id: string): QueueRequester {
  return { id, isGuest: id.startsWith("-") };
}

Deno.test("FairTurns rotates accounts: who asks for much waits behind himself alone", async () => {
  assertEquals(
    await orderOf(["ann", "ann", "ann", "bob", "cleo", "bob"]),
    "ann0 bob0 cleo0 ann1 bob1 ann2",
  );
});

Deno.test("FairTurns lets people go before guests, and leaves a guest one turn in four", async () => {
  assertEquals(await orderOf(["-gil", "-gil", "-hal", "ann"]), "ann0 -gil0 -hal0 -gil1");
  const people = Array.from({ length: 7 }, () => "ann");
  assertEquals(
    await orderOf(["-gil", "-hal", ...people]),
    "ann0 ann1 ann2 -gil0 ann3 ann4 ann5 -hal0 ann6",
  );
});

Deno.test("FairTurns refuses what is too much of one account, or of too many, and no one else", async () => {
  const turns = new FairQueue({ each: 2, accounts: 2 }, "server_busy");
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const take = (id: string) => codeOf(turns.run(asker(id), () => opened));
  const taken = ["-a", "-a", "-a", "-b"].map(take);
  assertEquals(await take("-a"), "unavailable");
  assertEquals(await take("-c"), "unavailable");
  const person = turns.run(asker("ann"), () => Promise.resolve("done"));
  open();
  assertEquals(await person, "done");
  assertEquals(await Promise.all(taken), Array(4).fill(await codeOf(Promise.resolve())));
  assertEquals(await turns.run(asker("-c"), () => Promise.resolve("room")), "room");
});

Deno.test("FairTurns goes on after something that failed", async () => {
  const turns = new FairQueue({ each: 1, accounts: 1 }, "server_busy");
  const failed = turns.run(asker("ann"), () => Promise.reject(new Error("no")));
  const next = turns.run(asker("bob"), () => Promise.resolve("next"));
  assertEquals([await failed.catch(() => "failed"), await next], ["failed", "next"]);
});
