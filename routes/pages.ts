import { Hono } from "hono";
import { etag } from "hono/etag";
import type { Ctx, Deps, Env } from "./context.ts";

/** The addresses that people see. */
const PAGES = [
  "/",
  "/r/:room",
  "/setup",
  "/signin",
  "/signup",
  "/reset",
  "/join",
  "/rooms",
  "/people",
  "/search",
  "/saved",
  "/account",
  "/settings",
  "/admin",
];

/** The client: one page for every address that people see, and the files that it needs. */
export function pages({ assets }: Pick<Deps, "assets">): Hono<Env> {
  const send = (c: Ctx, name: string) => {
    const asset = assets.get(name);
    return asset ? c.body(asset.body, 200, asset.headers) : c.notFound();
  };
  return new Hono<Env>()
    .use(etag())
    .on("GET", PAGES, (c) => send(c, "index.html"))
    .on("GET", ["/manifest.webmanifest", "/sw.js"], (c) => send(c, c.req.path.slice(1)))
    .get("/assets/:name", (c) => send(c, c.req.param("name")));
}
