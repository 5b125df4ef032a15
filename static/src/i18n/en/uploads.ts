import type { RejectReason } from "../../state/upload_limits.ts";
import { formatBytes, number, plural } from "../format/formatters.ts";

/** What is said about files on their way, and pictures that one looks through. */
export const uploads = {
  uploads: {
    list: "Files to send",
    remove: (name: string) => `Remove ${name}`,
    again: (name: string) => `Try ${name} again`,
    progress: (name: string) => `Progress of ${name}`,
    waiting: "Waiting",
    going: (sent: number, all: number) => `${formatBytes(sent)} of ${formatBytes(all)}`,
    stalled: "Waits for the network",
    failed: "Not sent.",
    offline: "The network was lost.",
    there: (count: number, all: number) =>
      `${number.format(count)} of ${plural(all, "file is", "files are")} ready to send.`,
    ready: (count: number) => `${plural(count, "file is", "files are")} ready to send.`,
    wrong: (count: number) =>
      count === 1
        ? "One file could not be sent. Try it again or remove it."
        : `${number.format(count)} files could not be sent. Try them again or remove them.`,
    later: "The message goes as soon as its files are there.",
    notLater: "Hold it back",
    tooMany: (most: number) => `A message can have ${plural(most, "file", "files")} at most.`,
    unfit: (why: RejectReason, most: number) =>
      ({
        empty: "It is empty.",
        size: `A file can have ${formatBytes(most)} at most.`,
        kind: "Files of this kind cannot be sent here.",
        quota: "All your files together would be too large. Delete some first.",
      })[why],
    place: (at: number, of: number) => `${number.format(at)} of ${number.format(of)}`,
    previous: "Previous picture",
    next: "Next picture",
    actual: "Actual size",
    fit: "Fit to window",
  },
  sound: {
    play: (name: string) => `Play ${name}`,
    pause: (name: string) => `Pause ${name}`,
    position: (name: string) => `Position in ${name}`,
    /** Where one is in how much. */
    time: (at: string, length: string) => `${at} of ${length}`,
    broken: "This browser cannot play it. Download it instead.",
  },
};
