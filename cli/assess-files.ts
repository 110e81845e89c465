import { parseHostPort, TargetError } from "../companion/connect/target.ts";
import { assess } from "../src/core/assess.ts";
import type { ClientName } from "../src/core/chain/clients/index.ts";
import type { Assessment } from "../src/core/assessment.ts";
import { groupByName } from "../src/core/registry/groups.ts";
import { cipherSuiteByAnyName } from "../src/core/registry/openssl-cipher-names.ts";
import { tlsVersionByName } from "../src/core/registry/tls-versions.ts";
import type { Observation } from "../src/core/observation.ts";
import { TelemetryError } from "../src/core/telemetry/json-reader.ts";
import { observationToJson, parseObservation } from "../src/core/telemetry/observation-json.ts";
import type { CertificateStore } from "../src/core/x509/certificate-store.ts";
import type { ConnectionArguments } from "./arguments.ts";
import { anchorsFromFile, readCertificates, type Note } from "./certificates.ts";
import { assessContextFor } from "./context.ts";
import { UsageError } from "./errors.ts";

/**
 * Judges one connection given in files of certificates and words. `note`: what is worth knowing of the files.
 * @throws UsageError for words that name nothing, InputError for files that cannot be read.
 */
export async function assessFiles(connection: ConnectionArguments, certificates: CertificateStore, note: Note, client: ClientName = "browsers"): Promise<Assessment> {
  const observation = await observationOf(connection, note);
  const time = observation.time === undefined ? Date.now() : Date.parse(observation.time);
  return assess(observation, assessContextFor(time, certificates, client));
}

async function observationOf({ host, port, sent, built, roots, time, tlsVersion, cipherSuite, group }: ConnectionArguments, note: Note): Promise<Observation> {
  const suite = known(cipherSuite, cipherSuiteByAnyName, "--cipher-suite", "the name of IANA or OpenSSL, such as TLS_AES_128_GCM_SHA256");
  const version = known(tlsVersion, tlsVersionByName, "--tls-version", "a version such as \"TLS 1.3\"");
  const keyExchange = known(group, groupByName, "--group", "a group such as x25519");
  const trustAnchors = roots === undefined ? undefined : await anchorsFromFile(roots, note);
  const sentChain = sent === undefined ? undefined : await readCertificates(sent, note);
  const builtChain = built === undefined ? undefined : await readCertificates(built, note);
  const server = serverOf(host, port);
  const observation: Observation = {
    ...server,
    ...(time === undefined ? {} : { time }),
    tlsInfo: {
      ...(sentChain === undefined ? {} : { sentChain }),
      ...(builtChain === undefined ? {} : { builtChain }),
      ...(version === undefined ? {} : { tlsVersion: version, protocol: "TLS" }),
      ...(suite === undefined ? {} : { cipherSuite: suite.id }),
      ...(keyExchange === undefined ? {} : { keyExchangeGroup: keyExchange.name }),
    },
    ...(trustAnchors === undefined ? {} : { trustAnchors }),
  };
  try {
    // Host, port and time are held to the same rules as in a file.
    return parseObservation(observationToJson(observation));
  } catch (error) {
    if (error instanceof TelemetryError) throw new UsageError(error.message);
    throw error;
  }
}

function known<T>(name: string | undefined, find: (name: string) => T | undefined, option: string, expected: string): T | undefined {
  if (name === undefined) return undefined;
  const found = find(name);
  if (found === undefined) throw new UsageError(`${option}: "${name}" is not known; give ${expected}`);
  return found;
}

/** "example.com", "example.com:8443" and "https://example.com:8443/path" are one way each to say it; --port goes before. */
function serverOf(text: string, port: string | undefined): { host: string; port?: number } {
  try {
    const { host, port: said } = parseHostPort(text);
    const chosen = port === undefined ? said : Number(port);
    return { host, ...(chosen === undefined ? {} : { port: chosen }) };
  } catch (error) {
    if (error instanceof TargetError) throw new UsageError(`--host: ${error.message}`);
    throw error;
  }
}
