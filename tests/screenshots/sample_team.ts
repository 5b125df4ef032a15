import type { Message } from "../../lib/protocol/model.ts";
import {
  createInvite,
  createRoom,
  jsonRequest,
  patchRequest,
  setUpAdmin,
  signUp,
  type TestPerson,
  type Wire,
} from "../helpers/test_person.ts";
import type { TestServer } from "../helpers/test_server.ts";
import { upload } from "../helpers/test_upload.ts";

const MINUTE_IN_MS = 60_000;

/** A team that has talked for two days, through the same door as everyone. */
export interface SampleTeam {
  /** Whose page is looked at. */
  ana: TestPerson;
  room: string;
  /** The message whose thread has replies. */
  thread: number;
  close(): Promise<void>;
}

/**
 * Plays the talk, in which a picture is sent, a JPEG; `at` sets the server's clock, in milliseconds
 * since 1970.
 */
export async function createSampleTeam(
  server: TestServer,
  picture: Uint8Array<ArrayBuffer>,
  at: (time: number) => void,
): Promise<SampleTeam> {
  const end = Date.now();
  let time = end - 26 * 60 * MINUTE_IN_MS;
  const wait = (minutes: number) => at(time += minutes * MINUTE_IN_MS);
  wait(0);

  const boss = await setUpAdmin(server, "mara");
  await boss.json("/api/account", patchRequest({ name: "Mara Weiss" }));
  const ana = await signUp(server, "ana", "Ana Lindqvist");
  const bo = await signUp(server, "bo", "Bo Tanaka");
  const cleo = await signUp(server, "cleo", "Cleo Okafor");
  const people = [boss, ana, bo, cleo];
  const { id: room } = await createRoom(ana, {
    name: "Design",
    topic: "What it looks like, and why",
  });
  const { id: release } = await createRoom(bo, { name: "Release", topic: "4.2 on Thursday" });
  const { id: plans } = await createRoom(boss, { name: "Plans", kind: "private" });
  await ana.json("/api/invites/accept", jsonRequest({ code: await createInvite(boss, plans) }));
  const wires = new Map<TestPerson, Wire>();
  for (const person of people) {
    const wire = await person.connect();
    wires.set(person, wire);
    for (const one of ["lobby", room, release]) await wire.join(one);
  }
  await wires.get(ana)!.join(plans);
  await wires.get(boss)!.join(plans);

  async function say(who: TestPerson, content: string, more: Record<string, unknown> = {}) {
    const id = crypto.randomUUID();
    const wire = wires.get(who)!;
    wire.send({ type: "message", room, id, content, ...more });
    return await wire.next("message", (line) => line.id === id);
  }
  const react = ({ seq, room }: Message, emoji: string, ...by: TestPerson[]) =>
    by.forEach((who) => wires.get(who)!.send({ type: "react", room, seq, emoji }));

  await say(bo, "The new timeline is on the test server. Would love a second pair of eyes on it.");
  wait(1);
  await say(
    bo,
    "Three things I am *not* sure about:\n- the day line\n- how quotes look\n- the dark theme at night",
  );
  wait(4);
  const praise = await say(
    ana,
    "Looking now. First impression: **calm**. I like that nothing moves when I read older messages.",
  );
  react(praise, "👍", bo, cleo);
  react(praise, "💚", boss);
  wait(9);
  const advice = await say(
    cleo,
    "Quotes are good. I'd take the line down one step:\n```css\n.quote {\n  border-inline-start: 2px solid var(--line);\n  padding-inline-start: 12px;\n}\n```",
  );
  wait(3);
  await say(bo, "Done, thank you.", { reply: advice.seq });
  wait(22 * 60);
  const ask = await say(
    boss,
    "Morning all. Which day works for the release? I would like it **before Friday**.",
  );
  wait(2);
  await say(cleo, "Thursday, if the search lands today 🤞");
  for (
    const [who, text] of [
      [bo, "Search is merged. It finds a word among a million messages in two milliseconds."],
      [ana, "Then Thursday it is."],
      [boss, "Thursday. I'll tell the others."],
    ] as const
  ) {
    wait(2);
    await say(who, text, { thread: ask.seq });
  }
  wait(6);
  const final = await say(
    ana,
    "Thursday then. @Bo Tanaka could you prepare the notes? The list is at https://parley.example/notes/4-2",
    {
      mentions: [bo.account.id],
    },
  );
  react(final, "🎉", bo, cleo, boss);
  react(final, "🚀", cleo, ana);
  wires.get(boss)!.send({ type: "pin", room, seq: final.seq });
  wait(3);
  await say(bo, "On it. First draft in an hour.", { reply: final.seq });
  wait(5);
  const hut = await upload(cleo, picture, { name: "Hut.jpg", type: "image/jpeg" });
  const shown = await say(cleo, "Here is the picture for the front page:", { files: [hut.id] });
  react(shown, "😍", ana, boss);

  wires.get(ana)!.send({ type: "read", room, seq: final.seq });
  const elsewhere = async (who: TestPerson, where: string, content: string, more = {}) => {
    const id = crypto.randomUUID();
    wires.get(who)!.send({ type: "message", room: where, id, content, ...more });
    await wires.get(who)!.next("message", (line) => line.id === id);
  };
  await elsewhere(bo, "lobby", "There is cake in the kitchen.");
  await elsewhere(cleo, release, "Notes are ready for a look, @Ana Lindqvist.", {
    mentions: [ana.account.id],
  });
  await elsewhere(boss, plans, "Two people start in December.");
  const direct = await cleo.json("/api/direct", jsonRequest({ people: [ana.account.id] }));
  const { id: pair } = (direct.body as { room: { id: string } }).room;
  await wires.get(cleo)!.join(pair);
  await elsewhere(cleo, pair, "Lunch at one?");
  at(end);
  const close = async () => {
    for (const wire of wires.values()) await wire.close();
  };
  return { ana, room, thread: ask.seq, close };
}
