// A transparency log of our own, which signs what it is told to.
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import type { PresentedCertificate } from "../../src/core/chain/presented.ts";
import type { CtLog } from "../../src/core/registry/ct-logs.ts";
import { Certificate } from "../../src/core/x509/certificate.ts";
import { issue, x509, type Identity, type IssueOptions } from "../../lab/pki/maker.ts";

const SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";

export interface SctParts {
  timestamp?: number;
  extensions?: Buffer;
  hashAlgorithm?: number;
  signatureAlgorithm?: number;
  /** What is signed, instead of the certificate's own. */
  tbs?: Uint8Array;
  issuerKeyHash?: Uint8Array;
}

export class TransparencyLog {
  readonly id: string;
  readonly log: CtLog;
  readonly #privateKey;

  constructor(name: string, operator = name) {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const spki = publicKey.export({ format: "der", type: "spki" });
    this.#privateKey = privateKey;
    this.id = createHash("sha256").update(spki).digest("hex");
    this.log = { name, operator, key: spki.toString("base64") };
  }

  /** A SerializedSCT for a precertificate entry (RFC 6962 sections 3.2 and 3.3), without the length before it. */
  sct(tbs: Uint8Array, issuerKeyHash: Uint8Array, { timestamp = Date.UTC(2026, 9, 1), extensions = Buffer.alloc(0), hashAlgorithm = 4, signatureAlgorithm = 3, ...other }: SctParts = {}): Buffer {
    const times = Buffer.alloc(8);
    times.writeBigUInt64BE(BigInt(timestamp));
    const signedTbs = other.tbs ?? tbs;
    const data = Buffer.concat([
      Buffer.from([0, 0]), times, Buffer.from([0, 1]), other.issuerKeyHash ?? issuerKeyHash,
      length(signedTbs, 3), signedTbs, length(extensions, 2), extensions,
    ]);
    const signature = sign("sha256", data, this.#privateKey);
    return Buffer.concat([Buffer.from([0]), Buffer.from(this.id, "hex"), times, length(extensions, 2), extensions, Buffer.from([hashAlgorithm, signatureAlgorithm]), length(signature, 2), signature]);
  }
}

/** How to find these logs by their ids. */
export function logList(logs: readonly TransparencyLog[]): (id: string) => CtLog | undefined {
  const byId = new Map(logs.map(({ id, log }) => [id, log]));
  return (id) => byId.get(id);
}

/** Issues a certificate with what `timestamps` makes of the TBSCertificate of the same without a list: serialized SCTs. */
export async function issueLogged(subject: Identity, issuer: Identity, timestamps: (tbs: Uint8Array, issuerKeyHash: Uint8Array) => Buffer[], options: IssueOptions = {}): Promise<PresentedCertificate> {
  const same: IssueOptions = { serial: "4a17", ...options };
  const { replace = [] } = options;
  const without = await issue(subject, issuer, same);
  const spki = Buffer.from(await crypto.subtle.exportKey("spki", issuer.keys.publicKey));
  const list = Buffer.concat(timestamps(Certificate.parse(without.der).tbs, createHash("sha256").update(spki).digest()).flatMap((sct) => [length(sct, 2), sct]));
  const vector = Buffer.concat([length(list, 2), list]);
  return issue(subject, issuer, { ...same, replace: [...replace.slice(0, 1), sctExtension(octetString(vector)), ...replace.slice(1)] });
}

function sctExtension(value: Buffer): x509.Extension {
  return new x509.Extension(SCT_LIST, false, new Uint8Array(value));
}

function octetString(content: Buffer): Buffer {
  const header = content.length < 0x80 ? [0x04, content.length] : content.length < 0x100 ? [0x04, 0x81, content.length] : [0x04, 0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from(header), content]);
}

/** The length of a vector, big-endian in so many bytes. */
function length(bytes: Uint8Array, octets: number): Buffer {
  const header = Buffer.alloc(octets);
  header.writeUIntBE(bytes.length, 0, octets);
  return header;
}
