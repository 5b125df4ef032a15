import { assertFinds, phrases, type SearchContractTest, wholePhrases } from "../search.ts";
import { createGuests, messageInput, notice } from "../store/fixtures.ts";

/** Words and phrases. */
export function matching(test: SearchContractTest): void {
  test("search() finds messages with all the words, newest first", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "The deploy went well"));
    await store.appendMessage(messageInput("ann", "m2", "nothing here"));
    await store.appendMessage(messageInput("ann", "m3", "well, a deploy!"));
    await assertFinds(opened, { all: wholePhrases("deploy", "well") }, [
      "well, a deploy!",
      "The deploy went well",
    ]);
    await assertFinds(opened, { all: wholePhrases("deploy", "here") }, []);
  });

  test("search() takes the last word as the beginning of one, and only that", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "redeploy and deployment"));
    await assertFinds(opened, { all: phrases("dep") }, ["redeploy and deployment"]);
    await assertFinds(opened, { all: wholePhrases("dep") }, []);
    await assertFinds(opened, { all: phrases("dep", "and") }, []);
    await assertFinds(opened, { all: phrases("eploy") }, []);
  });

  test("search() knows no case, accents or width", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    const said = "Straße, CAFÉ, ﬁn, Ｗｉｄｅ, ΟΔΟΣ, Ёлка, İzmir";
    await store.appendMessage(messageInput("ann", "m1", said));
    for (const word of ["strasse", "cafe", "Cafe\u0301", "fin", "wide", "οδος", "елка", "izmir"]) {
      await assertFinds(opened, { all: wholePhrases(word) }, [said]);
    }
  });

  test("search() finds a phrase as it is written, and nothing else", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "a cold-start problem"));
    await store.appendMessage(messageInput("ann", "m2", "start cold, problem"));
    await assertFinds(opened, { all: wholePhrases("cold start") }, ["a cold-start problem"]);
    await assertFinds(opened, { all: wholePhrases("start problem") }, ["a cold-start problem"]);
    await assertFinds(opened, { all: phrases("cold start pro") }, ["a cold-start problem"]);
  });

  test("search() leaves out what has an unwanted word or phrase", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "red apple"));
    await store.appendMessage(messageInput("ann", "m2", "green apple pie"));
    await assertFinds(opened, { all: wholePhrases("apple"), none: wholePhrases("red") }, [
      "green apple pie",
    ]);
    await assertFinds(opened, { all: wholePhrases("apple"), none: wholePhrases("apple pie") }, [
      "red apple",
    ]);
  });

  test("search() never finds a notice", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.appendMessage(messageInput("ann", "m1", "who joined?"));
    await assertFinds(opened, { all: wholePhrases("joined") }, ["who joined?"]);
    await assertFinds(opened, { authors: ["ann"] }, ["who joined?"]);
  });

  test("search() takes what was written as words, whatever it means to the engine", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    const said = 'a AND b OR NOT near( "c" * ^ {x : y} + §rlobby §aann';
    await store.appendMessage(messageInput("ann", "m1", said));
    for (const text of ["AND", "NOT", 'near( "c" *', "§rlobby", "{x : y}", 'b" OR "z']) {
      const isThere = text !== 'b" OR "z';
      await assertFinds(opened, { all: phrases(text) }, isThere ? [said] : []);
    }
    await store.appendMessage(messageInput("ann", "m2", "other"));
    await assertFinds(opened, { all: phrases("§rlobby") }, [said]);
  });
}
