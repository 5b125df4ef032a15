import { FILE_CHECK_INTERVAL_MS, FileWatcher } from "../../../../lib/store/sqlite/file_watcher.ts";
import { assertEquals } from "../../../helpers/assert.ts";
import { withTempDir } from "./temp_dir.ts";

Deno.test("a file that is removed or replaced is missed within an interval, until it is back", () =>
  withTempDir(async (dir) => {
    const [one, two] = [`${dir}/one`, `${dir}/two`];
    for (const path of [one, two]) await Deno.writeTextFile(path, "");
    let now = 0;
    const watch = new FileWatcher([one, two], () => now);
    const look = () => {
      now += FILE_CHECK_INTERVAL_MS;
      return watch.missingPath();
    };
    assertEquals(look(), undefined);
    await Deno.rename(two, `${dir}/away`);
    now += FILE_CHECK_INTERVAL_MS - 1;
    assertEquals(watch.missingPath(), undefined);
    now += 1;
    assertEquals(watch.missingPath(), two);
    await Deno.writeTextFile(two, "");
    assertEquals(look(), two);
    await Deno.rename(`${dir}/away`, two);
    assertEquals(look(), undefined);
    await Deno.remove(one);
    assertEquals(look(), one);
  }));
