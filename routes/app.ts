import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { ErrorDelays } from "../lib/ops/error_delays.ts";
import { systemTimer } from "../lib/util/system_timer.ts";
import { ChatError } from "../lib/protocol/chat_error.ts";
import { LIMITS } from "../lib/protocol/limits.ts";
import { accountRoutes } from "./account.ts";
import { clientIp } from "./middleware/client_ip.ts";
import { adminRoutes } from "./admin.ts";
import { signInRoutes } from "./sign_in.ts";
import { compression } from "./middleware/compression.ts";
import type { RouteContext, RouteDeps, RouteEnv } from "./http/context.ts";
import { messageRoutes } from "./messages.ts";
import {
  createErrorHandler,
  methodNotAllowedResponse,
  notFoundResponse,
} from "./http/error_response.ts";
import { FILE_SANDBOX_CSP, fileRoutes } from "./file_downloads.ts";
import { rejectNulCharacters } from "./middleware/auth.ts";
import { inviteRoutes, roomInviteRoutes } from "./invites.ts";
import { memberRoutes } from "./members.ts";
import { csrfProtection } from "./middleware/csrf.ts";
import { requireOwnHost } from "./middleware/host_header.ts";
import { limitWrites } from "./middleware/write_limit.ts";
import { healthRoutes } from "./health.ts";
import { pageRoutes } from "./pages.ts";
import { peopleRoutes } from "./people.ts";
import { roomRoutes } from "./rooms.ts";
import { searchRoutes } from "./search.ts";
import { requireSetup } from "./middleware/setup_only.ts";
import { websocketRoutes } from "./websocket.ts";
import { tokenRoutes } from "./tokens.ts";
import { uploadRoutes } from "./uploads.ts";

/** What a route may be asked with; HEAD is answered wherever GET is. */
const HTTP_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Puts the routes together: what every request passes, then the resources, then the pages. */
export function createApp(deps: RouteDeps): Hono<RouteEnv> {
  const app = new Hono<RouteEnv>();
  app.onError(createErrorHandler(deps.log, new ErrorDelays(systemTimer)));
  app.notFound((c) => {
    const allowed = allowedMethods(app, c.req.path);
    const isWrong = allowed.length > 0 && !allowed.includes(c.req.method);
    return isWrong ? methodNotAllowedResponse(c, allowed) : notFoundResponse(c);
  });
  app.use(requestId());
  app.use(compression());
  // Before what it overrules, so that it has the last word.
  app.use("/api/files/*", async (c, next) => {
    await next();
    c.header("Content-Security-Policy", FILE_SANDBOX_CSP);
  });
  app.use(securityHeaders(deps));
  // Before what refuses, so that the log knows whom.
  app.use(clientIp(deps));
  app.use(rejectNulCharacters);
  app.use(requireOwnHost(deps));
  app.use(csrfProtection(deps));
  app.use("/api/*", async (c, next) => {
    await next();
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
  });
  const limitBody = bodyLimit({ maxSize: LIMITS.frameBytes, onError: throwBodyTooLarge });
  // A part of a file is as long as was announced, which its own route sees to.
  app.use("/api/*", (c, next) => isUploadPart(c) ? next() : limitBody(c, next));
  app.use("/api/*", requireSetup(deps));
  app.use("/ws/*", requireSetup(deps));
  app.use("/api/*", limitWrites(deps));
  app.route("/", healthRoutes(deps));
  app.route("/ws", websocketRoutes(deps));
  app.route("/api", signInRoutes(deps));
  app.route("/api", accountRoutes(deps));
  app.route("/api", tokenRoutes(deps));
  app.route("/api/admin", adminRoutes(deps));
  app.route("/api", peopleRoutes(deps));
  app.route("/api", messageRoutes(deps));
  app.route("/api", searchRoutes(deps));
  app.route("/api/uploads", uploadRoutes(deps));
  app.route("/api/files", fileRoutes(deps));
  app.route("/api/invites", inviteRoutes(deps));
  app.route("/api/rooms", roomRoutes(deps));
  app.route("/api/rooms", memberRoutes(deps));
  app.route("/api/rooms", roomInviteRoutes(deps));
  app.route("/", pageRoutes(deps));
  return app;
}

/** The methods that an address knows. */
function allowedMethods(app: Hono<RouteEnv>, path: string): string[] {
  return HTTP_METHODS.filter((method) => {
    const routed = method === "HEAD" ? "GET" : method;
    const [matches] = app.router.match(routed, path);
    return matches.some(([[, route]]) => route.method === routed && !route.path.endsWith("*"));
  });
}

function isUploadPart({ req }: RouteContext): boolean {
  return req.method === "PATCH" && req.path.startsWith("/api/uploads/");
}

function throwBodyTooLarge(): never {
  throw new ChatError("body_too_large", { params: { max: LIMITS.frameBytes } });
}

/** A year; subdomains only where an operator says that all of them speak HTTPS. */
const HSTS_HEADER = { off: "max-age=31536000", on: "max-age=31536000; includeSubDomains" };

/** What of the device no page of Parley asks for, and so nobody's script gets. */
const DISABLED_BROWSER_FEATURES = {
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
function securityHeaders({ config }: Pick<RouteDeps, "config">) {
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
    strictTransportSecurity: isHttps ? HSTS_HEADER[config.hstsSubdomains] : false,
    permissionsPolicy: DISABLED_BROWSER_FEATURES,
  });
}
