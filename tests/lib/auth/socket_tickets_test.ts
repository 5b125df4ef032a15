import { Tickets } from "../../../lib/auth/socket_tickets.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { CALLER, codeOf, isKnown, join, open } from "./auth_fixture.ts";

/** Tickets with a clock that is told the time. */
function tickets() {
  const clock = { now: 0 };
  return { clock, tickets: new Tickets(() => clock.now) };
}

Deno.test("a ticket opens its session once", async () => {
  const { tickets: desk } = tickets();
  const { ticket, expiresIn } = await desk.issue("one");
  assertEquals(expiresIn, 30);
  assertEquals(await desk.take(ticket), "one");
  assertEquals(await desk.take(ticket), undefined);
  assertEquals(await desk.take("guess"), undefined);
});

Deno.test("of two who show one ticket at once, one comes in", async () => {
  const { tickets: desk } = tickets();
  const { ticket } = await desk.issue("one");
  const both = await Promise.all([desk.take(ticket), desk.take(ticket)]);
  assertEquals(both.filter((session) => session === "one").length, 1);
});

Deno.test("a ticket lives for 30 seconds", async () => {
  const { clock, tickets: desk } = tickets();
  const [early, late] = [await desk.issue("one"), await desk.issue("one")];
  clock.now = 29_999;
  assertEquals(await desk.take(early.ticket), "one");
  clock.now = 30_000;
  assertEquals(await desk.take(late.ticket), undefined);
});

Deno.test("a session gets only so many tickets, and then is told when to come back", async () => {
  const { clock, tickets: desk } = tickets();
  for (let n = 0; n < 20; n++) await desk.issue("one");
  assertEquals(await codeOf(desk.issue("one")), "rate_limited");
  assertEquals(await codeOf(desk.issue("two")), "ok");
  clock.now = 1_000;
  assertEquals(await codeOf(desk.issue("one")), "ok");
});

Deno.test("with very many tickets the oldest go, and the newest are good", async () => {
  const { tickets: desk } = tickets();
  const first = await desk.issue("first");
  for (let n = 0; n < 10_000; n++) await desk.issue(`session ${n}`);
  const last = await desk.issue("last");
  assertEquals(await desk.take(first.ticket), undefined);
  assertEquals(await desk.take(last.ticket), "last");
});

Deno.test("a ticket or a token that is wrong is not made up for by a cookie", async () => {
  await using auth = await open();
  const { secret: cookie, session } = await join(auth, "ana");
  assert(isKnown(await auth.authenticate({ cookie })));
  assertEquals(await auth.authenticate({ cookie, ticket: "wrong" }), "ticket_invalid");
  for (
    const [authorization, failure] of [
      ["Bearer a.b.c", "token_invalid"],
      ["Bearer abc", "token_malformed"],
      ["Bearer ", "not_bearer"],
      ["Basic YTpi", "not_bearer"],
      ["", "not_bearer"],
    ] as const
  ) assertEquals(await auth.authenticate({ cookie, authorization }), failure, authorization);
  const { ticket } = await auth.tickets.issue(session.id);
  const who = await auth.authenticate({ ticket });
  assert(isKnown(who));
  assertEquals(who.session.id, session.id);
  assertEquals(await auth.authenticate({}), "no_credentials");
  assertEquals(await auth.authenticate({ cookie: ticket }), "session_ended");
});

Deno.test("a ticket is worth nothing when its session ended meanwhile", async () => {
  await using auth = await open();
  const { account, session } = await join(auth, "ana");
  const { ticket } = await auth.tickets.issue(session.id);
  await auth.sessions.end(account.id, session.id);
  assertEquals(await auth.authenticate({ ticket }), "session_ended");
  assertEquals(await auth.authenticate({ cookie: CALLER.agent }), "session_ended");
});
