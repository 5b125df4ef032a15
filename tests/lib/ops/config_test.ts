import { ConfigError, ENVIRONMENT_VARIABLES, readConfig } from "../../../lib/ops/config.ts";
import { assertEquals, assertStringIncludes, assertThrows } from "../../helpers/assert.ts";

const from = (env: Record<string, string>) => readConfig((name) => env[name]);

Deno.test("readConfig() without any setting serves this machine only, on port 8000", () => {
  const { host, port, dataDir, sqliteDriver } = from({});
  assertEquals({ host, port, dataDir, sqliteDriver }, {
    host: "127.0.0.1",
    port: 8000,
    dataDir: "data",
    sqliteDriver: "auto",
  });
});

Deno.test("readConfig() takes what is set, and an empty variable as one that is not", () => {
  const config = from({
    PORT: "0",
    SQLITE_DRIVER: "node",
    PUBLIC_URL: "https://chat.test",
    HOST: "",
  });
  assertEquals(config.port, 0);
  assertEquals(config.sqliteDriver, "node");
  assertEquals(config.publicUrl?.origin, "https://chat.test");
  assertEquals(config.host, "127.0.0.1");
});

for (
  const [name, value] of [
    ["HOST", "127.0.0.1,0.0.0.0"],
    ["HOST", "127.0.0.1 --allow-all"],
    ["DATA_DIR", "/srv/my data"],
    ["DATA_DIR", "/srv/data,/"],
    ["PORT", "80a"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["SQLITE_DRIVER", "mysql"],
    ["LOG_LEVEL", "loud"],
    ["PUBLIC_URL", "chat.example.org"],
    ["PUBLIC_URL", "javascript:alert(1)"],
    ["MESSAGE_RATE", "0"],
    ["SIGNUP", "maybe"],
    ["GUESTS", "yes"],
    ["FILE_SIZE", "25M"],
    ["FILE_SIZE", "0"],
    ["FILE_QUOTA", "much"],
    ["FILES_PER_MESSAGE", "101"],
    ["FILE_KINDS", "picture,film"],
    ["UPLOADS_PER_ACCOUNT", "0"],
    ["TRUSTED_PROXIES", "proxy.test"],
    ["TRUSTED_PROXIES", "10.0.0.0/8,10.0.0.0/33"],
    ["TRUSTED_PROXIES", "10.0.0.1,"],
  ] as const
) {
  Deno.test(`readConfig() refuses ${name}=${value} and names it`, () => {
    const error = assertThrows(() => from({ [name]: value }), ConfigError);
    assertStringIncludes(error.message, `${name}=${value}`);
  });
}

Deno.test("readConfig() names every wrong variable at once", () => {
  const error = assertThrows(() => from({ PORT: "x", LOG_LEVEL: "y" }), ConfigError);
  assertStringIncludes(error.message, "PORT=x");
  assertStringIncludes(error.message, "LOG_LEVEL=y");
});

const TOKEN = "q7GmY2xWv9Lr4TbNc8ZkHs3EfUa6PdJ1";

Deno.test("readConfig() takes a set-up token of random characters", () => {
  assertEquals(from({}).setupToken, undefined);
  assertEquals(from({ SETUP_TOKEN: "" }).setupToken, undefined);
  assertEquals(from({ SETUP_TOKEN: TOKEN }).setupToken, TOKEN);
});

for (
  const [what, value] of [
    ["is short", TOKEN.slice(1)],
    ["has spaces", `${TOKEN} x`],
    ["has few different characters", "abcdefg".repeat(3) + "gfedcba".repeat(3)],
    ["repeats itself", "changeme-please-".repeat(2)],
    ["is very long", TOKEN.repeat(8) + "x"],
  ] as const
) {
  Deno.test(`readConfig() refuses a set-up token that ${what}, and never shows it`, () => {
    const error = assertThrows(() => from({ SETUP_TOKEN: value, PORT: "x" }), ConfigError);
    assertStringIncludes(error.message, "SETUP_TOKEN: must be 32 to 256 random characters");
    assertStringIncludes(error.message, "openssl rand");
    assertStringIncludes(error.message, "PORT=x");
    assertEquals(error.message.includes(value), false);
  });
}

Deno.test("readConfig() leaves to an admin who may come in, and trusts no proxy by itself", () => {
  const { signup, guests, trustedProxies } = from({});
  assertEquals({ signup, guests, trustedProxies }, {
    signup: undefined,
    guests: undefined,
    trustedProxies: [],
  });
});

Deno.test("readConfig() takes addresses and blocks of proxies, of both kinds", () => {
  const { trustedProxies } = from({ TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8,::1,fd00::/8" });
  assertEquals(trustedProxies, ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"]);
});

Deno.test("readConfig() takes sizes with units, and kinds of files", () => {
  assertEquals(from({}).files, {
    maxFileBytes: 25 * 2 ** 20,
    maxFilesPerMessage: 10,
    quotaBytes: 2 ** 30,
    guestQuotaBytes: 100 * 2 ** 20,
    allowedKinds: ["picture", "audio", "video", "pdf", "other"],
    maxConcurrentUploads: 10,
    uploadsPerHour: 600,
  });
  const { maxFileBytes: size, quotaBytes: quota, allowedKinds: kinds } =
    from({ FILE_SIZE: "512KB", FILE_QUOTA: "2000000", FILE_KINDS: "picture, pdf" }).files;
  assertEquals({ size, quota, kinds }, {
    size: 524_288,
    quota: 2_000_000,
    kinds: ["picture", "pdf"],
  });
});

Deno.test("the README tells of every setting", async () => {
  const readme = await Deno.readTextFile(new URL("../../../README.md", import.meta.url));
  const rows = readme.split("\n").filter((line) => line.startsWith("| `")).join("\n");
  assertEquals(ENVIRONMENT_VARIABLES.filter((name) => !rows.includes(`\`${name}\``)), []);
});

Deno.test("a session lives no longer than browsers keep a cookie", () => {
  const { sessions } = from({ SESSION_DAYS: "400" });
  assertEquals(sessions.maxAgeMs, 400 * 24 * 60 * 60 * 1_000);
  const error = assertThrows(() => from({ SESSION_DAYS: "401" }), ConfigError);
  assertStringIncludes(error.message, "SESSION_DAYS=401");
});
