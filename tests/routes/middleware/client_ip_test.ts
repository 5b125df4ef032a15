import { createClientIpReader } from "../../../routes/middleware/client_ip.ts";
import { assertEquals } from "../../helpers/assert.ts";

const PROXIES = ["10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48"];

for (
  const [what, peer, forwarded, address] of [
    ["a peer without a header is the client", "198.51.100.1", undefined, "198.51.100.1"],
    ["a header from anyone else is ignored", "198.51.100.1", "203.0.113.9", "198.51.100.1"],
    ["a proxy tells the client", "10.1.2.3", "203.0.113.9", "203.0.113.9"],
    ["a proxy of one address tells, too", "192.0.2.7", "203.0.113.9", "203.0.113.9"],
    ["its neighbour does not", "192.0.2.8", "203.0.113.9", "192.0.2.8"],
    ["what the client wrote itself is ignored", "10.1.2.3", "1.1.1.1, 203.0.113.9", "203.0.113.9"],
    ["a chain of proxies is followed", "10.1.2.3", "203.0.113.9, 10.9.9.9", "203.0.113.9"],
    ["a client cannot pretend to be a proxy", "10.1.2.3", "1.1.1.1, 10.0.0.1, 9.9.9.9", "9.9.9.9"],
    ["with proxies alone the first is it", "10.1.2.3", "10.0.0.1, 10.0.0.2", "10.0.0.1"],
    ["nonsense ends the chain", "10.1.2.3", "203.0.113.9, unknown", "10.1.2.3"],
    ["an empty header says nothing", "10.1.2.3", "", "10.1.2.3"],
    ["a port is left out", "10.1.2.3", "203.0.113.9:4711", "203.0.113.9"],
    ["a network of IPv6 is one address", "2001:db8:7:8:9::1", undefined, "2001:db8:7:8::/64"],
    ["so is one that a proxy tells", "2001:db8:1::5", "[2001:db8:7:8::2]:99", "2001:db8:7:8::/64"],
    ["IPv4 in the dress of IPv6 is IPv4", "::ffff:10.1.2.3", "203.0.113.9", "203.0.113.9"],
    ["IPv6 in no such block is no proxy", "2001:db8:2::5", "203.0.113.9", "2001:db8:2:0::/64"],
    ["a socket of this machine is itself", "local", "203.0.113.9", "local"],
  ] as [string, string, string | undefined, string][]
) {
  Deno.test(`${what}: ${peer} with ${forwarded} is ${address}`, () => {
    assertEquals(createClientIpReader(PROXIES)(peer, forwarded), address);
  });
}

Deno.test("without trusted proxies no header counts", () => {
  assertEquals(createClientIpReader([])("127.0.0.1", "203.0.113.9"), "127.0.0.1");
});

Deno.test("a block of everything trusts everyone, IPv6 apart", () => {
  const read = createClientIpReader(["0.0.0.0/0"]);
  assertEquals(read("198.51.100.1", "203.0.113.9"), "203.0.113.9");
  assertEquals(read("2001:db8::1", "203.0.113.9"), "2001:db8:0:0::/64");
});
