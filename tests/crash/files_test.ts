import { openSqliteStore } from "../../lib/store/sqlite/store.ts";
import { assertEquals } from "../helpers/assert.ts";
import { signInAsGuest } from "../helpers/test_person.ts";
import { testImage } from "../helpers/test_images.ts";
import { spawnServer } from "../helpers/server_process.ts";
import {
  announceUpload,
  sendPart,
  storedContent,
  upload,
  uploadHead,
} from "../helpers/test_upload.ts";

Deno.test("a server killed between content and its message leaves no orphan, and takes the upload up again", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  let server = await spawnServer(dir);
  const ana = await signInAsGuest(server);
  const port = Number(new URL(server.url).port);
  const sent = await upload(ana, "sent");
  const location = (await announceUpload(ana, { length: 10 })).headers.get("location")!;
  await sendPart(ana, location, 0, "01234");
  await upload(ana, testImage("jpeg", 900, 700));
  await server.kill();

  // As a kill leaves it after the content was kept and before its entry, and the other way round.
  await Deno.mkdir(`${dir}/files/ab`, { recursive: true });
  const orphan = `ab${"0".repeat(62)}`;
  await Deno.writeTextFile(`${dir}/files/ab/${orphan}`, "an orphan");
  await Deno.writeTextFile(`${dir}/files/parts/${"0".repeat(26)}`, "a part of nothing");
  const store = await openSqliteStore({ dir, driver: "node" });
  await store.deletePendingUpload(sent.id);
  await store.close();

  server = await spawnServer(dir, port);
  // The first sweep follows the start; this one waits for it.
  const other = (await announceUpload(ana, { length: 1 })).headers.get("location")!;
  await ana.fetch(other, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } });
  const left = await storedContent(dir);
  assertEquals(left.includes(orphan), false);
  // A picture, its thumbnail and an upload under way.
  assertEquals(left.length, 3, left.join());
  assertEquals((await uploadHead(ana, location)).headers.get("upload-offset"), "5");
  assertEquals((await sendPart(ana, location, 5, "56789")).status, 204);
  const response = await ana.fetch(location.replace("uploads", "files"));
  assertEquals(await response.text(), "0123456789");
  await server.terminate();
  await Deno.remove(dir, { recursive: true });
});
