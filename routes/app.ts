import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { RefusalDelays } from "../lib/ops/refusal_delays.ts";
import { systemTimer } from "../lib/util/system_timer.ts";
import { Refused } from "../lib/protocol/chat_error.ts";
import { LIMITS } from "../lib/protocol/limits.ts";
import { account } from "./account.ts";
import { clientAddress } from "./middleware/client_ip.ts";
import { admin } from "./admin.ts";
import { auth } from "./sign_in.ts";
import { compression } from "./middleware/compression.ts";
import type { Ctx, Deps, Env } from "./http/context.ts";
import { conversation } from "./messages.ts";
import { createErrorHandler, notFound, wrongMethod } from "./http/error_response.ts";
import { files, SANDBOX } from "./file_downloads.ts";
import { plainPath } from "./middleware/auth.ts";
import { invites, roomInvites } from "./invites.ts";
import { members } from "./members.ts";
import { sameOrigin } from "./middleware/csrf.ts";
import { ownHost } from "./middleware/host_header.ts";
import { writeLimit } from "./middleware/write_limit.ts";
import { ops } from "./health.ts";
import { pages } from "./pages.ts";
import { people } from "./people.ts";
import { rooms } from "./rooms.ts";
import { search } from "./search.ts";
import { setupOnly } from "./middleware/setup_only.ts";
import { socket } from "./websocket.ts";
import { token } from "./tokens.ts";
import { uploads } from "./uploads.ts";

/** What a route may be asked with; HEAD is answered wherever GET is. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Puts the routes together: what every request passes, then the resources, then the pages. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  app.onError(createErrorHandler(deps.log, new RefusalDelays(systemTimer)));
  app.notFound((c) => {
    const allowed = methodsAt(app, c.req.path);
    const isWrong = allowed.length > 0 && !allowed.includes(c.req.method);
    return isWrong ? wrongMethod(c, allowed) : notFound(c);
  });
  app.use(requestId());
  app.use(compression());
  // Before what it overrules, so that it has the last word.
  app.use("/api/files/*", async (c, next) => {
    await next();
    c.header("Content-Security-Policy", SANDBOX);
  });
  app.use(security(deps));
  // Before what refuses, so that the log knows whom.
  app.use(clientAddress(deps));
  app.use(plainPath);
  app.use(ownHost(deps));
  app.use(sameOrigin(deps));
  app.use("/api/*", async (c, next) => {
    await next();
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
  });
  const limited = bodyLimit({ maxSize: LIMITS.frame, onError: tooLarge });
  // A part of a file is as long as was announced, which its own route sees to.
  app.use("/api/*", (c, next) => isPart(c) ? next() : limited(c, next));
  app.use("/api/*", setupOnly(deps));
  app.use("/ws/*", setupOnly(deps));
  app.use("/api/*", writeLimit(deps));
  app.route("/", ops(deps));
  app.route("/ws", socket(deps));
  app.route("/api", auth(deps));
  app.route("/api", account(deps));
  app.route("/api", token(deps));
  app.route("/api/admin", admin(deps));
  app.route("/api", people(deps));
  app.route("/api", conversation(deps));
  app.route("/api", search(deps));
  app.route("/api/uploads", uploads(deps));
  app.route("/api/files", files(deps));
  app.route("/api/invites", invites(deps));
  app.route("/api/rooms", rooms(deps));
  app.route("/api/rooms", members(deps));
  app.route("/api/rooms", roomInvites(deps));
  app.route("/", pages(deps));
  return app;
}

/** The methods that an address knows. */
function methodsAt(app: Hono<Env>, path: string): string[] {
  return METHODS.filter((method) => {
    const asked = method === "HEAD" ? "GET" : method;
    const [matches] = app.router.match(asked, path);
    return matches.some(([[, route]]) => route.method === asked && !route.path.endsWith("*"));
  });
}

function isPart({ req }: Ctx): boolean {
  return req.method === "PATCH" && req.path.startsWith("/api/uploads/");
}

function tooLarge(): never {
  throw new Refused("body_too_large", { params: { max: LIMITS.frame } });
}

/** A year; subdomains only where an operator says that all of them speak HTTPS. */
const HSTS = { off: "max-age=31536000", on: "max-age=31536000; includeSubDomains" };

/** What of the device no page of Parley asks for, and so nobody's script gets. */
const UNUSED_FEATURES = {
  accelerometer: [],
  camera: [],
  displayCapture: [],
  geolocation: [],
  gyroscope: [],
  hid: [],
  magnetometer: [],
  microphone: [],
  midi: [],
  payment: [],
  serial: [],
  usb: [],
};

/** Nothing inline, nothing from elsewhere, no frame around it (OWASP secure headers). */
function security({ config }: Pick<Deps, "config">) {
  const isHttps = config.publicUrl?.protocol === "https:";
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:", "blob:"],
      mediaSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["parley"],
    },
    xFrameOptions: "DENY",
    referrerPolicy: "same-origin",
    strictTransportSecurity: isHttps ? HSTS[config.hstsSubdomains] : false,
    permissionsPolicy: UNUSED_FEATURES,
  });
}
