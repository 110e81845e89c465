import { parseHostPort } from "../../companion/connect/target.ts";
import { startTlsPort } from "../../companion/starttls/index.ts";
import { anchorsInFile } from "../../companion/trust/anchor-file.ts";
import { connectTrusting, type TrustedConnection } from "../../companion/trust/connect.ts";
import { AnchorUnion } from "../../src/core/chain/anchor-set.ts";
import type { TrustAnchors } from "../../src/core/chain/anchors.ts";
import { BundledAnchors } from "../../src/core/chain/bundled-anchors.ts";
import type { AskedAnchor, JustInTimeAnchors } from "../../src/core/chain/just-in-time/ask.ts";
import { AnchorSourceError } from "../../src/core/chain/just-in-time/splitter.ts";
import { JustInTimeTrust } from "../../src/core/chain/just-in-time/trust.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import { toHex } from "../../src/core/bytes/hex.ts";
import { toPem } from "../../src/core/x509/pem.ts";
import { readCertificates } from "../certificates.ts";
import { EXIT, InputError, type ExitStatus } from "../errors.ts";
import { anchorsOf } from "../probe/anchors.ts";
import { targetOf, saidRightly } from "../probe/options.ts";
import type { Streams } from "../streams.ts";
import type { AnchorsArguments } from "./arguments.ts";

const HTTPS = 443;

/** Which anchors were asked for and found; `connection` is absent where nothing was connected to. */
interface Found {
  host: string;
  answer: JustInTimeAnchors | undefined;
  connection?: TrustedConnection;
}

/** `tlscope anchors`. @throws UsageError, InputError */
export async function runAnchors(args: AnchorsArguments, { stdout }: Streams): Promise<ExitStatus> {
  const trust = new JustInTimeTrust(await sourceOf(args.from), { now: () => Date.now() });
  try {
    const found = args.sent === undefined ? await connected(args, trust) : await fromFile(args.host, args.sent, trust);
    stdout.write(args.format === "json" ? `${JSON.stringify(toJson(found), null, 2)}\n` : args.format === "pem" ? toPemText(found) : toText(found));
    return statusOf(found);
  } catch (error) {
    if (error instanceof AnchorSourceError) throw new InputError(error.message);
    throw error;
  }
}

async function sourceOf(choices: readonly string[]): Promise<TrustAnchors> {
  const sources = await Promise.all(choices.map(async (choice) => {
    if (choice === "mozilla") return new BundledAnchors();
    return choice === "system" ? (await anchorsOf(["system"], () => undefined)).anchors ?? new BundledAnchors() : anchorsInFile(choice);
  }));
  return new AnchorUnion(...sources);
}

async function connected({ host, connect, startTls }: AnchorsArguments, trust: JustInTimeTrust): Promise<Found> {
  const target = targetOf(host, startTls === undefined ? HTTPS : startTlsPort(startTls));
  const connection = await connectTrusting(target, trust, {
    ...(connect === undefined ? {} : { connect: saidRightly(() => parseHostPort(connect), "--connect") }),
    ...(startTls === undefined ? {} : { startTls }),
  });
  return { host: target.host, answer: connection.answer, connection };
}

async function fromFile(name: string, file: string, trust: JustInTimeTrust): Promise<Found> {
  const { host } = targetOf(name, HTTPS);
  return { host, answer: await trust.ask(host, await readCertificates(file, () => undefined)) };
}

/** 0: trusted with what was found, or found where nothing was connected to; 1: not; 2: the server showed no certificate. */
function statusOf({ answer, connection }: Found): ExitStatus {
  if (answer === undefined) return EXIT.failed;
  return (connection === undefined ? answer.anchors.length > 0 : connection.trusted) ? EXIT.valid : EXIT.invalid;
}

function toJson({ host, answer, connection }: Found): object {
  return {
    host,
    asked: (answer?.asked ?? []).map((each) => ({ issuer: each.issuer.toString(), ...(each.keyIdentifier === undefined ? {} : { keyIdentifier: toHex(each.keyIdentifier) }), of: each.of.sha256 })),
    anchors: (answer?.anchors ?? []).map(({ certificate }) => ({ sha256: certificate.sha256, subject: certificate.subject.toString(), certificate: Buffer.from(certificate.der).toString("base64") })),
    ...(connection === undefined ? {} : {
      trusted: connection.trusted,
      connections: connection.attempts.map(({ anchors, probe: { address, trust, failure } }) => ({
        anchors: anchors.length,
        ...(address === undefined ? {} : { address }),
        ...trust,
        ...(failure === undefined ? {} : { failure }),
      })),
    }),
  };
}

function toPemText({ answer }: Found): string {
  return (answer?.anchors ?? []).map(({ certificate }) => toPem(certificate.der)).join("");
}

function toText({ host, answer, connection }: Found): string {
  const lines = [host];
  if (answer !== undefined) {
    lines.push("", "  Asks for", ...answer.asked.map((each) => `    ${askedText(each)}`));
    lines.push("", "  Found", ...answer.anchors.map(({ certificate }) => `    ${certificate.sha256}  ${certificate.subject.toString()}`));
    if (answer.anchors.length === 0) lines.push("    nobody who has signed what was sent");
  }
  const connections = (connection?.attempts ?? []).map(({ anchors, probe: { trust, failure } }) =>
    `    with ${anchors.length === 0 ? "no anchor" : anchors.length === 1 ? "one anchor" : `${anchors.length} anchors`}: ${trust === undefined ? failure?.message ?? "no handshake" : trust.trusted ? "trusted" : `not trusted (${trust.error ?? ""})`}`);
  if (connections.length > 0) lines.push("", "  Connections", ...connections);
  return `${lines.map((line) => visibleText(line, LINE)).join("\n")}\n`;
}

function askedText({ issuer, keyIdentifier }: AskedAnchor): string {
  return `${issuer.toString()}${keyIdentifier === undefined ? "" : `, key ${toHex(keyIdentifier)}`}`;
}
