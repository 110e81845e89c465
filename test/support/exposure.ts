/** What a browser told in a run of the tests, written down for the table of docs/capture.md. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXPOSURE_FOLDER, type ExposureRecord, type ExposureSource, type Situation } from "../../scripts/exposure/record.ts";
import type { Observation } from "../../src/core/observation.ts";
import type { TlsExtra, TlsField } from "../../src/core/tls-info.ts";
import type { LaunchedFirefox } from "../../browsers/firefox.ts";
import { isOldestFirefox } from "./oldest-firefox.ts";
import type { PageConnection } from "../../src/messages/page.ts";

/** Fields of the facts that are those of TlsInfo under the same name, or another. */
const FACTS = {
  protocol: "protocol", tlsVersion: "version", cipherSuite: "cipherSuite", keyExchangeGroup: "group", signatureScheme: "signatureScheme",
  encryptedClientHello: "encryptedClientHello", resumed: "resumed", alpn: "alpn", certificateTransparency: "certificateTransparency", rootIsBuiltIn: "rootIsBuiltIn",
} as const;

const FIELDS: readonly TlsField[] = [
  "builtChain", "sentChain", "chainValid", "protocol", "cipherSuite", "tlsVersion", "keyExchangeGroup", "signatureScheme", "encryptedClientHello", "resumed", "alpn", "certificateTransparency", "rootIsBuiltIn",
];

/** What the table of the lab knows of the connection, for where the browser does not tell. */
interface Expected {
  tlsVersion?: string;
  alpn?: string;
  /** A person, or the test in their place, has accepted a bad certificate. */
  accepted?: boolean;
}

export class Exposure {
  readonly #source: ExposureSource;
  readonly #records: ExposureRecord[] = [];

  constructor(source: ExposureSource) {
    this.#source = source;
  }

  /** Notes what was told of a page's own connection. */
  note(connection: PageConnection, expected: Expected): void {
    const { assessment, certificates, error, unavailable: ofConnection } = connection;
    const facts = assessment?.connection;
    const unavailable: Partial<Record<string, string>> = facts?.unavailable ?? ofConnection ?? {};
    const told: ExposureRecord["told"] = {};
    const put = (field: TlsField | "error" | "serverCertificate", given: boolean): void => {
      told[field] = given ? true : unavailable[field] ?? "not-exposed";
    };
    for (const [field, fact] of Object.entries(FACTS) as [keyof typeof FACTS, (typeof FACTS)[keyof typeof FACTS]][]) put(field, facts?.[fact] !== undefined && unavailable[field] === undefined);
    put("builtChain", certificates.length > 0 && unavailable["builtChain"] === undefined);
    put("sentChain", assessment !== null && assessment.chain.ordered !== null && unavailable["sentChain"] === undefined);
    put("chainValid", assessment?.chain.decidedBy === "browser" && unavailable["chainValid"] === undefined);
    put("serverCertificate", certificates.length > 0 || (assessment?.chain.sent.length ?? 0) > 0);
    if (error !== undefined) put("error", error.code !== "failed");
    const situation = this.#situation(connection, expected);
    if (situation !== undefined) this.#records.push({ situation, told });
  }

  /** The same of an observation that no add-on made. */
  noteObservation({ tlsInfo }: Observation): void {
    const { extra, ...info } = tlsInfo;
    const told: ExposureRecord["told"] = {};
    for (const field of FIELDS) {
      const value = field in info ? info[field as keyof typeof info] : extra?.[field as keyof TlsExtra];
      told[field] = value !== undefined ? true : extra?.unavailable?.[field] ?? "not-exposed";
    }
    told["serverCertificate"] = tlsInfo.sentChain !== undefined || extra?.serverCertificate !== undefined ? true : told["sentChain"] ?? "not-exposed";
    if (extra?.error !== undefined) told["error"] = extra.error.code !== "failed" ? true : "not-exposed";
    const version = tlsInfo.tlsVersion ?? extra?.quic?.tlsVersion;
    const situation = extra?.error !== undefined ? "failed" : tlsInfo.protocol === "QUIC" ? "HTTP/3" : version === "TLS 1.2" || version === "TLS 1.3" ? version : undefined;
    if (situation !== undefined) this.#records.push({ situation, told });
  }

  /** undefined: a version that browsers have given up. */
  #situation({ assessment, error }: PageConnection, { accepted, alpn, tlsVersion }: Expected): Situation | undefined {
    if (error !== undefined) return "failed";
    if (accepted === true) return "accepted";
    const facts = assessment?.connection;
    if (facts?.protocol === "QUIC" || alpn === "h3") return "HTTP/3";
    const version = facts?.version ?? tlsVersion;
    return version === "TLS 1.2" || version === "TLS 1.3" ? version : undefined;
  }

  /** The same for Firefox: the tables are of the current one, and the oldest that is supported adds nothing to them. */
  async saveFrom(firefox: LaunchedFirefox, part: string): Promise<void> {
    if (!(await isOldestFirefox(firefox))) this.save(part);
  }

  /** To be called when all is noted. `part`: tells several files of one source apart. */
  save(part: string): void {
    mkdirSync(EXPOSURE_FOLDER, { recursive: true });
    writeFileSync(join(EXPOSURE_FOLDER, `${this.#source}-${part}.json`), JSON.stringify({ source: this.#source, records: this.#records }));
  }
}
