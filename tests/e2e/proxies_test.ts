import { assert, assertEquals } from "../helpers/assert.ts";
import { jsonRequest, setUpAdmin, signInAsGuest } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";
import { announceUpload, sendPart } from "../helpers/test_upload.ts";

const README = await Deno.readTextFile(new URL("../../README.md", import.meta.url));

/** A proxy as the README sets it up, listening on a port of its own. */
interface Proxy extends AsyncDisposable {
  url: string;
}

interface Example {
  name: string;
  /** The language of its block in the README. */
  block: string;
  version: string[];
  /** Makes the block run here: without certificates, on other ports, in a folder of its own. */
  adapt(block: string, ports: { proxy: number; server: number }, dir: string): string;
  command(file: string, dir: string): string[];
}

const EXAMPLES: Example[] = [
  {
    name: "Caddy",
    block: "caddyfile",
    version: ["caddy", "version"],
    adapt: (block, { proxy }) =>
      block.replace("{\n\tservers", "{\n\tadmin off\n\tservers")
        .replace("chat.example.org {", `http://127.0.0.1:${proxy} {`),
    command: (file) => ["caddy", "run", "--adapter", "caddyfile", "--config", file],
  },
  {
    name: "nginx",
    block: "nginx",
    version: ["nginx", "-v"],
    adapt: (block, { proxy }, dir) => {
      const plain = block.replace(/^\s*ssl_.*\n/gm, "")
        .replace("listen 443 ssl;", `listen 127.0.0.1:${proxy};`);
      const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((kind) => `${kind}_temp_path ${dir}/${kind};\n`).join("");
      return `daemon off;\npid ${dir}/pid;\nevents {}\nhttp {\naccess_log off;\n${temp}${plain}}\n`;
    },
    command: (file, dir) => ["nginx", "-p", dir, "-e", "stderr", "-c", file],
  },
  {
    name: "HAProxy",
    block: "haproxy",
    version: ["haproxy", "-v"],
    adapt: (block, { proxy }) => block.replace(/bind :443 .*/, `bind 127.0.0.1:${proxy}`),
    command: (file) => ["haproxy", "-db", "-f", file],
  },
];

/** What a program says of its version; `undefined` when it is not there. */
function versionOf([program, ...args]: string[]): string | undefined {
  try {
    const { stdout, stderr } = new Deno.Command(program!, { args }).outputSync();
    return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

async function startProxy(
  { name, block, adapt, command, version }: Example,
  ports: { proxy: number; server: number },
): Promise<Proxy> {
  const dir = await Deno.makeTempDir({ prefix: "parley-proxy-" });
  const [, text] = README.match(new RegExp(`\`\`\`${block}\n([^]*?)\`\`\``))!;
  let config = adapt(text!, ports, dir).replaceAll("127.0.0.1:8000", `127.0.0.1:${ports.server}`)
    .replace(/((?:read_header|client_header_timeout|timeout http-request) )10s/, "$11s");
  if (/HAProxy version 2\.[0-7]\./.test(versionOf(version)!)) {
    console.log(`${name} here is older than 2.8: tried without bwlim-in.`);
    config = config.replace(/^.*(bwlim-in|set-bandwidth-limit).*\n/gm, "");
  }
  await Deno.writeTextFile(`${dir}/config`, config);
  const [program, ...args] = command(`${dir}/config`, dir);
  const child = new Deno.Command(program!, {
    args,
    env: { HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const said = new Response(child.stderr).text();
  const stop = async () => {
    try {
      child.kill("SIGTERM");
    } catch {
      // It has ended by itself.
    }
    await child.status;
    await Deno.remove(dir, { recursive: true });
  };
  for (let tries = 0; tries < 100; tries++) {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port: ports.proxy })).close();
      return { url: `http://127.0.0.1:${ports.proxy}`, [Symbol.asyncDispose]: stop };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  await stop();
  throw new Error(`${name} does not listen: ${await said}`);
}

for (const example of EXAMPLES) {
  const isHere = versionOf(example.version) !== undefined;
  if (!isHere) console.log(`${example.name} is not installed: its example is not tried.`);
  Deno.test({
    name: `behind ${example.name}, as the README sets it up, people talk and send files`,
    ignore: !isHere,
    fn: async () => {
      const proxy = freePort();
      const url = `http://127.0.0.1:${proxy}`;
      await using server = await startServer({
        publicUrl: new URL(url),
        trustedProxies: ["127.0.0.1"],
        guests: "on",
      });
      await setUpAdmin(server);
      await using behind = await startProxy(example, {
        proxy,
        server: Number(new URL(server.url).port),
      });
      const ana = await signInAsGuest(behind);
      const wire = await ana.connect();
      wire.send({ type: "join", room: "lobby" });
      await wire.next("joined");
      wire.send({ type: "message", room: "lobby", id: "m1", content: "Hello" });
      assertEquals((await wire.next("message")).content, "Hello");
      await wire.close();

      const bytes = new Uint8Array(9 * 2 ** 20);
      const made = await announceUpload(ana, { length: bytes.length });
      assertEquals(made.status, 201, JSON.stringify(made.body));
      assertEquals((await sendPart(ana, made.headers.get("location")!, 0, bytes)).status, 204);

      const large = await fetch(`${url}/api/guest`, jsonRequest({ name: "a".repeat(100_000) }));
      await large.body?.cancel();
      // Caddy before 2.8 says 502 for a body that it cuts off.
      assert([413, 502].includes(large.status), `${large.status}`);

      using half = await Deno.connect({ hostname: "127.0.0.1", port: proxy });
      await half.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost: "));
      const answer = new Uint8Array(1_024);
      while (await half.read(answer).catch(() => null) !== null);
      assert(true, "the proxy ends a request that stays half-sent");
    },
  });
}
