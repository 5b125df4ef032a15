import {
  announceSetup,
  type SetupAnnouncementOptions,
} from "../../../lib/ops/setup_announcement.ts";
import { assert, assertEquals, assertMatch } from "../../helpers/assert.ts";
import { spawnServer } from "../../helpers/server_process.ts";
import { hasPseudoTerminal, openPseudoTerminal } from "../cli/chat/pseudo_terminal.ts";

const LINK = "http://127.0.0.1:8000/setup#secret";

async function announce(options: Partial<SetupAnnouncementOptions>) {
  const logged: string[] = [];
  let links = 0;
  await announceSetup({
    createLink: () => Promise.resolve((links++, LINK)),
    hasSetupToken: false,
    print: undefined,
    log: {
      warn: (message: string, about: unknown) => void logged.push(message + JSON.stringify(about)),
    } as unknown as SetupAnnouncementOptions["log"],
    ...options,
  });
  return { logged: logged.join("\n"), links };
}

Deno.test("a terminal is shown the set-up link, and the log is not", async () => {
  const printed: string[] = [];
  const { logged } = await announce({ print: (text) => void printed.push(text) });
  assertEquals(printed[0], `Set up Parley: ${LINK}`);
  assertMatch(printed[1]!, /within an hour/);
  assertEquals(logged, "");
});

Deno.test("without a terminal no link is made, and the log says how to get one", async () => {
  const { logged, links } = await announce({});
  assertEquals(links, 0);
  assertMatch(logged, /deno task account setup/);
  assertMatch((await announce({ hasSetupToken: true })).logged, /SETUP_TOKEN is taken at \/setup/);
});

Deno.test("a server without a terminal writes no set-up link anywhere", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const server = await spawnServer(dir, 0, { LOG_LEVEL: "debug" });
  while (!server.output().includes("account setup")) await new Promise((go) => setTimeout(go, 10));
  await server.terminate();
  assert(!/setup#/.test(server.output()));
  await Deno.remove(dir, { recursive: true });
});

Deno.test("a wrong SETUP_TOKEN stops the start with a message that does not show it", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const SETUP_TOKEN = "not-long-enough-3f9a";
  const error = await spawnServer(dir, 0, { SETUP_TOKEN }).then(() => "", String);
  assertMatch(error, /SETUP_TOKEN: must be 32 to 256 random characters/);
  assert(!error.includes(SETUP_TOKEN));
  await Deno.remove(dir, { recursive: true });
});

Deno.test({
  name: "in a real terminal the server prints its set-up link",
  ignore: !hasPseudoTerminal,
  async fn() {
    const dir = await Deno.makeTempDir({ prefix: "parley-" });
    const env = `DATA_DIR=${dir}/data PORT=0 HOST=127.0.0.1 SQLITE_DRIVER=node`;
    const run = `${Deno.execPath()} run --no-prompt --no-check -A main.ts`;
    const { screen, type, ended } = openPseudoTerminal(`${env} ${run}`, dir);
    await screen.shows("Set up Parley: http://127.0.0.1:");
    await screen.shows("within an hour");
    await type("\x03");
    await ended();
    await Deno.remove(dir, { recursive: true });
  },
});
