/** One load: who listens, who writes, and how many messages are on their way at once. */
export interface Load {
  members: number;
  writers: number;
  inFlight: number;
  seconds: number;
}

export interface LoadResult {
  /** Messages a second, and messages times members a second. */
  sent: number;
  delivered: number;
}

/** Marks a message, so that it is counted wherever it stands in a frame. */
const MESSAGE_MARK = "~parley~";

/** Puts one room under load: a closed loop that keeps `inFlight` messages on their way. */
export async function generateLoad(url: string, cookie: string, load: Load): Promise<LoadResult> {
  const sockets = await open(url, cookie, load.members);
  let delivered = 0;
  let sent = 0;
  const body = MESSAGE_MARK + "x".repeat(80 - MESSAGE_MARK.length);
  const publish = () => {
    while (sent - delivered / load.members < load.inFlight) {
      const socket = sockets[sent % load.writers]!;
      socket.send(
        JSON.stringify({ type: "message", room: "lobby", id: String(sent++), content: body }),
      );
    }
  };
  for (const socket of sockets) {
    socket.onmessage = ({ data }) => {
      for (
        let at = data.indexOf(MESSAGE_MARK);
        at >= 0;
        at = data.indexOf(MESSAGE_MARK, at + MESSAGE_MARK.length)
      ) {
        delivered++;
      }
    };
  }
  const started = performance.now();
  while (performance.now() - started < load.seconds * 1_000) {
    publish();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const elapsed = (performance.now() - started) / 1_000;
  const result = { sent: sent / elapsed, delivered: delivered / elapsed };
  await Promise.all(sockets.map((socket) => {
    const closed = new Promise((resolve) => socket.onclose = resolve);
    socket.close();
    return closed;
  }));
  return result;
}

async function open(url: string, cookie: string, count: number): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(50, count - sockets.length) }, async () => {
      const socket = new WebSocket(url, { headers: { cookie } });
      await new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onerror = () => reject(new Error(`cannot connect to ${url}`));
      });
      socket.send('{"type":"join","room":"lobby"}');
      return socket;
    });
    sockets.push(...await Promise.all(some));
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  return sockets;
}
