import { receiveMessageOnPort } from "node:worker_threads";

/** Milliseconds between two looks for an answer that the runtime has not delivered. */
const ANSWER_POLL_INTERVAL_MS = 10;

/** What a lane needs of a worker. */
export type MessageWorker =
  & Pick<Worker, "postMessage" | "terminate">
  & { [K in "onmessage" | "onmessageerror" | "onerror"]: Worker[K] };

/**
 * A worker that is asked one thing at a time, and whose answer arrives even while sockets keep the event
 * loop busy: Deno polls a limited number of sources in a turn, and sockets with input can use up the
 * turns of many seconds, while timers run in every turn. The worker's first message is the port to
 * answer to.
 */
export class PolledWorker implements MessageWorker {
  onmessage: Worker["onmessage"] = null;
  onmessageerror: Worker["onmessageerror"] = null;
  onerror: Worker["onerror"] = null;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  #isAnswerDue = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(worker: Worker, { port1, port2 } = new MessageChannel()) {
    this.#worker = worker;
    this.#port = port1;
    worker.onerror = (event) => this.onerror?.call(worker, event);
    port1.onmessage = (event) => this.#deliverAnswer(event);
    port1.onmessageerror = (event) => this.onmessageerror?.call(worker, event);
    worker.postMessage(port2, [port2]);
  }

  postMessage(request: unknown): void {
    this.#isAnswerDue = true;
    this.#worker.postMessage(request);
    this.#timer ??= setTimeout(() => this.#poll(), ANSWER_POLL_INTERVAL_MS);
  }

  terminate(): void {
    clearTimeout(this.#timer);
    this.#worker.terminate();
    this.#port.close();
  }

  #poll(): void {
    this.#timer = undefined;
    if (!this.#isAnswerDue) return;
    this.#timer = setTimeout(() => this.#poll(), ANSWER_POLL_INTERVAL_MS);
    const received = receiveMessageOnPort(this.#port as never);
    if (received) this.#deliverAnswer(new MessageEvent("message", { data: received.message }));
  }

  #deliverAnswer(event: MessageEvent): void {
    this.#isAnswerDue = false;
    this.onmessage?.call(this.#worker, event);
  }
}
