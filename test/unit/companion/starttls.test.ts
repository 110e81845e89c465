import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { after, before, describe, test } from "node:test";
import { probe, type Probe } from "../../../companion/connect/probe.ts";
import { ADVISED } from "../../../companion/starttls/greeting.ts";
import { START_TLS } from "../../../companion/starttls/index.ts";
import { listen, secure, testPki, type TestPki, type TestServer } from "./servers.ts";

let pki: TestPki;
const servers: TestServer[] = [];

before(async () => {
  pki = await testPki("mail.test");
});

after(() => Promise.all(servers.map((server) => server.close())));

/** What a server says and waits for: texts or bytes it sends, patterns it must have received since its last word. */
type Script = readonly (string | Buffer | RegExp)[];

/** Plays the script, then changes over to TLS; a script that ends in "close" closes instead. */
async function scripted(script: Script): Promise<TestServer> {
  const server = await listen((socket) => void play(socket, script));
  servers.push(server);
  return server;
}

async function play(socket: Socket, script: Script): Promise<void> {
  let heard = "";
  let changed: () => void = () => undefined;
  const onData = (chunk: Buffer): void => {
    heard += chunk.toString("latin1");
    changed();
  };
  socket.on("data", onData);
  for (const step of script) {
    if (step === "close") {
      socket.end();
      return;
    }
    if (!(step instanceof RegExp)) {
      socket.write(step);
      continue;
    }
    for (;;) {
      const match = step.exec(heard);
      if (match !== null) {
        heard = heard.slice(match.index + match[0].length);
        break;
      }
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  }
  socket.off("data", onData);
  socket.pause();
  // A client that waits for no leave may have begun with TLS.
  if (heard !== "") socket.unshift(Buffer.from(heard, "latin1"));
  secure(socket, pki.tls);
}

async function probed(protocol: string, script: Script): Promise<Probe> {
  const server = await scripted(script);
  return probe({ host: "mail.test", port: server.port }, { connect: { host: "127.0.0.1" }, startTls: protocol, timeout: 3000 });
}

const ldapAnswer = (code: number): Buffer => Buffer.from([0x30, 0x0c, 0x02, 0x01, 0x01, 0x78, 0x07, 0x0a, 0x01, code, 0x04, 0x00, 0x04, 0x00]);

function mysqlGreeting(capabilities: number): Buffer {
  const payload = Buffer.concat([Buffer.from([10]), Buffer.from("8.4.0\0"), Buffer.alloc(4), Buffer.alloc(8, 1), Buffer.from([0, capabilities & 255, capabilities >> 8, 45, 2, 0, 0, 0, 0]), Buffer.alloc(10)]);
  return Buffer.concat([Buffer.from([payload.length, 0, 0, 0]), payload]);
}

const XMPP_FEATURES = "<?xml version='1.0'?><stream:stream xmlns:stream='http://etherx.jabber.org/streams'><stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>";
const XMPP_PROCEED = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

const rdpAnswer = (type: number, code: number): Buffer => Buffer.from([3, 0, 0, 0x13, 0x0e, 0xd0, 0, 0, 0x12, 0x34, 0, type, 0, 8, 0, code, 0, 0, 0]);
const SIEVE = '"IMPLEMENTATION" "Test"\r\n"SIEVE" "fileinto"\r\n"STARTTLS"\r\nOK "ready"\r\n';

const GOOD: Readonly<Record<string, Script>> = {
  smtp: ["220-mail.test\r\n220 ready\r\n", /^EHLO \S+\r\n$/, "250-mail.test\r\n250-SIZE 1000\r\n250 STARTTLS\r\n", /^STARTTLS\r\n$/, "220 go\r\n"],
  imap: ["* OK [CAPABILITY STARTTLS] ready\r\n", /^a1 STARTTLS\r\n$/, "* something else\r\n", "a1 OK go\r\n"],
  pop3: ["+OK ready\r\n", /^STLS\r\n$/, "+OK go\r\n"],
  ftp: ["220-hello\r\n no code here\r\n220 ready\r\n", /^AUTH TLS\r\n$/, "234 go\r\n"],
  nntp: ["201 no posting\r\n", /^STARTTLS\r\n$/, "382 go\r\n"],
  ldap: [/1\.3\.6\.1\.4\.1\.1466\.20037$/, ldapAnswer(0)],
  xmpp: [/xmlns='jabber:client'.*to='mail\.test'.*>/, XMPP_FEATURES, /<starttls[^>]*>/, XMPP_PROCEED],
  "xmpp-server": [/xmlns='jabber:server'.*>/, XMPP_FEATURES, /<starttls[^>]*>/, XMPP_PROCEED],
  postgres: [/^\0\0\0\x08\x04\xd2\x16\x2f$/, "S"],
  mysql: [mysqlGreeting(0xffff), /^\x20\0\0\x01.{32}/s],
  sieve: [SIEVE, /^STARTTLS\r\n$/, 'OK "go"\r\n'],
  lmtp: ["220 mail.test LMTP\r\n", /^LHLO \S+\r\n$/, "250-mail.test\r\n250 STARTTLS\r\n", /^STARTTLS\r\n$/, "220 go\r\n"],
  irc: [":irc.test NOTICE * :*** Looking up your hostname\r\n:irc.test NOTICE * :*** Found it\r\nPING :12ab\r\n", /^STARTTLS\r\nPONG :12ab\r\n$/, ":irc.test 670 * :STARTTLS successful\r\n"],
  rdp: [/^\x03\0\0\x13\x0e\xe0.{7}\x08\0\x0b\0\0\0$/s, rdpAnswer(2, 1)],
  "postgres-direct": [],
  tds: [],
  mqtt: [],
};

test("every protocol has its conversation here", () => {
  assert.deepEqual(Object.keys(GOOD).sort(), START_TLS);
});

describe("changes over to TLS and shows the chain", () => {
  for (const [protocol, script] of Object.entries(GOOD)) {
    test(protocol, async () => {
      const { failure, observation } = await probed(protocol, script);
      assert.equal(failure, undefined);
      assert.deepEqual(observation.tlsInfo.sentChain?.map((der) => Buffer.from(der)), pki.chain.map((der) => Buffer.from(der)));
    });
  }
});

describe("a server that refuses", () => {
  const REFUSALS: readonly [string, Script][] = [
    ["smtp", ["220 ready\r\n", /EHLO/, "250-mail.test\r\n250 SIZE\r\n"]],
    ["smtp", ["220 ready\r\n", /EHLO/, "250 STARTTLS\r\n", /STARTTLS/, "454 not now\r\n"]],
    ["imap", ["* OK\r\n", /STARTTLS/, "a1 NO\r\n"]],
    ["pop3", ["+OK\r\n", /STLS/, "-ERR\r\n"]],
    ["ftp", ["220 ready\r\n", /AUTH/, "502 no\r\n"]],
    ["nntp", ["200 ready\r\n", /STARTTLS/, "580 no\r\n"]],
    ["ldap", [/20037/, ldapAnswer(2)]],
    ["xmpp", [/stream/, "<stream:stream><stream:features><bind/></stream:features>"]],
    ["xmpp", [/stream/, XMPP_FEATURES, /<starttls/, "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"]],
    ["postgres", [/./s, "N"]],
    ["mysql", [mysqlGreeting(0xf7ff)]],
    ["sieve", [SIEVE.replace('"STARTTLS"\r\n', "")]],
    ["sieve", [SIEVE, /STARTTLS/, 'NO "not now"\r\n']],
    ["lmtp", ["220 ready\r\n", /LHLO/, "250 mail.test\r\n"]],
    ["irc", [":irc.test NOTICE * :hello\r\n", /STARTTLS/, ":irc.test 691 * :STARTTLS failed\r\n"]],
    ["irc", [/STARTTLS/, "ERROR :Closing link\r\n"]],
    ["rdp", [/./s, rdpAnswer(3, 2)]],
    ["rdp", [/./s, rdpAnswer(2, 0)]],
    ["rdp", [/./s, Buffer.from([3, 0, 0, 0x0b, 0x06, 0xd0, 0, 0, 0x12, 0x34, 0])]],
  ];
  for (const [index, [protocol, script]] of REFUSALS.entries()) {
    test(`${protocol} ${index}`, async () => {
      const { failure } = await probed(protocol, script);
      assert.equal(failure?.code, "starttls-refused");
      assert.equal(failure.stage, "starttls");
    });
  }
});

describe("a server that speaks something else, or nothing", () => {
  const OTHERS: readonly [string, string][] = [
    ["smtp", "SSH-2.0-x\r\n"], ["imap", "220 x\r\n"], ["pop3", "220 x\r\n"], ["ftp", "+OK\r\n"], ["nntp", "* OK\r\n"], ["ldap", "220 x\r\n"],
    ["xmpp", "220 x\r\n"], ["postgres", "E"], ["mysql", "220 ready\r\n"], ["sieve", "220 x\r\n"], ["lmtp", "* OK\r\n"], ["irc", "220 x\r\n"], ["rdp", "220 ready\r\n"],
  ];
  for (const [protocol, words] of OTHERS) {
    test(protocol, async () => assert.equal((await probed(protocol, [words])).failure?.code, "starttls-protocol"));
  }

  test("it is named, with the way to ask it", async () => {
    const said = async (protocol: string, words: string | Buffer): Promise<string | undefined> => (await probed(protocol, [words])).failure?.message;
    assert.match(await said("postgres", mysqlGreeting(0xffff)) ?? "", /The server speaks MySQL\. TLS begins behind it: ask with --starttls mysql\.$/);
    assert.match(await said("smtp", "* OK [CAPABILITY IMAP4rev1] ready\r\n") ?? "", /The server speaks IMAP: "\* OK \[CAPABILITY IMAP4rev1\] ready"\. TLS begins behind it: ask with --starttls imap\.$/);
    assert.match(await said("ldap", Buffer.from([0x15, 3, 1, 0, 2, 2, 40])) ?? "", /The server speaks TLS\. Ask without --starttls\.$/);
  });

  test("closed", async () => assert.equal((await probed("smtp", ["220 ready\r\n", "close"])).failure?.code, "connection-closed"));

  test("silent", async () => {
    const server = await scripted([/never/]);
    const { failure } = await probe({ host: "mail.test", port: server.port }, { connect: { host: "127.0.0.1" }, startTls: "imap", timeout: 200 });
    assert.deepEqual([failure?.code, failure?.stage], ["connection-timeout", "starttls"]);
    await server.empty();
  });

  test("endless", async () => assert.equal((await probed("imap", ["* OK\r\n", /STARTTLS/, "x".repeat(100_000)])).failure?.code, "starttls-protocol"));

  // What stands behind the leave was said in clear, and a man in the middle could have put it there.
  test("words in clear behind the leave to begin", async () => {
    assert.equal((await probed("pop3", ["+OK ready\r\n", /STLS/, "+OK go\r\n+OK more\r\n"])).failure?.code, "starttls-protocol");
  });
});

describe("TLS asked of a server that begins in clear", () => {
  const GREETINGS: readonly [words: string | Buffer, message: RegExp][] = [
    ["220 mail.test ESMTP Postfix\r\n", /The server speaks SMTP: "220 mail\.test ESMTP Postfix"\. .*--starttls smtp\.$/],
    ["220 (vsFTPd 3.0.3)\r\n", /The server speaks FTP.*--starttls ftp\.$/],
    ["220 ready\r\n", /The server speaks SMTP or FTP.*--starttls smtp or --starttls ftp\.$/],
    ["* OK [CAPABILITY IMAP4rev1 STARTTLS] Dovecot ready.\r\n", /IMAP.*--starttls imap\.$/],
    ["+OK Dovecot ready.\r\n", /POP3.*--starttls pop3\.$/],
    [SIEVE, /ManageSieve.*--starttls sieve\.$/],
    [":irc.test NOTICE * :*** Looking up your hostname\r\n", /IRC.*--starttls irc\.$/],
    ["200 news.test InterNetNews ready\r\n", /NNTP.*--starttls nntp\.$/],
    [mysqlGreeting(0xffff), /The server speaks MySQL\. .*--starttls mysql\.$/],
    ["<?xml version='1.0'?><stream:stream>", /XMPP.*--starttls xmpp\.$/],
    ["HTTP/1.1 400 Bad Request\r\n\r\n", /HTTP without TLS.*Is there another port for TLS\?$/],
    ["SSH-2.0-OpenSSH_9.2p1\r\n", /SSH, which has an encryption of its own.*another port/],
  ];
  for (const [words, message] of GREETINGS) {
    test(String(message), async () => {
      const server = await listen((socket) => socket.write(words));
      servers.push(server);
      const { failure } = await probe({ host: "mail.test", port: server.port }, { connect: { host: "127.0.0.1" }, timeout: 3000 });
      assert.equal(failure?.code, "wire-not-tls");
      assert.match(failure.message, message);
    });
  }

  test("every name that is advised is one of --starttls", () => {
    const known: readonly string[] = START_TLS;
    assert.deepEqual(ADVISED.filter((name) => !known.includes(name)), []);
  });

  test("a server that closes without a word is judged by its port", async () => {
    const server = await listen((socket) => socket.once("data", () => socket.end()));
    servers.push(server);
    const ended = async (port: number): Promise<string | undefined> => (await probe({ host: "db.test", port }, { connect: { host: "127.0.0.1", port: server.port }, timeout: 3000 })).failure?.message;
    assert.equal(await ended(443), "The server closed the connection in the handshake.");
    assert.match(await ended(5432) ?? "", /On port 5432 TLS commonly begins otherwise: ask with --starttls postgres or --starttls postgres-direct\.$/);
  });

  test("a server that waits for TLS is not asked for a greeting", async () => {
    const server = await scripted([/never/]);
    const { failure } = await probe({ host: "mail.test", port: server.port }, { connect: { host: "127.0.0.1" }, startTls: "smtp", timeout: 300 });
    assert.match(failure?.message ?? "", /ask without --starttls\.$/);
  });
});

test("what begins with TLS is named in it", async () => {
  for (const [protocol, name] of [["postgres-direct", "postgresql"], ["tds", "tds/8.0"], ["mqtt", "mqtt"]] as const) {
    const server = await listen((socket) => void secure(socket, { ...pki.tls, ALPNProtocols: [name] }));
    servers.push(server);
    const { failure, observation } = await probe({ host: "db.test", port: server.port }, { connect: { host: "127.0.0.1" }, startTls: protocol, timeout: 3000 });
    assert.deepEqual([failure, observation.tlsInfo.extra?.alpn], [undefined, name]);
  }
});
