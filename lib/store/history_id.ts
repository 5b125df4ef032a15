/** Which history all positions of a store belong to, and how far it has come. */
export interface HistoryState {
  /** A random id, which clients name with a position so that it is not taken for one of another history. */
  history: string;
  /** How many changes the logs of all rooms hold: the sum of their `rev`, which never goes down. */
  changes: number;
}

export interface HistoryStore {
  readHistory(): Promise<HistoryState>;
  /** Begins another history, because the store went on from an earlier state than it once had. */
  renewHistory(): Promise<HistoryState>;
}
