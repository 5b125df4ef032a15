import { DatabaseSync } from "node:sqlite";

// What a careful person writes first: one transaction and one frame for each message, one send for each member.
const db = new DatabaseSync(Deno.args[0]!);
db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
db.exec(
  "CREATE TABLE messages (id INTEGER PRIMARY KEY, room TEXT, user TEXT, body TEXT, at INTEGER)",
);
const insert = db.prepare("INSERT INTO messages (room, user, body, at) VALUES (?, ?, ?, ?)");
const rooms = new Map<string, Set<WebSocket>>();

const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request);
  let members: Set<WebSocket> | undefined;
  socket.onmessage = ({ data }) => {
    const { type, room, content } = JSON.parse(data);
    if (type === "join") {
      if (!rooms.has(room)) rooms.set(room, new Set());
      members = rooms.get(room)!;
      members.add(socket);
      return;
    }
    const at = Date.now();
    const { lastInsertRowid } = insert.run(room, "u", content, at);
    const timestamp = new Date(at).toISOString();
    const line = JSON.stringify({
      type: "message",
      userId: "u",
      content,
      timestamp,
      id: Number(lastInsertRowid),
    });
    for (const member of members!) if (member.readyState === WebSocket.OPEN) member.send(line);
  };
  socket.onclose = () => members?.delete(socket);
  return response;
});
console.log(JSON.stringify({ url: `http://127.0.0.1:${server.addr.port}/` }));
