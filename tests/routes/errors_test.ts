import { Hono } from "hono";
import { silentLog } from "../../lib/ops/log.ts";
import { ChatError } from "../../lib/protocol/chat_error.ts";
import { compression } from "../../routes/middleware/compression.ts";
import type { RouteEnv } from "../../routes/http/context.ts";
import { createErrorHandler } from "../../routes/http/error_response.ts";
import { assertEquals } from "../helpers/assert.ts";

/** An app whose every route refuses, and whom it kept waiting. */
function refusing() {
  const held: string[] = [];
  const hold = (who: string) => {
    held.push(who);
    return Promise.resolve();
  };
  const app = new Hono<RouteEnv>();
  app.onError(createErrorHandler(silentLog(), { hold }));
  app.use(compression());
  app.use(async (c, next) => {
    c.set("address", "192.0.2.1");
    await next();
  });
  app.get("/nobody", () => {
    throw new ChatError("too_fast", { retryAfter: 1 });
  });
  app.get("/eve", (c) => {
    c.set("account", { id: "eve", name: "Eve", role: "client", createdAt: 0, disabled: false });
    throw new ChatError("account_disabled");
  });
  app.get("/busy", () => {
    throw new ChatError("server_busy", { retryAfter: 1 });
  });
  return { app, held };
}

Deno.test("refusals are held by account, else by address, and the server's own never", async () => {
  const { app, held } = refusing();
  for (const path of ["/nobody", "/eve", "/busy"]) await (await app.request(path)).text();
  assertEquals(held, ["192.0.2.1", "eve"]);
});

Deno.test("a refusal tells its length, and is not read again for that", async () => {
  const { app } = refusing();
  const { bytes } = Response.prototype;
  let reads = 0;
  Response.prototype.bytes = function () {
    reads++;
    return bytes.call(this);
  };
  try {
    const response = await app.request("/nobody");
    const text = await response.text();
    assertEquals(response.headers.get("content-length"), String(text.length));
    assertEquals(response.headers.get("content-type"), "application/json");
  } finally {
    Response.prototype.bytes = bytes;
  }
  assertEquals(reads, 0);
});
