import { setPriority } from "node:os";

/**
 * A niceness with which a thread has a third of what one of usual priority has: messages go first, and yet an
 * innocent picture ends in its time on a busy machine, which it does not with 19.
 */
const YIELDING_NICENESS = 5;

const SET_PRIORITY_PERMISSION: Deno.SysPermissionDescriptor = { name: "sys", kind: "setPriority" };

/** Whether a thread can be given less of the processor; elsewhere the whole process would have less. */
export function canLowerThread(): boolean {
  return Deno.build.os === "linux" &&
    Deno.permissions.querySync(SET_PRIORITY_PERMISSION).state === "granted";
}

/**
 * Has the calling thread, and all that it starts afterwards, yield to the others: on Linux a niceness belongs
 * to one thread (setpriority(2)). Where that is not possible, nothing changes.
 * @returns whether it does.
 */
export function lowerThread(): boolean {
  if (!canLowerThread()) return false;
  try {
    // 0 is the calling thread.
    setPriority(0, YIELDING_NICENESS);
    return true;
  } catch {
    return false;
  }
}
