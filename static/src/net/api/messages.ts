import type { Message } from "../../../../lib/protocol/model.ts";
import type { Edit, Item } from "../../state/paged_lists.ts";
import { itemOf } from "../../state/reactions.ts";
import { type Ask, type Paged, type PageOf, path } from "./request.ts";

/** What became of messages, and what one keeps of them. */
export interface MessageApi {
  /** What a message said before, oldest first; `of` is its place, as in `lobby/12`. */
  edits(of: string, page: PageOf): Promise<Paged<Edit>>;
  /** The latest pin first. */
  pins(room: string): Promise<Paged<Item>>;
  /** What one saved in all rooms, the latest first. */
  saved(page: PageOf): Promise<Paged<Item>>;
  /** The `seq` of all that one saved in a room. */
  savedIn(room: string): Promise<readonly number[]>;
  save(room: string, seq: number, on: boolean): Promise<void>;
  /** The emoji that one used on a message. */
  ownReactions(room: string, seq: number): Promise<readonly string[]>;
}

type EditView = Omit<Edit, "id"> & { id: number };

export function messageApi(ask: Ask): MessageApi {
  return {
    async edits(of, { after }) {
      const [room = "", seq = ""] = of.split("/");
      const to = path`rooms/${room}/messages/${seq}/edits` + (after ? `?after=${after}` : "");
      const { edits, next } = await ask<{ edits: EditView[]; next?: number }>("GET", to);
      const items = edits.map((edit) => ({ ...edit, id: String(edit.id) }));
      return { items, next: next === undefined ? undefined : String(next) };
    },
    async pins(room) {
      const { messages } = await ask<{ messages: Message[] }>("GET", path`rooms/${room}/pins`);
      return { items: messages.map(itemOf), next: undefined };
    },
    async saved({ after }) {
      const to = "saved" + (after === undefined ? "" : `?before=${after}`);
      const { messages, next } = await ask<{ messages: Message[]; next?: number }>("GET", to);
      return { items: messages.map(itemOf), next: next === undefined ? undefined : String(next) };
    },
    savedIn: async (room) => (await ask<{ seqs: number[] }>("GET", path`rooms/${room}/saved`)).seqs,
    save: (room, seq, on) => ask(on ? "PUT" : "DELETE", path`saved/${room}/${String(seq)}`),
    ownReactions: async (room, seq) => {
      const to = path`rooms/${room}/messages/${String(seq)}/reactions/own`;
      return (await ask<{ emoji: string[] }>("GET", to)).emoji;
    },
  };
}
