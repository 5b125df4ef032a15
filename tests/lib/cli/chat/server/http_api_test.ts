import { HttpApi } from "../../../../../lib/cli/chat/server/http_api.ts";
import { CliError, EXIT_CODES } from "../../../../../lib/cli/chat/command_line/cli_error.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../../../../helpers/assert.ts";

const ACCOUNT = { id: "1", name: "Ana", role: "client" };

/** The API of a server that gives one answer, and what it was asked. */
function answering(answer: () => Response, cookie?: string) {
  const asked: Request[] = [];
  const fetch = (url: string | URL | Request, init?: RequestInit) => {
    asked.push(new Request(url, init));
    return Promise.resolve().then(answer);
  };
  const api = new HttpApi({
    origin: "https://chat.test",
    fetch: fetch as typeof globalThis.fetch,
    ...(cookie === undefined ? {} : { cookie }),
  });
  return { api, asked };
}

Deno.test("a session is its cookie, by either name", async () => {
  for (const name of ["session", "__Host-session"]) {
    const headers = new Headers();
    headers.append("set-cookie", "theme=dark; Path=/");
    headers.append("set-cookie", `${name}=abc-1_2; Path=/; Secure; HttpOnly`);
    const { api } = answering(() => Response.json({ account: ACCOUNT }, { headers }));
    const session = await api.signIn("signin", { username: "ana", password: "x" });
    assertEquals(session, { account: ACCOUNT, cookie: `${name}=abc-1_2` } as never);
  }
});

Deno.test("requests carry the cookie, and follow no redirect", async () => {
  const { api, asked } = answering(() => Response.json({ ok: true }), "session=a");
  assertEquals(await api.get("/api/rooms"), { ok: true });
  await api.post("/api/direct", { people: ["1"] });
  assertEquals(asked.map((one) => [one.method, one.url, one.redirect]), [
    ["GET", "https://chat.test/api/rooms", "manual"],
    ["POST", "https://chat.test/api/direct", "manual"],
  ]);
});

Deno.test("an answer without content is none", async () => {
  const { api } = answering(() => new Response(null, { status: 204 }));
  assertEquals(await api.post("/api/rooms/lobby/leave", {}), undefined);
});

for (
  const [what, answer, exit, says] of [
    ["a refusal", () => refusal(403, "forbidden", "No."), EXIT_CODES.failed, "No."],
    [
      "a wrong password",
      () => refusal(401, "bad_credentials", "Wrong."),
      EXIT_CODES.signedOut,
      "Wrong.",
    ],
    [
      "no session",
      () => refusal(401, "unauthorized", "Sign in."),
      EXIT_CODES.signedOut,
      "Sign in.",
    ],
    [
      "a proxy alone",
      () => new Response("", { status: 502 }),
      EXIT_CODES.unreachable,
      "not available",
    ],
    ["a stranger", () => new Response("<html>"), EXIT_CODES.failed, "does not answer as Parley"],
    [
      "nobody",
      () => Promise.reject(new TypeError("refused")),
      EXIT_CODES.unreachable,
      "cannot be reached",
    ],
  ] as const
) {
  Deno.test(`${what} is a failure with its exit code`, async () => {
    const { api } = answering(answer as () => Response);
    const failure = await assertRejects(() => api.get("/api/rooms"), CliError);
    assertEquals(failure.exit, exit);
    assertStringIncludes(failure.message, says);
  });
}

Deno.test("an entrance without a cookie is none", async () => {
  const { api } = answering(() => Response.json({ account: ACCOUNT }));
  await assertRejects(() => api.signIn("guest", { name: "Ana" }), CliError);
});

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ type: "error", code, message }, { status });
}
