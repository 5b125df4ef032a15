import { SocketTickets } from "../../../lib/auth/socket_tickets.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { codeOf, isIdentity, openAuthFixture, signUpPerson, TEST_ORIGIN } from "./auth_fixture.ts";

/** Tickets with a clock that is told the time. */
function tickets() {
  const clock = { now: 0 };
  return { clock, tickets: new SocketTickets(() => clock.now) };
}

Deno.test("a ticket opens its session once", async () => {
  const { tickets: desk } = tickets();
  const { ticket, expiresIn } = await desk.issue("one");
  assertEquals(expiresIn, 30);
  assertEquals(await desk.redeem(ticket), "one");
  assertEquals(await desk.redeem(ticket), undefined);
  assertEquals(await desk.redeem("guess"), undefined);
});

Deno.test("of two who show one ticket at once, one comes in", async () => {
  const { tickets: desk } = tickets();
  const { ticket } = await desk.issue("one");
  const both = await Promise.all([desk.redeem(ticket), desk.redeem(ticket)]);
  assertEquals(both.filter((session) => session === "one").length, 1);
});

Deno.test("a ticket lives for 30 seconds", async () => {
  const { clock, tickets: desk } = tickets();
  const [early, late] = [await desk.issue("one"), await desk.issue("one")];
  clock.now = 29_999;
  assertEquals(await desk.redeem(early.ticket), "one");
  clock.now = 30_000;
  assertEquals(await desk.redeem(late.ticket), undefined);
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
  assertEquals(await desk.redeem(first.ticket), undefined);
  assertEquals(await desk.redeem(last.ticket), "last");
});

Deno.test("a ticket or a token that is wrong is not made up for by a cookie", async () => {
  await using auth = await openAuthFixture();
  const { secret: cookie, session } = await signUpPerson(auth, "ana");
  assert(isIdentity(await auth.authenticate({ cookie })));
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
  const { ticket } = await auth.socketTickets.issue(session.id);
  const who = await auth.authenticate({ ticket });
  assert(isIdentity(who));
  assertEquals(who.session.id, session.id);
  assertEquals(await auth.authenticate({}), "no_credentials");
  assertEquals(await auth.authenticate({ cookie: ticket }), "session_ended");
});

Deno.test("a ticket is worth nothing when its session ended meanwhile", async () => {
  await using auth = await openAuthFixture();
  const { account, session } = await signUpPerson(auth, "ana");
  const { ticket } = await auth.socketTickets.issue(session.id);
  await auth.sessions.endById(account.id, session.id);
  assertEquals(await auth.authenticate({ ticket }), "session_ended");
  assertEquals(await auth.authenticate({ cookie: TEST_ORIGIN.userAgent }), "session_ended");
});
