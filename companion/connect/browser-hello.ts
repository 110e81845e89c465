import { randomBytes, randomInt } from "node:crypto";
import { keyShareFor, type KeyShare } from "../wire/key-share.ts";
import { alpnOffer } from "./offer.ts";
import { CHROMIUM_TRUST_ANCHORS } from "./trust-anchor-ids.ts";
import type { BrowserOffer, ProbeOptions } from "./options.ts";

/** A ClientHello as a browser makes it. */
export interface BrowserHello {
  message: Buffer;
  keyShares: readonly KeyShare[];
}

interface Offer {
  /** Reserved values among the others, the first everywhere (RFC 8701). */
  grease: boolean;
  cipherSuites: readonly number[];
  groups: readonly number[];
  /** Groups with a share, from the first on. */
  shares: number;
  signatureSchemes: readonly number[];
  /** Certificate compression (RFC 8879): 1 zlib, 2 brotli, 3 zstd. */
  compression: readonly number[];
  /** Extensions in their order. */
  order: readonly number[];
  /** Put in another order for each hello. */
  shuffled: boolean;
  /** Named by their identifiers. */
  trustAnchors: readonly Buffer[];
  /** Bytes of what would be an encrypted ClientHello, if the server's key were known: one of these. */
  innerHello: readonly number[];
  /** What the browser offers, and cannot be offered here, in words. */
  notOffered: readonly string[];
}

const EXTENSION = {
  serverName: 0, statusRequest: 5, groups: 10, pointFormats: 11, signatureAlgorithms: 13, alpn: 16, sct: 18, extendedMasterSecret: 23, compressCertificate: 27, recordSizeLimit: 28,
  delegatedCredential: 34, sessionTicket: 35, supportedVersions: 43, pskModes: 45, keyShare: 51, applicationSettings: 17_613, trustAnchors: 0xca34, encryptedClientHello: 65_037, renegotiation: 65_281,
} as const;

/** Seen on the wire: Chromium 156.0.8078.114 and Firefox ESR 153.8 on 2026-11-30. */
const OFFERS: Readonly<Record<BrowserOffer, Offer>> = {
  chromium: {
    grease: true, shuffled: true,
    cipherSuites: [0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035],
    groups: [0x11ec, 0x001d, 0x0017, 0x0018], shares: 2,
    signatureSchemes: [0x0904, 0x0905, 0x0906, 0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601],
    compression: [2],
    order: [
      EXTENSION.serverName, EXTENSION.extendedMasterSecret, EXTENSION.renegotiation, EXTENSION.groups, EXTENSION.pointFormats, EXTENSION.sessionTicket, EXTENSION.alpn, EXTENSION.statusRequest, EXTENSION.signatureAlgorithms,
      EXTENSION.sct, EXTENSION.keyShare, EXTENSION.pskModes, EXTENSION.supportedVersions, EXTENSION.compressCertificate, EXTENSION.applicationSettings, EXTENSION.encryptedClientHello, EXTENSION.trustAnchors,
    ],
    trustAnchors: CHROMIUM_TRUST_ANCHORS, innerHello: [144, 176, 208, 240],
    notOffered: [],
  },
  firefox: {
    grease: false, shuffled: false,
    cipherSuites: [0x1301, 0x1303, 0x1302, 0xc02b, 0xc02f, 0xcca9, 0xcca8, 0xc02c, 0xc030, 0xc00a, 0xc013, 0xc014, 0x009c, 0x009d, 0x002f, 0x0035],
    groups: [0x11ec, 0x001d, 0x0017, 0x0018, 0x0019, 0x0100, 0x0101], shares: 3,
    signatureSchemes: [0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201],
    compression: [1, 2, 3],
    order: [
      EXTENSION.serverName, EXTENSION.extendedMasterSecret, EXTENSION.renegotiation, EXTENSION.groups, EXTENSION.pointFormats, EXTENSION.sessionTicket, EXTENSION.alpn, EXTENSION.statusRequest, EXTENSION.delegatedCredential,
      EXTENSION.sct, EXTENSION.keyShare, EXTENSION.supportedVersions, EXTENSION.signatureAlgorithms, EXTENSION.pskModes, EXTENSION.recordSizeLimit, EXTENSION.compressCertificate, EXTENSION.encryptedClientHello,
    ],
    trustAnchors: [], innerHello: [239],
    notOffered: [],
  },
};

const DELEGATED_SCHEMES = [0x0403, 0x0503, 0x0603, 0x0203];

/** What the browser offers and a hello of ours does not, in words. */
export function notOfferedAs(browser: BrowserOffer): readonly string[] {
  return OFFERS[browser].notOffered;
}

/** Whether the browser offers the group, so that a server may ask for a share of it. */
export function offersGroupAs(browser: BrowserOffer, group: number): boolean {
  return OFFERS[browser].groups.includes(group);
}

/** A hello for the server; `share`: the one group to have a share, that a server has asked for. */
export function browserHello(browser: BrowserOffer, serverName: string | null, options: ProbeOptions, port: number, share?: number): BrowserHello {
  const offer = OFFERS[browser];
  const keyShares = (share === undefined ? offer.groups.slice(0, offer.shares) : [share]).flatMap((group) => keyShareFor(group) ?? []);
  // One for groups and shares: a share of a group that is not offered is an error.
  const reserved = offer.grease ? [grease()] : [];
  const order = offer.shuffled ? shuffle(offer.order) : offer.order;
  const listed = order.flatMap((type) => {
    const data = dataOf(type, offer, reserved, keyShares, serverName, alpnOffer(options, port));
    return data === undefined ? [] : [extensionOf(type, data)];
  });
  const extensions = offer.grease ? [extensionOf(grease(), Buffer.alloc(0)), ...listed, extensionOf(grease(true), Buffer.alloc(1))] : listed;
  const suites = offer.grease ? [grease(), ...offer.cipherSuites] : offer.cipherSuites;
  const body = Buffer.concat([Buffer.from([3, 3]), randomBytes(32), sized(randomBytes(32), 1), sized(numbers(suites), 2), Buffer.from([1, 0]), sized(Buffer.concat(extensions), 2)]);
  return { message: Buffer.concat([Buffer.from([1]), sized(body, 3)]), keyShares };
}

function dataOf(type: number, { grease: reserves, groups, signatureSchemes, compression, trustAnchors, innerHello }: Offer, reserved: readonly number[], keyShares: readonly KeyShare[], serverName: string | null, alpn: readonly string[]): Buffer | undefined {
  switch (type) {
    case EXTENSION.serverName:
      return serverName === null ? undefined : sized(Buffer.concat([Buffer.from([0]), sized(Buffer.from(serverName, "latin1"), 2)]), 2);
    case EXTENSION.alpn:
      return alpn.length === 0 ? undefined : sized(Buffer.concat(alpn.map((name) => sized(Buffer.from(name, "latin1"), 1))), 2);
    case EXTENSION.applicationSettings:
      return alpn.includes("h2") ? sized(sized(Buffer.from("h2"), 1), 2) : undefined;
    case EXTENSION.statusRequest:
      return Buffer.from([1, 0, 0, 0, 0]);
    case EXTENSION.groups:
      return sized(numbers([...reserved, ...groups]), 2);
    case EXTENSION.pointFormats:
    case EXTENSION.pskModes:
      return Buffer.from([1, type === EXTENSION.pskModes ? 1 : 0]);
    case EXTENSION.signatureAlgorithms:
      return sized(numbers([...reserves ? [grease()] : [], ...signatureSchemes]), 2);
    case EXTENSION.delegatedCredential:
      return sized(numbers(DELEGATED_SCHEMES), 2);
    case EXTENSION.supportedVersions:
      return sized(numbers([...reserved, 0x0304, 0x0303]), 1);
    case EXTENSION.compressCertificate:
      return sized(numbers(compression), 1);
    case EXTENSION.recordSizeLimit:
      return numbers([16_385]);
    case EXTENSION.keyShare:
      return sized(Buffer.concat([
        ...reserved.map((group) => Buffer.concat([numbers([group]), sized(Buffer.alloc(1), 2)])),
        ...keyShares.map(({ group, publicBytes }) => Buffer.concat([numbers([group]), sized(Buffer.from(publicBytes), 2)])),
      ]), 2);
    case EXTENSION.renegotiation:
      return Buffer.alloc(1);
    case EXTENSION.trustAnchors:
      return sized(Buffer.concat(trustAnchors.map((id) => sized(id, 1))), 2);
    case EXTENSION.encryptedClientHello:
      // As where no server's key is known (draft-ietf-tls-esni section 6.2): bytes of no meaning, HKDF-SHA256 and AES-128-GCM.
      return Buffer.concat([Buffer.from([0, 0, 1, 0, 1]), randomBytes(1), sized(randomBytes(32), 2), sized(randomBytes(innerHello[randomInt(innerHello.length)] ?? 0), 2)]);
    default:
      return Buffer.alloc(0);
  }
}

/** A reserved value (RFC 8701); `last`: of the second kind, so that two extensions differ. */
function grease(last = false): number {
  return (last ? 0x0a0a : 0x1a1a) + 0x2020 * randomInt(8);
}

function shuffle(values: readonly number[]): number[] {
  const shuffled = [...values];
  for (let end = shuffled.length - 1; end > 0; end--) {
    const other = randomInt(end + 1);
    [shuffled[end], shuffled[other]] = [shuffled[other] ?? 0, shuffled[end] ?? 0];
  }
  return shuffled;
}

function extensionOf(type: number, data: Buffer): Buffer {
  return Buffer.concat([numbers([type]), sized(data, 2)]);
}

function sized(bytes: Buffer, lengthBytes: 1 | 2 | 3): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(bytes.length, 0, lengthBytes);
  return Buffer.concat([length, bytes]);
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, 2 * index);
  return bytes;
}
