import { Buffer } from "node:buffer";
import { crc32, deflateSync } from "node:zlib";
import { jsonRequest, personOf, type TestPerson, Wire } from "../helpers/test_person.ts";
import { announceUpload, sendPart } from "../helpers/test_upload.ts";

/** A guest that wants to stop the house, with an address of its own. */
export interface Attacker extends TestPerson {
  address: string;
  url: string;
}

type Attack = (guest: Attacker, isOver: () => boolean) => Promise<void>;

/** How every PNG begins. */
const SIGNATURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);

/** Two marks whose order a normal form turns over, again and again: the worst to fold and to search in. */
const MARKS = "a " + "\u0f71\u0f72".repeat(3_900);

/** A PNG of 16 × 16 whose data inflates to 512 MB. */
const BOMB = png(deflateSync(new Uint8Array(512 * 2 ** 20), { level: 9 }));

/** What guests did to stop the house, by name: each does it until it is told to stop. */
export const ATTACKS: Record<string, Attack> = {
  "edits and their history": async (guest, isOver) => {
    const wire = await enter(guest);
    const { seq } = await wire.post(`by ${guest.address}`);
    await often(isOver, 1, async (n) => {
      wire.send({ type: "edit", room: "lobby", seq, content: `${n} ${MARKS}` });
      if (n % 20 === 0) await drop(guest.fetch(`/api/rooms/lobby/messages/${seq}/edits`));
      await pause(50);
    });
    await wire.close();
  },
  "rooms, invites and direct rooms": (guest, isOver) =>
    often(isOver, 4, async (n) => {
      const name = `${guest.address} ${n}`;
      await drop(guest.fetch("/api/rooms", jsonRequest({ name })));
      await drop(guest.fetch("/api/rooms/lobby/invites", jsonRequest({ hours: 1 })));
      await drop(guest.fetch("/api/direct", jsonRequest({ people: [name] })));
      await drop(guest.fetch("/api/account", jsonRequest({ name }, "PATCH")));
    }),
  "text without end": async (guest, isOver) => {
    const wire = await enter(guest);
    await often(isOver, 1, async (n) => {
      const content = `${n} ${"\u{10ffff}".repeat(7_900)}`;
      wire.send({ type: "message", room: "lobby", id: `${guest.address}-${n}`, content });
      await pause(50);
    });
    await wire.close();
  },
  "wrong sign-ins": (guest, isOver) =>
    often(isOver, 4, (n) => drop(guest.fetch("/api/signin", wrong(`nobody-${n}`)))),
  "wrong passwords of one account": (guest, isOver) =>
    often(isOver, 4, () => drop(guest.fetch("/api/signin", wrong("ana")))),
  "searches": (guest, isOver) =>
    often(isOver, 2, async () => {
      await drop(guest.fetch("/api/search?q=a&limit=50"));
      await drop(guest.fetch(`/api/search?q=${encodeURIComponent('"a a" '.repeat(15))}`));
      await pause(200);
    }),
  "pictures": (guest, isOver) =>
    often(isOver, 2, async () => {
      const { headers } = await announceUpload(guest, { length: BOMB.length, type: "image/png" });
      const location = headers.get("location");
      if (location) await sendPart(guest, location, 0, BOMB);
      await pause(100);
    }),
  "sockets that do not read": async (guest, isOver) => {
    const { hostname, host, port } = new URL(guest.url);
    const head = ["GET /ws HTTP/1.1", `Host: ${host}`, `Cookie: ${guest.cookie}`]
      .concat(`X-Forwarded-For: ${guest.address}`, "Upgrade: websocket", "Connection: Upgrade")
      .concat("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "");
    const conns: Deno.Conn[] = [];
    await often(isOver, 1, async () => {
      const conn = await Deno.connect({ hostname, port: Number(port) });
      conns.push(conn);
      await conn.write(new TextEncoder().encode(head.join("\r\n")));
      await pause(50);
    });
    for (const conn of conns) conn.close();
  },
};

/** Lets guests attack for some seconds: each another way, or all of them one. */
export async function attack(url: string, guests: number, seconds: number, only?: string) {
  const names = only ? [only] : Object.keys(ATTACKS);
  const ends = performance.now() + seconds * 1_000;
  const isOver = () => performance.now() > ends;
  await Promise.all(Array.from({ length: guests }, async (_, n) => {
    const guest = await become(url, n, only ?? "all");
    // What a refusal or a closed socket ends begins anew.
    while (!isOver()) {
      await ATTACKS[names[n % names.length]!]!(guest, isOver).catch(() => pause(100));
    }
  }));
}

async function become(url: string, n: number, what: string): Promise<Attacker> {
  const address = `198.51.${what.length}.${n}`;
  const init = jsonRequest({ name: `Eve ${what} ${n}` });
  const headers = { ...init.headers, "x-forwarded-for": address };
  const response = await fetch(`${url}/api/guest`, { ...init, headers });
  const { account } = await response.json();
  const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
  return { ...personOf({ url }, account, cookie, address), address, url };
}

async function enter(guest: Attacker): Promise<Wire> {
  const headers = { cookie: guest.cookie, "x-forwarded-for": guest.address };
  const wire = await Wire.open(guest.url.replace(/^http/, "ws") + "/ws", headers);
  await wire.join();
  // What the others write is of no interest, and must cost as little as it can.
  const { socket } = wire;
  setTimeout(() => socket.onmessage = null, 2_000);
  return wire;
}

/** Does something over and over, `atOnce` at a time. */
async function often(isOver: () => boolean, atOnce: number, run: (n: number) => Promise<void>) {
  let n = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (!isOver()) await run(n++);
  }));
}

async function drop(answer: Promise<Response>): Promise<void> {
  await (await answer).body?.cancel();
}

const wrong = (username: string) => jsonRequest({ username, password: "wrong words" });
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

function png(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, 16);
  new DataView(header.buffer).setUint32(4, 16);
  header[8] = 8;
  const chunks = [chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", new Uint8Array())];
  return new Uint8Array(Buffer.concat([SIGNATURE, ...chunks]));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

if (import.meta.main) {
  const [url = "", guests = "20", seconds = "8", only] = Deno.args;
  await attack(url, Number(guests), Number(seconds), only || undefined);
  Deno.exit();
}
