import { start } from "../../main.ts";
import {
  type Config,
  type FileLimits,
  readConfig,
  type UsageLimits,
} from "../../lib/ops/config.ts";
import { silentLog } from "../../lib/ops/log.ts";

/** A real server on a free port with a store of its own in a folder that goes when it stops. */
export interface TestServer {
  /** As in `http://127.0.0.1:12345`, without a slash at the end. */
  url: string;
  /** The same server's `/ws`. */
  socketUrl: string;
  /** Where the first admin is made. */
  setupLink: string;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Limits that never get in the way of a test that is not about them. */
const UNLIMITED: UsageLimits = {
  messageRate: 100_000,
  messageBurst: 100_000,
  connectionsPerAccount: 2_000,
  connectionsPerAddress: 2_000,
  guestsPerHour: 100_000,
  writesPerMinute: 1_000_000,
  roomsPerHour: 100_000,
  directRoomsPerHour: 100_000,
  guestRooms: "on",
  textBytesPerHour: 2 ** 40,
  guestTextBytesPerHour: 2 ** 40,
  minFreeBytes: 1,
};

export async function startServer(
  { limits, files, client, ...over }: Partial<Omit<Config, "limits" | "files">> & {
    limits?: Partial<UsageLimits>;
    files?: Partial<FileLimits>;
    /** Another build of the client. */
    client?: URL;
  } = {},
): Promise<TestServer> {
  const dataDir = over.dataDir ?? await Deno.makeTempDir({ prefix: "parley-" });
  const config = { ...readConfig(() => undefined), port: 0, sqliteDriver: "node" as const };
  const running = await start(
    {
      ...config,
      ...over,
      dataDir,
      limits: { ...UNLIMITED, ...limits },
      files: { ...config.files, uploadsPerHour: 100_000, ...files },
    },
    silentLog(),
    client,
  );
  const url = running.url.replace(/\/$/, "");
  const stop = async () => {
    await running.stop();
    if (!over.dataDir) await Deno.remove(dataDir, { recursive: true });
  };
  return {
    url,
    socketUrl: url.replace(/^http/, "ws") + "/ws",
    setupLink: await running.createSetupLink?.() ?? "",
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
