import { signInAsGuest, type TestPerson } from "../helpers/test_person.ts";
import { residentBytes, spawnServer } from "../helpers/server_process.ts";
import { announceUpload, sendPart } from "../helpers/test_upload.ts";
import { UNLIMITED_CONFIG } from "./unlimited_config.ts";

/** People who upload at once, and bytes of each file. */
const PEOPLE = 20;
const SIZE = 100 * 2 ** 20;
const CHUNK = 64 * 1024;

/** How much memory a server may take for them, above what it has at rest: bytes. */
const MOST = 100_000_000;

if (import.meta.main) Deno.exit(await measure() <= MOST ? 0 : 1);

/** Lets people upload large files all at once; returns the memory above that at rest, in bytes. */
async function measure(): Promise<number> {
  const dir = await Deno.makeTempDir({ prefix: "parley-bench-" });
  const server = await spawnServer(dir, 0, { ...UNLIMITED_CONFIG, FILE_SIZE: "100MB" });
  try {
    const people = await Promise.all(
      Array.from({ length: PEOPLE }, (_, n) => signInAsGuest(server, `Guest ${n}`)),
    );
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const idle = await residentBytes(server.pid);
    let most = idle;
    const watch = setInterval(async () => {
      most = Math.max(most, await residentBytes(server.pid));
    }, 200);
    const started = performance.now();
    await Promise.all(people.map(uploadOne));
    const seconds = (performance.now() - started) / 1_000;
    clearInterval(watch);
    console.log(
      `${PEOPLE} people upload ${SIZE / 2 ** 20} MB each in ${seconds.toFixed(1)} s: ` +
        `${megabytes(most - idle)} MB above ${megabytes(idle)} MB at rest`,
    );
    return most - idle;
  } finally {
    await server.kill();
    await Deno.remove(dir, { recursive: true });
  }
}

async function uploadOne(person: TestPerson, seed: number): Promise<void> {
  const { headers, body } = await announceUpload(person, { length: SIZE, name: "large.bin" });
  const location = headers.get("location");
  if (!location) throw new Error(`not announced: ${JSON.stringify(body)}`);
  const sent = await sendPart(person, location, 0, content(seed));
  if (sent.status !== 204) throw new Error(`not sent: ${JSON.stringify(sent.body)}`);
}

/** Content that no two people share. */
function content(seed: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = SIZE;
  return new ReadableStream({
    pull(controller) {
      if (left === 0) return controller.close();
      const chunk = new Uint8Array(Math.min(CHUNK, left)).fill(seed + 1);
      left -= chunk.length;
      controller.enqueue(chunk);
    },
  });
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
