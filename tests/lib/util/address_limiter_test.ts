import { AddressLimiter, networksAround } from "../../../lib/util/address_limiter.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

/** How many of these addresses are let in. */
function admitted(limiter: AddressLimiter, addresses: Iterable<string>): number {
  return [...addresses].filter((address) => limiter.consume(address) === 0).length;
}

const subnets = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => `2001:db8:7:${(from + n).toString(16)}::/64`);

Deno.test("an address of IPv6 is counted with its /56 and its /48, any other by itself", () => {
  assertEquals(networksAround("2001:db8:7:12ab::/64"), [
    { name: "2001:db8:7:12ab::/64", share: 1 },
    { name: "2001:db8:7:1200::/56", share: 1 },
    { name: "2001:db8:7::/48", share: 4 },
  ]);
  assertEquals(networksAround("203.0.113.9"), [{ name: "203.0.113.9", share: 1 }]);
  assertEquals(networksAround("local"), [{ name: "local", share: 1 }]);
});

Deno.test("seventy /64 of one site are one address together", () => {
  const limiter = new AddressLimiter(60 / 3_600, 60, () => 0);
  assertEquals(admitted(limiter, subnets(70)), 60);
});

Deno.test("all /64 of a /48 are four addresses together, and the next /48 is another one", () => {
  const limiter = new AddressLimiter(60 / 3_600, 60, () => 0);
  const spread = subnets(256).map((_, n) => `2001:db8:7:${(n * 256).toString(16)}::/64`);
  assertEquals(admitted(limiter, [...spread, ...subnets(100, 0x8001)]), 240);
  assertEquals(limiter.consume("2001:db8:8:0::/64"), 0);
});

Deno.test("the homes of a provider's /48 are let in, some of each", () => {
  const limiter = new AddressLimiter(60 / 3_600, 60, () => 0);
  const homes = Array.from({ length: 200 }, (_, n) => `2001:db8:7:${(n * 256).toString(16)}::/64`);
  assertEquals(admitted(limiter, homes), 200);
});

Deno.test("who is refused by a network takes nothing from the address, and is told how long to wait", () => {
  let now = 0;
  const limiter = new AddressLimiter(1, 2, () => now);
  assertEquals(admitted(limiter, subnets(3)), 2);
  assert(limiter.consume("2001:db8:7:2::/64") > 0);
  now = 2_000;
  assertEquals([limiter.consume("2001:db8:7:2::/64", 2), limiter.consume("2001:db8:8:2::/64", 2)], [
    0,
    0,
  ]);
});
