import { signInAsGuest } from "../helpers/test_person.ts";
import { spawnServer, spawnUntilReady } from "../helpers/server_process.ts";
import { generateLoad, type Load } from "./load_generator.ts";
import { UNLIMITED_CONFIG } from "./unlimited_config.ts";

const LOADS: Load[] = [
  { members: 100, writers: 10, inFlight: 64, seconds: 4 },
  { members: 1_000, writers: 10, inFlight: 64, seconds: 4 },
];

if (import.meta.main) {
  for (const load of LOADS) await compare(load);
}

/** Runs a plain server and Parley under the same load, one after the other, and prints the ratio. */
async function compare(load: Load): Promise<void> {
  const plain = await measure(load, async (dir) => {
    const path = new URL("baseline_server.ts", import.meta.url).pathname;
    const server = await spawnUntilReady(["run", "-A", "--no-config", path, `${dir}/plain.db`]);
    return { server, cookie: "" };
  });
  const parley = await measure(load, async (dir) => {
    const server = await spawnServer(dir, 0, UNLIMITED_CONFIG);
    return { server, cookie: (await signInAsGuest(server)).cookie };
  });
  console.log(
    `1 room of ${load.members}, ${load.inFlight} in flight: ` +
      `plain ${show(plain)}, Parley ${show(parley)}, ` +
      `${(parley / plain).toFixed(1)} times as many deliveries a second`,
  );
}

type Server = Awaited<ReturnType<typeof spawnServer>>;

async function measure(
  load: Load,
  start: (dir: string) => Promise<{ server: Server; cookie: string }>,
): Promise<number> {
  const dir = await Deno.makeTempDir({ prefix: "parley-bench-" });
  const { server, cookie } = await start(dir);
  try {
    const url = `${server.url.replace("http", "ws")}/ws`;
    return (await generateLoad(url, cookie, load)).delivered;
  } finally {
    await server.kill();
    await Deno.remove(dir, { recursive: true });
  }
}

function show(perSecond: number): string {
  return `${Math.round(perSecond / 1_000)} k/s`;
}
