import { Hono } from "hono";
import { etag } from "hono/etag";
import { negotiateRepresentation } from "./http/static_assets.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "./http/context.ts";

/** The addresses that people see. */
const PAGE_PATHS = [
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
export function pageRoutes({ assets }: Pick<RouteDeps, "assets">): Hono<RouteEnv> {
  const send = (c: RouteContext, name: string, status: 200 | 404 = 200) => {
    const asset = assets.get(name);
    if (!asset) return c.notFound();
    const { body, headers } = negotiateRepresentation(asset, c.req.header("accept-encoding"));
    return c.body(body, status, headers);
  };
  const iconName = [...assets.keys()].find((name) => name.startsWith("icon-192")) ?? "";
  return new Hono<RouteEnv>()
    .use(etag())
    .on("GET", PAGE_PATHS, (c) => send(c, "index.html"))
    .on("GET", ["/manifest.webmanifest", "/sw.js"], (c) => send(c, c.req.path.slice(1)))
    // Browsers and bare tools ask for it at times, whatever icon the page names.
    .get("/favicon.ico", (c) => send(c, iconName))
    .get("/assets/:name", (c) => send(c, c.req.param("name")))
    .get("*", (c) => isPageRequest(c) ? send(c, "index.html", 404) : c.notFound());
}

/** Whether someone browses to an address: there the page itself says that nothing is there. */
function isPageRequest({ req }: RouteContext): boolean {
  return !/^\/(api|ws|assets)(\/|$)/.test(req.path) &&
    (req.header("accept") ?? "").includes("text/html");
}
