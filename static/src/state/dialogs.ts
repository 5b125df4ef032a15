import type { Account, RoomRole } from "../../../lib/protocol/model.ts";
import type { AdminAccount, ListedMember } from "./paged_lists.ts";
import type { TimelineMessage } from "./timeline.ts";

/** Someone, as far as a sentence needs them. */
export interface PersonRef {
  id: string;
  name: string;
  guest?: boolean | undefined;
}

/** What is asked about before it is done. */
export type Confirmation =
  | { kind: "leave" | "hide" | "archive" | "restore" | "deleteRoom"; room: string; name: string }
  | { kind: "remove" | "ban"; room: string; name: string; open: boolean; person: PersonRef }
  | { kind: "member"; room: string; name: string; role: RoomRole; person: PersonRef }
  | { kind: "block"; person: PersonRef }
  | { kind: "delete"; room: string; seq: number; mine: boolean }
  | { kind: "role"; role: Account["role"]; person: PersonRef }
  | { kind: "disable" | "erase" | "relink"; person: PersonRef }
  | { kind: "endOthers" };

/** The one thing that stands over the page. */
export type Dialog =
  | { kind: "create" | "go" | "shortcuts" | "signout" | "writing" }
  | { kind: "invite" | "settings"; room: string }
  | { kind: "profile"; person: ListedMember }
  /** What a message said before, and who reacted to it. */
  | { kind: "history" | "reactions"; room: string; seq: number }
  /** A link that is shown once. */
  | { kind: "link"; person: PersonRef; url: string }
  | { kind: "confirm"; confirmation: Confirmation }
  /** A picture by its file's id, and the message where one found it; `actual`: in its own size. */
  | { kind: "viewer"; file: string; from: TimelineMessage; actual: boolean };

/** A short list of things to do, beside what it is about; `anchor` is that element's id. */
export type OpenMenu =
  & { anchor: string }
  & (
    | { kind: "me" }
    | { kind: "emoji" }
    | { kind: "room"; room: string }
    | { kind: "member"; room: string; person: ListedMember }
    | { kind: "account"; account: AdminAccount }
    /** `thread`: whose panel it is in; `by`: what opened it. */
    | {
      kind: "message";
      room: string;
      seq: number;
      thread: number | undefined;
      by: "bar" | "key" | "finger";
    }
  );

/** A form that is being sent, or what was wrong with it. */
export interface FormState {
  /** Which one it is; there may be several on a page. */
  formId: string;
  busy: boolean;
  error: string | undefined;
  /** The field that the error is about; without one it is about the whole. */
  field: string | undefined;
  /** Until when to wait before trying again, in milliseconds since 1970. */
  retryAt: number | undefined;
}

/** No form is being sent. */
export const IDLE_FORM: FormState = {
  formId: "",
  busy: false,
  error: undefined,
  field: undefined,
  retryAt: undefined,
};
