import { type Chat, openChat } from "../../../../lib/chat/chat.ts";
import type { Subscriber } from "../../../../lib/chat/fanout/hub.ts";
import type { Account, Store } from "../../../../lib/store/store.ts";
import { openSqliteSearch } from "../../../../lib/store/sqlite/search/search.ts";
import { openSqliteStore } from "../../../../lib/store/sqlite/store.ts";
import { account, createGuests, invite, LOBBY } from "../../../contract/store/fixtures.ts";
import { auditEntry } from "../../../contract/store/fixtures.ts";
import { defaultWriteLimits } from "../../../helpers/write_limits.ts";
import { assertEquals } from "../../../helpers/assert.ts";
import { withTempDir } from "../../store/sqlite/temp_dir.ts";

/** A connection that keeps the `rev` of every line of the log, and of what its snapshot held. */
class RevRecorder implements Subscriber {
  readonly revs: number[] = [];
  send(frame: string): void {
    for (const text of frame.split("\n")) {
      const line = JSON.parse(text);
      if (["joined", "message", "system"].includes(line.type)) this.revs.push(line.rev);
    }
  }
}

/** A store whose counts of unread messages come when they are let. */
function withGatedReads(store: Store): { store: Store; shut(): () => void } {
  let gate = Promise.resolve();
  const readStates: Store["readStates"] = async (...args) => {
    await gate;
    return await store.readStates(...args);
  };
  return {
    store: { ...store, readStates },
    shut() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
  };
}

async function withChat(run: (chat: Chat, shut: () => () => void, store: Store) => Promise<void>) {
  await withTempDir(async (dir) => {
    const real = await openSqliteStore({ dir, driver: "node" });
    const search = openSqliteSearch({ dir, store: real, onError: () => {} });
    await createGuests(real, "ann", "bob");
    const { store, shut } = withGatedReads(real);
    const chat = await openChat(store, search, {
      filesPerMessage: 1,
      onFilesReleased: () => {},
      writeLimits: defaultWriteLimits(),
    });
    await run(chat, shut, real);
    chat.stop();
    await search.close();
    await real.close();
  });
}

const waysIn: Record<string, (chat: Chat, store: Store, who: Account) => Promise<unknown>> = {
  "by entering": (chat, _, who) => chat.rooms.ensureMember(who, LOBBY),
  "by an invite": async (chat, store, who) => {
    const expiresAt = Date.now() + 60_000;
    await store.createInvite(
      invite("one", "ann", { room: LOBBY, expiresAt }),
      auditEntry("invited"),
    );
    await chat.invites.accept(who, "invite-one");
  },
};

for (const [way, come] of Object.entries(waysIn)) {
  Deno.test(`who comes ${way} makes no hole, however long their view of the room takes`, () =>
    withChat(async (chat, shut, store) => {
      const [ann, bob] = [account("ann"), account("bob")];
      const ear = new RevRecorder();
      chat.connect(ann, ear);
      await chat.posting.join(ann, ear, { type: "join", room: LOBBY });
      const open = shut();
      const coming = come(chat, store, bob);
      while (![...chat.rooms.requireVisible(ann, LOBBY).members.keys()].includes("bob")) {
        await new Promise((resolve) => setTimeout(resolve));
      }
      const message = { type: "message" as const, room: LOBBY, id: "m1", content: "hello" };
      await chat.posting.post(ann, ear, message);
      chat.flush();
      open();
      await coming;
      chat.flush();
      assertEquals(ear.revs, [1, 2, 3]);
      chat.disconnect(ann, ear);
    }));
}
