import { handshakeToJson, type HandshakeJson } from "../../companion/connect/handshake-json.ts";
import type { ProbeFailure } from "../../companion/connect/failure.ts";
import type { HttpAnswer } from "../../companion/connect/http.ts";
import type { Probe } from "../../companion/connect/probe.ts";
import type { ProbeVerdict } from "../../companion/verdict/verdict.ts";
import { LINE, visibleText } from "../../src/core/text/visible-text.ts";
import { headerOf } from "./one.ts";
import { amountOf } from "../amount.ts";

/** What came over the wire, for people. */
export function wireReport({ connectedPort, address, serverName, handshake, failure, ownHello, as, milliseconds, resumption }: Probe, http?: HttpAnswer | ProbeFailure): string {
  const rows: [label: string, value: string][] = [
    ["Connected to", address === undefined ? "nobody" : `${address} port ${connectedPort}${milliseconds.connect === undefined ? "" : `, ${Math.round(milliseconds.connect)} ms`}`],
    ["Server name", serverName ?? "none sent"],
    ...(ownHello === undefined ? [] : ownHelloRows(ownHello)),
    ...(as === undefined ? [] : asRows(as)),
    ...(handshake === undefined ? [] : handshakeRows(handshakeToJson(handshake))),
    ...(milliseconds.handshake === undefined ? [] : [["Handshake", `${Math.round(milliseconds.handshake)} ms`] as [string, string]]),
    ...(resumption === undefined ? [] : [["Resumption", resumption.failure?.message ?? (resumption.resumed ? "the session was resumed" : "the session was not resumed")] as [string, string]]),
    ...(http === undefined ? [] : [["HSTS", "headers" in http ? headerOf(http) ?? `none, in an answer of status ${http.status}` : http.message] as [string, string]]),
    ...(failure === undefined ? [] : [["Failed", `${failure.message} (${failure.code}, ${failure.stage})`] as [string, string]]),
  ];
  return `\n  On the wire\n${rows.map(([label, value]) => visibleText(`    ${label.padEnd(24)}${value}`, LINE)).join("\n")}\n`;
}

function ownHelloRows({ because, lacks }: NonNullable<Probe["ownHello"]>): [label: string, value: string][] {
  return [
    ["Node's client", because.message],
    ["Asked by", `a ClientHello of our own${lacks === undefined ? "" : `; the server takes ${lacks}, which Node's client (OpenSSL ${process.versions.openssl}) does not offer here`}. The handshake was not finished.`],
  ];
}

function asRows({ browser, notOffered }: NonNullable<Probe["as"]>): [label: string, value: string][] {
  const name = browser === "chromium" ? "Chromium" : "Firefox";
  return [
    ["Asked as", `${name}, by a ClientHello of our own. The handshake was not finished.`],
    ...(notOffered.length === 0 ? [] : [["Not offered", `${notOffered.join(", ")}: as sent to the companion, which is not the browser`] as [string, string]]),
  ];
}

function handshakeRows(seen: HandshakeJson): [label: string, value: string][] {
  const { certificateMessage: message } = seen;
  const rows: [string, string][] = [];
  if (seen.alpn !== undefined) rows.push(["Application protocol", seen.alpn]);
  if (seen.helloRetryRequest !== undefined) rows.push(["Hello retry request", seen.helloRetryRequest.group ?? "without a group"]);
  if (seen.primeBits !== undefined) rows.push(["Prime", `${seen.primeBits} bits`]);
  if (message !== undefined) {
    const compressed = message.compression === undefined ? "" : `, compressed with ${message.compression.algorithm} to ${message.compression.compressed}`;
    rows.push(["Certificate message", `${amountOf(message.certificates.length, "certificate")}, ${message.bytes} bytes${compressed}`]);
    rows.push(["Stapled OCSP", seen.ocspResponse === undefined ? "none" : `${Buffer.from(seen.ocspResponse, "base64").length} bytes`]);
  }
  if (seen.scts !== undefined) rows.push(["SCTs in the handshake", String(seen.scts.length)]);
  if (seen.extensions.length > 0) rows.push(["Extensions", seen.extensions.join(", ")]);
  if (seen.secureRenegotiation !== undefined) rows.push(["Secure renegotiation", seen.secureRenegotiation ? "yes" : "no"]);
  if (seen.extendedMasterSecret !== undefined) rows.push(["Extended master secret", seen.extendedMasterSecret ? "yes" : "no"]);
  if (seen.version !== undefined) rows.push(["Session tickets", seen.tickets.length === 0 ? "none" : seen.tickets.map(({ lifetime, length, earlyData }) => `${length} bytes${lifetime > 0 ? ` for ${lifetime} s` : ""}${earlyData === undefined ? "" : `, with up to ${earlyData} bytes of early data (0-RTT)`}`).join(", ")]);
  if (seen.certificateRequested) rows.push(["Client certificate", "asked for"]);
  for (const alert of seen.alerts) rows.push(["Alert", `${alert.name} (${alert.description})${alert.fatal ? "" : ", no error"}`]);
  rows.push(["Not asked for", seen.notAsked.join(", ")]);
  return rows;
}

/** What was asked beside a valid chain, and how it came out; nothing where nothing was asked. */
export function checksReport({ verdict, checks }: ProbeVerdict): string {
  if (checks.length === 0) return "";
  const lines = checks.map(({ passed, message }) => visibleText(`    ${passed ? "passed" : "failed"}  ${message}`, LINE));
  return `\n  Checks: ${verdict}\n${lines.join("\n")}\n`;
}
