// Run by node-resumed-group.mjs in the Node that it is about: two handshakes with a server of its own, the second of which resumes the first.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connect, createServer } from "node:tls";

const [key, cert] = ["host.key", "host.pem"].map((name) => readFileSync(join(process.argv[2], name)));
const server = createServer({ key, cert, maxVersion: "TLSv1.2" }, (socket) => socket.end("done")).listen(0, "127.0.0.1");
await once(server, "listening");

async function shake(options) {
  const socket = connect({ port: server.address().port, host: "127.0.0.1", servername: "localhost", ca: cert, ...options });
  let session;
  socket.on("session", (bytes) => { session = bytes; });
  await once(socket, "secureConnect");
  const seen = { protocol: socket.getProtocol(), resumed: socket.isSessionReused(), key: socket.getEphemeralKeyInfo() };
  socket.resume();
  await once(socket, "close");
  return { seen, session };
}

const { seen: first, session } = await shake({ ecdhCurve: "X25519:P-256" });
const { seen: resumed } = await shake({ ecdhCurve: "P-256", session });
server.close();
console.log(JSON.stringify({ node: process.version, first, resumed }));
