import type { Room } from "../../lib/protocol/model.ts";
import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import {
  createInvite,
  createRoom,
  jsonRequest,
  signInAsGuest,
  type TestPerson,
} from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

async function accept(person: TestPerson, code: string): Promise<[number, string]> {
  const { status, body } = await person.json("/api/invites/accept", jsonRequest({ code }));
  const { room, code: refusal } = body as { room?: Room; code?: string };
  return [status, room?.id ?? refusal ?? ""];
}

Deno.test("an invite shows what it opens, lets in, and tells the room", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const room = await createRoom(ana, { name: "Plans", kind: "private", topic: "For spring" });
  const wire = await ana.connect();
  await wire.join(room.id);
  const code = await createInvite(ana, room.id);
  assertMatch(code, /^[\w-]{43}$/);
  const { body } = await bo.json("/api/invites/preview", jsonRequest({ code }));
  const shown = { id: room.id, name: "Plans", topic: "For spring", members: 1 };
  assertEquals(body, { room: shown });
  assertEquals(await accept(bo, code), [200, room.id]);
  assertEquals((await wire.next("system", ({ event }) => event.kind === "joined")).name, "Bo");
  assertEquals(await accept(bo, code), [200, room.id]);
  await wire.close();
});

Deno.test("an invite for one lets one in, also when two come at once", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server, "Ana");
  const room = await createRoom(ana, { name: "Plans", kind: "private" });
  const code = await createInvite(ana, room.id, { uses: 1 });
  const others = await Promise.all(["Bo", "Cy", "Di"].map((name) => signInAsGuest(server, name)));
  const results = await Promise.all(others.map((one) => accept(one, code)));
  assertEquals(results.map(([status]) => status).sort(), [200, 404, 404]);
});

Deno.test("an invite opens its own room and no other", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const plans = await createRoom(ana, { name: "Plans", kind: "private" });
  const other = await createRoom(ana, { name: "Other", kind: "private" });
  const code = await createInvite(ana, plans.id);
  const body = { code, room: other.id };
  await bo.json("/api/invites/accept", jsonRequest(body));
  assertEquals((await bo.json(`/api/rooms/${plans.id}`)).status, 200);
  assertEquals((await bo.json(`/api/rooms/${other.id}`)).status, 404);
});

Deno.test("an invite that was revoked, or never was, is refused in the same words", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const room = await createRoom(ana, { name: "Plans", kind: "private" });
  const code = await createInvite(ana, room.id);
  const path = `/api/rooms/${room.id}/invites`;
  const { invites } = (await ana.json(path)).body as { invites: { id: string; used: number }[] };
  assertEquals(invites.map(({ used }) => used), [0]);
  assert(!JSON.stringify(invites).includes(code));
  assertEquals((await ana.json(`${path}/${invites[0]!.id}`, { method: "DELETE" })).status, 204);
  assertEquals((await ana.json(`${path}/${invites[0]!.id}`, { method: "DELETE" })).status, 404);
  const revoked = await bo.json("/api/invites/accept", jsonRequest({ code }));
  const made = await bo.json("/api/invites/accept", jsonRequest({ code: "x".repeat(43) }));
  assertEquals(revoked.status, 404);
  assertEquals(revoked, made);
  assertEquals((await bo.json("/api/invites/preview", jsonRequest({ code }))).status, 404);
});

Deno.test("a banned account cannot come back by an invite", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const room = await createRoom(ana, { name: "Plans", kind: "private" });
  assertEquals((await accept(bo, await createInvite(ana, room.id)))[0], 200);
  await ana.json(`/api/rooms/${room.id}/bans/${bo.account.id}`, {
    ...jsonRequest({}),
    method: "PUT",
  });
  assertEquals(await accept(bo, await createInvite(ana, room.id)), [404, "not_found"]);
});

Deno.test("without a session one may look at an invite and not come in", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server, "Ana");
  const room = await createRoom(ana, { name: "Plans", kind: "private" });
  const code = await createInvite(ana, room.id);
  const look = await fetch(`${server.url}/api/invites/preview`, jsonRequest({ code }));
  assertEquals([look.status, (await look.json()).room.name], [200, "Plans"]);
  const come = await fetch(`${server.url}/api/invites/accept`, jsonRequest({ code }));
  assertEquals([come.status, (await come.json()).code], [401, "unauthorized"]);
});
