import type { ExperimentRecord, ExperimentSecurity } from "../src/tlsinfo/experiment-record.ts";
import type { CertificateSender } from "./certificates.ts";
import { gecko, type ChannelWrapper, type NsIChannel, type NsIHttpChannelInternal, type NsITransportSecurityInfo, type NsIX509Cert } from "./gecko.ts";

/** Reads all that the channel tells. Each field is read by itself: one that throws is named in `unreadable`. Never throws. */
export function recordOf(
  channel: NsIChannel & NsIHttpChannelInternal, wrapper: ChannelWrapper, at: ExperimentRecord["at"], fromCache: boolean, certificates: CertificateSender,
): ExperimentRecord {
  const unreadable: string[] = [];
  const read = fieldReader(unreadable);
  const securityInfo = read("security", () => channel.securityInfo);
  return {
    requestId: String(wrapper.id),
    url: wrapper.finalURL,
    at,
    fromCache,
    ...(at === "failed" ? read("status", () => ({ status: errorName(channel.status) })) : {}),
    // A failed request has none, and says so by throwing.
    ...(at === "failed" ? {} : read("httpVersion", () => ({ httpVersion: channel.protocolVersion }))),
    ...(securityInfo === undefined ? {} : { security: securityInfo === null ? null : securityOf(securityInfo, certificates, read) }),
    unreadable,
  };
}

type FieldReader = <Value>(name: string, get: () => Value) => Value | undefined;

function fieldReader(unreadable: string[]): FieldReader {
  return (name, get) => {
    try {
      return get();
    } catch {
      unreadable.push(name);
      return undefined;
    }
  };
}

function securityOf(info: NsITransportSecurityInfo, certificates: CertificateSender, read: FieldReader): ExperimentSecurity {
  const fields: { [Field in keyof Required<ExperimentSecurity>]: () => ExperimentSecurity[Field] } = {
    handshakeCertificates: () => {
      const sent = sentCertificates(info);
      return sent === undefined ? undefined : certificates.send(sent);
    },
    succeededCertChain: () => certificates.send(info.succeededCertChain),
    isBuiltCertChainRootBuiltInRoot: () => info.isBuiltCertChainRootBuiltInRoot,
    securityState: () => stateName(info.securityState),
    errorCode: () => info.errorCode,
    errorCodeString: () => info.errorCodeString,
    overridableErrorCategory: () => constantName(CATEGORIES, info.overridableErrorCategory),
    cipherName: () => info.cipherName,
    secretKeyLength: () => info.secretKeyLength,
    keaGroupName: () => info.keaGroupName,
    signatureSchemeName: () => info.signatureSchemeName,
    protocolVersion: () => info.protocolVersion,
    resumed: () => info.resumed,
    negotiatedNPN: () => info.negotiatedNPN,
    isAcceptedEch: () => info.isAcceptedEch,
    isDelegatedCredential: () => info.isDelegatedCredential,
    certificateTransparencyStatus: () => constantName(TRANSPARENCY, info.certificateTransparencyStatus),
    isExtendedValidation: () => info.isExtendedValidation,
    madeOCSPRequests: () => info.madeOCSPRequests,
    usedPrivateDNS: () => info.usedPrivateDNS,
  };
  const security: Record<string, unknown> = {};
  for (const [name, get] of Object.entries(fields)) {
    const value = read<unknown>(name, get);
    if (value !== undefined) security[name] = value;
  }
  return security;
}

/** What the server sent; undefined where this Firefox has not kept it (ESR 140: of a certificate that it found good). */
function sentCertificates(info: NsITransportSecurityInfo): NsIX509Cert[] | undefined {
  if (info.handshakeCertificates !== undefined) return info.handshakeCertificates;
  const refused = info.failedCertChain ?? [];
  return refused.length > 0 || info.serverCert === null ? refused : undefined;
}

const CATEGORIES = { ERROR_UNSET: "unset", ERROR_TRUST: "trust", ERROR_DOMAIN: "domain", ERROR_TIME: "time" } as const;

const TRANSPARENCY = {
  CERTIFICATE_TRANSPARENCY_NOT_APPLICABLE: "not_applicable",
  CERTIFICATE_TRANSPARENCY_POLICY_COMPLIANT: "policy_compliant",
  CERTIFICATE_TRANSPARENCY_POLICY_NOT_ENOUGH_SCTS: "policy_not_enough_scts",
  CERTIFICATE_TRANSPARENCY_POLICY_NOT_DIVERSE_SCTS: "policy_not_diverse_scts",
} as const;

function constantName<Name extends string>(names: Readonly<Record<string, Name>>, value: number): Name | "unknown" {
  const found = Object.entries(names).find(([constant]) => gecko.Ci.nsITransportSecurityInfo[constant] === value);
  return found === undefined ? "unknown" : found[1];
}

function stateName(state: number): NonNullable<ExperimentSecurity["securityState"]> {
  const { STATE_IS_SECURE, STATE_IS_BROKEN, STATE_IS_INSECURE } = gecko.Ci.nsIWebProgressListener;
  if ((state & STATE_IS_SECURE) !== 0) return "secure";
  if ((state & STATE_IS_BROKEN) !== 0) return "broken";
  return (state & STATE_IS_INSECURE) !== 0 ? "insecure" : "unknown";
}

/** An error of NSS has no name here, but "0x...": `errorCodeString` has it. */
function errorName(result: number): string {
  return gecko.ChromeUtils.getXPCOMErrorName(result);
}
