import { inviteCode, isSameRoute, parseRoute, pathOf } from "../../static/src/state/route.ts";
import { deviceName } from "../../static/src/views/pages/device_name.ts";
import { secondaryTexts } from "../../static/src/i18n/secondary.ts";
import { addStrings } from "../../static/src/i18n/index.ts";
import { assert, assertEquals } from "../helpers/assert.ts";

Deno.test("parse() knows every address, and nothing else", () => {
  assertEquals(parseRoute("/"), { kind: "home" });
  assertEquals(
    [parseRoute("/r/lobby"), parseRoute("/r/lobby/")],
    Array(2).fill({ kind: "room", id: "lobby" }),
  );
  for (const kind of ["rooms", "people", "account", "settings", "admin"] as const) {
    assertEquals(parseRoute(`/${kind}`), { kind });
  }
  for (const kind of ["setup", "signin", "signup", "reset", "join"] as const) {
    assertEquals(parseRoute(`/${kind}`, "s"), { kind, secret: "s" });
  }
  assertEquals(parseRoute("/r/lobby?at=12"), { kind: "room", id: "lobby", at: 12 });
  assertEquals(parseRoute("/r/lobby?at=0&thread=x"), { kind: "room", id: "lobby" });
  const both = { at: 9, thread: 4 };
  assertEquals(parseRoute(pathOf("lobby", both)), { kind: "room", id: "lobby", ...both });
  const lost = [
    "/r",
    "/r/",
    "/r/a/b",
    "/people/ana",
    "/admin/x",
    "/home",
    "/lost",
    "/R/lobby",
    "//",
  ];
  for (const path of lost) assertEquals(parseRoute(path, "s"), { kind: "lost" }, path);
});

Deno.test("only the doors that an invite leads to carry its code", () => {
  const codes = ["join", "signin", "signup", "setup", "reset", "people"]
    .map((kind) => inviteCode(parseRoute(`/${kind}`, "code")));
  assertEquals(codes, ["code", "code", "code", undefined, undefined, undefined]);
  assert(isSameRoute(parseRoute("/join", "a"), parseRoute("/join", "b")));
  assert(!isSameRoute(parseRoute("/r/a"), parseRoute("/r/b")));
});

Deno.test("deviceName() calls a device what people call it", () => {
  addStrings(secondaryTexts);
  const chrome =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)" +
    " Chrome/130.0.0.0 Safari/537.36";
  assertEquals(deviceName(chrome), "Chrome on Windows");
  assertEquals(deviceName(`${chrome} Edg/130.0.0.0`), "Edge on Windows");
  assertEquals(
    deviceName("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0"),
    "Firefox on Linux",
  );
  assertEquals(
    deviceName("Mozilla/5.0 (iPhone) Version/18.0 Mobile/15E148 Safari/604.1"),
    "Safari on iPhone",
  );
  assertEquals([deviceName("curl/8.1"), deviceName("")], ["curl", "Unknown device"]);
});
