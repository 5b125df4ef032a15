/** A notification, as far as this page needs it. */
export interface NotificationContent {
  room: string;
  seq: number;
  thread?: number;
  title: string;
  body: string;
  /** Where a click on it leads. */
  path: string;
}

/** Where notifications lie until they are read: one for each room. */
export interface NotificationPresenter {
  put(note: NotificationContent): Promise<void>;
  /** Takes away that of a room, or of one of its threads, when it tells of nothing after a `seq`. */
  clear(room: string, seq: number, thread?: number): Promise<void>;
  /** Takes away that of a message. */
  withdraw(room: string, seq: number): Promise<void>;
  /** Takes away all. */
  sweep(): Promise<void>;
}
