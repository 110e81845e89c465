import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { after, before, describe, test } from "node:test";
import { probe, type Probe } from "../../../companion/connect/probe.ts";
import type { StartTls } from "../../../companion/starttls/index.ts";
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

async function probed(protocol: StartTls, script: Script): Promise<Probe> {
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

const GOOD: Readonly<Record<StartTls, Script>> = {
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
};

describe("changes over to TLS and shows the chain", () => {
  for (const [protocol, script] of Object.entries(GOOD) as [StartTls, Script][]) {
    test(protocol, async () => {
      const { failure, observation } = await probed(protocol, script);
      assert.equal(failure, undefined);
      assert.deepEqual(observation.tlsInfo.sentChain?.map((der) => Buffer.from(der)), pki.chain.map((der) => Buffer.from(der)));
    });
  }
});

describe("a server that refuses", () => {
  const REFUSALS: readonly [StartTls, Script][] = [
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
  const OTHERS: readonly [StartTls, string][] = [
    ["smtp", "SSH-2.0-x\r\n"], ["imap", "220 x\r\n"], ["pop3", "220 x\r\n"], ["ftp", "+OK\r\n"], ["nntp", "* OK\r\n"], ["ldap", "220 x\r\n"],
    ["xmpp", "220 x\r\n"], ["postgres", "E"], ["mysql", "220 ready\r\n"],
  ];
  for (const [protocol, words] of OTHERS) {
    test(protocol, async () => assert.equal((await probed(protocol, [words])).failure?.code, "starttls-protocol"));
  }

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
