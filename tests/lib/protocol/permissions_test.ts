import {
  hasPermission,
  outranks,
  PERMISSIONS,
  type Role,
} from "../../../lib/protocol/permissions.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

const ROLES: Role[] = ["member", "owner", "client", "operator", "admin"];

Deno.test("the README's table of rights is the one that the code obeys", async () => {
  const readme = await Deno.readTextFile(new URL("../../../README.md", import.meta.url));
  const documented = readme.split("\n").filter((line) => /^\| .* \|$/.test(line))
    .map((line) => line.slice(2, -2).split(" | ").map((cell) => cell.trim()));
  for (const action of PERMISSIONS) {
    const row = documented.find(([name]) => name === action);
    assert(row, `the README has no row for "${action}"`);
    assertEquals(
      row.slice(1),
      ROLES.map((role) => hasPermission(role, action) ? "yes" : ""),
      action,
    );
  }
});

Deno.test("nobody without a role has any right", () => {
  for (const action of PERMISSIONS) assert(!hasPermission(undefined, action));
});

Deno.test("a member may take part and nothing else", () => {
  assertEquals(PERMISSIONS.filter((action) => hasPermission("member", action)), [
    "post",
    "react",
    "pin",
    "leave",
  ]);
});

Deno.test("operators moderate, and manage neither accounts nor settings", () => {
  for (const action of ["remove", "ban", "mute", "slow", "delete others' messages"] as const) {
    assert(hasPermission("operator", action));
    assert(!hasPermission("client", action));
  }
  for (const action of ["manage accounts", "change settings", "read the audit log"] as const) {
    assert(!hasPermission("operator", action));
    assert(!hasPermission("owner", action));
    assert(hasPermission("admin", action));
  }
});

Deno.test("standing on the server shields from those below", () => {
  assert(outranks("admin", "operator"));
  assert(outranks("operator", "client"));
  assert(!outranks("client", "client"));
  assert(!outranks("operator", "admin"));
});
