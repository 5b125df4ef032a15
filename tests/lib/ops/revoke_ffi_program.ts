import { revokeFfi } from "../../../lib/ops/sqlite_native_library.ts";

// A program of its own: what it gives back is gone for its whole process.
revokeFfi();
console.log(Deno.permissions.querySync({ name: "ffi" }).state);
