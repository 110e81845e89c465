import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { TsharkPackets } from "../../../cli/import/tshark-packets.ts";
import { TsharkMissingError } from "../../../cli/import/tshark.ts";
import { locateProgram } from "../../../cli/programs.ts";
import type { CapturedPacket } from "../../../src/core/recordings/capture-joiner.ts";
import { tlscope } from "../../support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "tlscope-no-tshark-"));
after(() => rmSync(folder, { recursive: true }));

test("where tshark is missing the command says how to get it", async () => {
  const before = process.env["TLSCOPE_TSHARK"];
  process.env["TLSCOPE_TSHARK"] = join(folder, "nowhere");
  try {
    const capture = join(folder, "x.pcapng");
    writeFileSync(capture, "x");
    const { status, stdout, stderr } = await tlscope(["import", "capture", capture]);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /needs tshark, which is not here: install it \(Debian, Ubuntu: apt install tshark;/);
    assert.equal(new TsharkMissingError().code, "tshark-missing");
  } finally {
    if (before === undefined) delete process.env["TLSCOPE_TSHARK"];
    else process.env["TLSCOPE_TSHARK"] = before;
  }
});

test("--keylog goes with captures alone, and has to be there", async () => {
  assert.match((await tlscope(["import", "har", "x", "--keylog", "y"])).stderr, /--keylog does not go with tlscope import har/);
});

test("programs are found in PATH, files alone, and executable ones", () => {
  const program = join(folder, "program");
  writeFileSync(program, "", { mode: 0o755 });
  writeFileSync(join(folder, "text"), "", { mode: 0o644 });
  assert.equal(locateProgram(["none", "text", "program"], `/nowhere:${folder}`), program);
  assert.equal(locateProgram([folder]), undefined);
});

test("what tshark writes is held to its form: the fields that are wanted, whatever stands around them", () => {
  const packets: CapturedPacket[] = [];
  const reader = new TsharkPackets((packet) => packets.push(packet));
  const hello = "0200000401020304";
  const layers = {
    frame: { "frame.time_epoch": "5.25" }, ip: { "ip.src": "192.0.2.7", "ip.dst": "192.0.2.1" }, tcp: { "tcp.stream": "3", "tcp.seq": "1", "tcp.srcport": "443", "tcp.dstport": "50000", "tcp.flags_tree": { "tcp.flags.fin": "1" } },
    tls: [{ "tls.record": [{ "tls.record.content_type": "22", "tls.handshake_raw": [[hello, 1, 2, 0, 1], ["02000005", 1, 2, 0, 1], ["zz", 1, 2, 0, 1]] }, { "tls.alert_message": { "tls.alert_message.level": "2", "tls.alert_message.desc": "48" } }] }],
    http2: { "http2.header.value": "s3cr3t" },
  };
  const lines = (value: unknown): string[] => JSON.stringify([{ _source: { layers: value } }], null, 2).split("\n");
  for (const line of [...lines(layers), ...lines({}), "  {", "broken", "  }", ...lines({ ...layers, ip: { "ip.src": 7 } })]) reader.line(line);
  assert.deepEqual(packets, [{
    stream: "tcp 3", protocol: "TLS", time: 5250, from: { host: "192.0.2.7", port: 443 }, to: { host: "192.0.2.1", port: 50_000 }, first: true,
    messages: [new Uint8Array(Buffer.from(hello, "hex"))], recordTypes: [22], alerts: [{ fatal: true, description: 48, name: "unknown_ca" }], closed: "closed",
  }]);
  assert.deepEqual([reader.packets, reader.damaged], [4, 3]);
});
