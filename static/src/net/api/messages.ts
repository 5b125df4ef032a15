import type { Message } from "../../../../lib/protocol/model.ts";
import type { ListedMessage, MessageVersion } from "../../state/paged_lists.ts";
import { toListedMessage } from "../../state/reactions.ts";
import { type ApiPage, apiPath, type PageRequest, type RequestApi } from "./request.ts";

/** What became of messages, and what one keeps of them. */
export interface MessageApi {
  /** What a message said before, oldest first; `of` is its place, as in `lobby/12`. */
  edits(of: string, page: PageRequest): Promise<ApiPage<MessageVersion>>;
  /** The latest pin first. */
  pins(room: string): Promise<ApiPage<ListedMessage>>;
  /** What one saved in all rooms, the latest first. */
  saved(page: PageRequest): Promise<ApiPage<ListedMessage>>;
  /** The `seq` of all that one saved in a room. */
  savedIn(room: string): Promise<readonly number[]>;
  save(room: string, seq: number, on: boolean): Promise<void>;
  /** The emoji that one used on a message. */
  ownReactions(room: string, seq: number): Promise<readonly string[]>;
}

type EditView = Omit<MessageVersion, "id"> & { id: number };

export function messageApi(ask: RequestApi): MessageApi {
  return {
    async edits(of, { after }) {
      const [room = "", seq = ""] = of.split("/");
      const to = apiPath`rooms/${room}/messages/${seq}/edits` + (after ? `?after=${after}` : "");
      const { edits, next } = await ask<{ edits: EditView[]; next?: number }>("GET", to);
      const items = edits.map((edit) => ({ ...edit, id: String(edit.id) }));
      return { items, next: next === undefined ? undefined : String(next) };
    },
    async pins(room) {
      const { messages } = await ask<{ messages: Message[] }>("GET", apiPath`rooms/${room}/pins`);
      return { items: messages.map(toListedMessage), next: undefined };
    },
    async saved({ after }) {
      const to = "saved" + (after === undefined ? "" : `?before=${after}`);
      const { messages, next } = await ask<{ messages: Message[]; next?: number }>("GET", to);
      return {
        items: messages.map(toListedMessage),
        next: next === undefined ? undefined : String(next),
      };
    },
    savedIn: async (room) =>
      (await ask<{ seqs: number[] }>("GET", apiPath`rooms/${room}/saved`)).seqs,
    save: (room, seq, on) => ask(on ? "PUT" : "DELETE", apiPath`saved/${room}/${String(seq)}`),
    ownReactions: async (room, seq) => {
      const to = apiPath`rooms/${room}/messages/${String(seq)}/reactions/own`;
      return (await ask<{ emoji: string[] }>("GET", to)).emoji;
    },
  };
}
