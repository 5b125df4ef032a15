import { signInAsGuest } from "../helpers/test_person.ts";
import { spawnServer } from "../helpers/server_process.ts";
import { UNLIMITED_CONFIG } from "./unlimited_config.ts";

/** People who come into one room at once; the bytes for each must not grow with how many they are. */
const STORM_SIZES = [125, 250, 500, 1_000];

if (import.meta.main) {
  for (const size of STORM_SIZES) await measureStorm(size);
}

/** Lets a crowd join the lobby for the first time, all at once, and counts what everyone is sent. */
async function measureStorm(size: number): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "parley-bench-" });
  const server = await spawnServer(dir, 0, UNLIMITED_CONFIG);
  try {
    const cookies: string[] = [];
    for (let n = 0; n < size; n++) cookies.push((await signInAsGuest(server, `Guest ${n}`)).cookie);
    let bytes = 0;
    let frames = 0;
    const url = `${server.url.replace("http", "ws")}/ws`;
    const started = performance.now();
    const sockets = await Promise.all(cookies.map((cookie) => {
      const socket = new WebSocket(url, { headers: { cookie } });
      return new Promise<WebSocket>((resolve, reject) => {
        socket.onopen = () => socket.send('{"type":"join","room":"lobby"}');
        socket.onerror = () => reject(new Error("a guest could not connect"));
        socket.onmessage = ({ data }) => {
          bytes += data.length;
          frames++;
          if (data.includes('"type":"joined"')) resolve(socket);
        };
      });
    }));
    const joined = performance.now() - started;
    // The last of them is told of within the patience of a room of this size.
    await new Promise((resolve) => setTimeout(resolve, size + 2_000));
    console.log(
      `${size} people join one room in ${Math.round(joined)} ms: ` +
        `${Math.round(bytes / size)} bytes and ${(frames / size).toFixed(1)} frames for each`,
    );
    await Promise.all(sockets.map((socket) => {
      const closed = new Promise((resolve) => socket.onclose = resolve);
      socket.close();
      return closed;
    }));
  } finally {
    await server.kill();
    await Deno.remove(dir, { recursive: true });
  }
}
