import { assertEquals } from "../helpers/assert.ts";
import { jsonRequest, setUpAdmin } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

const LOOPBACK: string[] = ["127.0.0.1"];
const PROXIED = { trustedProxies: LOOPBACK, guests: "on", limits: { guestsPerHour: 60 } } as const;

/** How many guests come in, one from each address, through a proxy. */
async function admitted(url: string, addresses: readonly string[]): Promise<number> {
  let count = 0;
  for (const [n, address] of addresses.entries()) {
    const { headers, ...init } = jsonRequest({ name: `Guest ${n} of ${addresses.length}` });
    const response = await fetch(`${url}/api/guest`, {
      ...init,
      headers: { ...headers, "x-forwarded-for": address },
    });
    await response.body?.cancel();
    if (response.status === 201) count++;
  }
  return count;
}

const hex = (n: number) => n.toString(16);

Deno.test("seventy guests from as many /64 of one site are counted together", async () => {
  await using server = await startServer(PROXIED);
  await setUpAdmin(server);
  const subnets = Array.from({ length: 70 }, (_, n) => `2001:db8:7:${hex(n)}::1`);
  assertEquals(await admitted(server.url, subnets), 60);
  assertEquals(await admitted(server.url, ["2001:db8:8::1", "203.0.113.9"]), 2);
});

Deno.test("a whole /48 brings in four addresses' worth, and its honest homes before that", async () => {
  await using server = await startServer({ ...PROXIED, limits: { guestsPerHour: 5 } });
  await setUpAdmin(server);
  const homes = Array.from({ length: 15 }, (_, n) => `2001:db8:7:${hex(n * 256)}::1`);
  assertEquals(await admitted(server.url, homes), 15);
  const others = Array.from({ length: 70 }, (_, n) => `2001:db8:7:${hex(0x8000 + n * 256)}::1`);
  assertEquals(await admitted(server.url, others), 5);
});
