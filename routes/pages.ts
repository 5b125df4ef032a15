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
    .get("/assets/:name", (c) => send(c, c.req.param("name")))
    .get("*", (c) => {
      const page = isForPeople(c) ? assets.get("index.html") : undefined;
      return page ? c.body(page.body, 404, page.headers) : c.notFound();
    });
}

/** Whether someone browses to an address: there the page itself says that nothing is there. */
function isForPeople({ req }: Ctx): boolean {
  return !/^\/(api|ws|assets)(\/|$)/.test(req.path) &&
    (req.header("accept") ?? "").includes("text/html");
}
