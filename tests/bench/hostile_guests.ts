import config from "../../deno.json" with { type: "json" };
import {
  SETUP_TOKEN,
  setUpAdminByToken,
  signIn,
  signUp,
  type TestPerson,
  type Wire,
} from "../helpers/test_person.ts";
import { residentBytes, spawnServer } from "../helpers/server_process.ts";
import { ATTACKS } from "./attacks.ts";

/**
 * What two people with accounts notice while guests do their worst, each attack apart and then all at
 * once: the 99th percentile of their messages against the quiet before, the server's memory above that at
 * rest, and what they are refused.
 */
const [SECONDS = 8, GUESTS = 20] = Deno.args.slice(0, 2).map(Number);

/** The attacks to try; without a name each apart, and "" for all at once. */
const NAMES = Deno.args.length > 2 ? Deno.args.slice(2) : [...Object.keys(ATTACKS), ""];

/** Milliseconds between two messages of the people, and seconds of quiet: 200 messages for a percentile. */
const MESSAGE_EVERY_MS = 40;
const QUIET_SECONDS = 8;

/** The limits: times the 99th percentile of the quiet, and bytes above rest. */
const P99_RATIO_MAX = 3;
const MEMORY_MAX_BYTES = 150e6;

if (import.meta.main) Deno.exit(await measure() ? 0 : 1);

async function measure(): Promise<boolean> {
  const dir = await Deno.makeTempDir({ prefix: "parley-bench-" });
  const env = { TRUSTED_PROXIES: "127.0.0.1", GUESTS: "on", SETUP_TOKEN, GUESTS_PER_HOUR: "1000" };
  const server = await spawnServer(dir, 0, { ...env, ...allocator() });
  try {
    // A core for the server, as far as there are two: what the attackers compute is not its affair.
    await pin(server.pid, 0);
    await pin(Deno.pid, 1);
    await setUpAdminByToken(server);
    const people = [await signUp(server, "ana"), await signUp(server, "bo")];
    const wires = await Promise.all(people.map(async (person) => {
      const wire = await person.connect();
      await wire.join();
      return wire;
    }));
    await talk(wires, 2);
    const rest = await residentBytes(server.pid);
    let isGood = true;
    for (const name of NAMES) {
      const quiet = percentile(await talk(wires, QUIET_SECONDS), 0.99);
      const attackers = startAttack(server.url, name);
      const peace = await besides(server, people[0]!);
      const p99 = percentile(await talk(wires, SECONDS), 0.99);
      const during = await peace();
      const memory = await residentBytes(server.pid) - rest;
      await attackers.status;
      const ratio = p99 / quiet;
      isGood &&= ratio <= P99_RATIO_MAX && memory <= MEMORY_MAX_BYTES && during.refused === 0;
      console.log(
        `${name || "all at once"}: p99 ${quiet.toFixed(1)} → ${p99.toFixed(1)} ms ` +
          `(${ratio.toFixed(1)} times), ${Math.round(memory / 1e6)} MB above rest, ` +
          `${during.refused} of ${during.asked} requests of people refused`,
      );
    }
    await Promise.all(wires.map((wire) => wire.close()));
    return isGood;
  } finally {
    await server.kill();
    await Deno.remove(dir, { recursive: true });
  }
}

/** The variables by which the start task has the system's allocator give memory back. */
function allocator(): Record<string, string> {
  const found = config.tasks.serve.command.matchAll(/(MALLOC_\w+)=(\d+)/g);
  return Object.fromEntries(Array.from(found, ([, name, value]) => [name!, value!]));
}

async function pin(pid: number, core: number): Promise<void> {
  if (navigator.hardwareConcurrency < 2) return;
  await new Deno.Command("taskset", { args: ["-acp", `${core}`, `${pid}`], stdout: "null" })
    .output();
}

/** Guests in a process of their own, which yields to that of the people. */
function startAttack(url: string, only = ""): Deno.ChildProcess {
  const script = new URL("attacks.ts", import.meta.url).pathname;
  const args = ["run", "--no-prompt", "--no-check", "-A", script, url, `${GUESTS}`];
  return new Deno.Command("nice", {
    args: ["-n", "10", Deno.execPath(), ...args, `${SECONDS + 3}`, only],
    stdout: "null",
    stderr: "null",
  }).spawn();
}

/** The two write to each other; milliseconds from the sending of each message to the other's copy. */
async function talk([ana, bo]: Wire[], seconds: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < seconds * 1_000 / MESSAGE_EVERY_MS; n++) {
    const id = crypto.randomUUID();
    const started = performance.now();
    const heard = bo!.next("message", (line) => line.id === id);
    ana!.send({ type: "message", room: "lobby", id, content: "How are you?" });
    await heard;
    times.push(performance.now() - started);
    ana!.lines.length = bo!.lines.length = 0;
    ana!.frames.length = bo!.frames.length = 0;
    await new Promise((resolve) =>
      setTimeout(resolve, MESSAGE_EVERY_MS - Math.min(times.at(-1)!, MESSAGE_EVERY_MS))
    );
  }
  return times;
}

/** What people ask besides, every second, until it is asked how that went. */
async function besides(server: { url: string }, ana: TestPerson) {
  const count = { asked: 0, refused: 0 };
  const one = async (ask: () => Promise<unknown>) => {
    count.asked++;
    await ask().catch((error) => {
      count.refused++;
      console.log(`  ${error}`);
    });
  };
  const ok = async (path: string) => {
    const { status } = await ana.json(path);
    if (status !== 200) throw new Error(`${path} is ${status}`);
  };
  const timer = setInterval(() => {
    void one(() => ok("/api/rooms"));
    void one(() => ok("/api/search?q=hello"));
    void one(() => ok("/api/people"));
  }, 1_000);
  await one(() => signIn(server, "bo"));
  return () => {
    clearInterval(timer);
    return Promise.resolve(count);
  };
}

function percentile(times: number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * part)]!;
}
