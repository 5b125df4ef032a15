import { exactly, finds, phrases, type Test } from "../search.ts";
import { guests, notice, say } from "../store/fixtures.ts";

/** Words and phrases. */
export function finding(test: Test): void {
  test("search() finds messages with all the words, newest first", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    await store.appendMessage(say("ann", "m1", "The deploy went well"));
    await store.appendMessage(say("ann", "m2", "nothing here"));
    await store.appendMessage(say("ann", "m3", "well, a deploy!"));
    await finds(opened, { all: exactly("deploy", "well") }, [
      "well, a deploy!",
      "The deploy went well",
    ]);
    await finds(opened, { all: exactly("deploy", "here") }, []);
  });

  test("search() takes the last word as the beginning of one, and only that", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    await store.appendMessage(say("ann", "m1", "redeploy and deployment"));
    await finds(opened, { all: phrases("dep") }, ["redeploy and deployment"]);
    await finds(opened, { all: exactly("dep") }, []);
    await finds(opened, { all: phrases("dep", "and") }, []);
    await finds(opened, { all: phrases("eploy") }, []);
  });

  test("search() knows no case, accents or width", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    const said = "Straße, CAFÉ, ﬁn, Ｗｉｄｅ, ΟΔΟΣ, Ёлка, İzmir";
    await store.appendMessage(say("ann", "m1", said));
    for (const word of ["strasse", "cafe", "Cafe\u0301", "fin", "wide", "οδος", "елка", "izmir"]) {
      await finds(opened, { all: exactly(word) }, [said]);
    }
  });

  test("search() finds a phrase as it is written, and nothing else", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    await store.appendMessage(say("ann", "m1", "a cold-start problem"));
    await store.appendMessage(say("ann", "m2", "start cold, problem"));
    await finds(opened, { all: exactly("cold start") }, ["a cold-start problem"]);
    await finds(opened, { all: exactly("start problem") }, ["a cold-start problem"]);
    await finds(opened, { all: phrases("cold start pro") }, ["a cold-start problem"]);
  });

  test("search() leaves out what has an unwanted word or phrase", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    await store.appendMessage(say("ann", "m1", "red apple"));
    await store.appendMessage(say("ann", "m2", "green apple pie"));
    await finds(opened, { all: exactly("apple"), none: exactly("red") }, ["green apple pie"]);
    await finds(opened, { all: exactly("apple"), none: exactly("apple pie") }, ["red apple"]);
  });

  test("search() never finds a notice", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    await store.addMember("member", notice("joined", "ann", "n1"));
    await store.appendMessage(say("ann", "m1", "who joined?"));
    await finds(opened, { all: exactly("joined") }, ["who joined?"]);
    await finds(opened, { authors: ["ann"] }, ["who joined?"]);
  });

  test("search() takes what was written as words, whatever it means to the engine", async (opened) => {
    const { store } = opened;
    await guests(store, "ann");
    const said = 'a AND b OR NOT near( "c" * ^ {x : y} + §rlobby §aann';
    await store.appendMessage(say("ann", "m1", said));
    for (const text of ["AND", "NOT", 'near( "c" *', "§rlobby", "{x : y}", 'b" OR "z']) {
      const isThere = text !== 'b" OR "z';
      await finds(opened, { all: phrases(text) }, isThere ? [said] : []);
    }
    await store.appendMessage(say("ann", "m2", "other"));
    await finds(opened, { all: phrases("§rlobby") }, [said]);
  });
}
