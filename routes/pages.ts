import { Hono } from "hono";
import { etag } from "hono/etag";
import { representationFor } from "./http/static_assets.ts";
import type { Ctx, Deps, Env } from "./http/context.ts";

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
  const send = (c: Ctx, name: string, status: 200 | 404 = 200) => {
    const asset = assets.get(name);
    if (!asset) return c.notFound();
    const { body, headers } = representationFor(asset, c.req.header("accept-encoding"));
    return c.body(body, status, headers);
  };
  return new Hono<Env>()
    .use(etag())
    .on("GET", PAGES, (c) => send(c, "index.html"))
    .on("GET", ["/manifest.webmanifest", "/sw.js"], (c) => send(c, c.req.path.slice(1)))
    .get("/assets/:name", (c) => send(c, c.req.param("name")))
    .get("*", (c) => isForPeople(c) ? send(c, "index.html", 404) : c.notFound());
}

/** Whether someone browses to an address: there the page itself says that nothing is there. */
function isForPeople({ req }: Ctx): boolean {
  return !/^\/(api|ws|assets)(\/|$)/.test(req.path) &&
    (req.header("accept") ?? "").includes("text/html");
}
