import { isExposed } from "../../../lib/ops/listen_address.ts";
import { assertEquals } from "../../helpers/assert.ts";

for (
  const [host, expected] of [
    ["127.0.0.1", false],
    ["127.9.8.7", false],
    ["localhost", false],
    ["LocalHost", false],
    ["parley.localhost", false],
    ["::1", false],
    ["[::1]", false],
    ["::ffff:127.0.0.1", false],
    ["0.0.0.0", true],
    ["::", true],
    ["192.168.1.5", true],
    ["10.0.0.1", true],
    ["chat.example.org", true],
    ["127.0.0.1.example.org", true],
    ["localhost.example.org", true],
    ["0", true],
    ["127.1", true],
    ["", true],
  ] as const
) {
  Deno.test(`a server at "${host}" is ${expected ? "" : "not "}within reach of strangers`, () => {
    assertEquals(isExposed({ host, publicUrl: undefined, trustedProxies: [] }), expected);
  });
}

Deno.test("a proxy brings strangers to loopback, unless people browse to this machine alone", () => {
  const at = (publicUrl: string | undefined, trustedProxies: string[] = []) =>
    isExposed({
      host: "127.0.0.1",
      publicUrl: publicUrl === undefined ? undefined : new URL(publicUrl),
      trustedProxies,
    });
  assertEquals(at("https://chat.example.org"), true);
  assertEquals(at(undefined, ["127.0.0.1"]), true);
  assertEquals(at("http://localhost:8000", ["127.0.0.1"]), true);
  assertEquals(at("http://localhost:8000"), false);
  assertEquals(at("http://[::1]:8000"), false);
});
