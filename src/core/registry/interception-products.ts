/**
 * What products that read TLS traffic name their CAs: product, pattern of the issuer's common name, pattern of its
 * organisation, pattern of its unit; all that are there must match. As of 2026-11. A name is a label that anyone can choose.
 */
const PRODUCTS: readonly (readonly [product: string, commonName: RegExp | undefined, organization: RegExp | undefined, unit?: RegExp])[] = [
  // The list of interception software in Chromium's SSL error assistant.
  ["BadSSL Antivirus", /^BadSSL MITM Software Test$/, undefined],
  ["Avast Antivirus", /^avast! Web\/Mail Shield Root$/, /^avast! Web\/Mail Shield$/],
  ["Bitdefender Antivirus", /^Bitdefender Personal CA\.Net-Defender$/, /^Bitdefender$/],
  ["Cisco Umbrella", /^Cisco Umbrella Root CA$/, /^Cisco$/],
  ["Cisco Umbrella", /^Cisco Umbrella Primary SubCA$/, /^Cisco$/],
  ["ContentKeeper", /^ContentKeeper Appliance CA \(\d+\)$/, /^ContentKeeper Technologies$/],
  ["Cyberoam Firewall", undefined, /^Cyberoam Certificate Authority$/],
  ["ForcePoint", /^Forcepoint Cloud CA$/, /^Forcepoint LLC$/],
  ["Fortigate", /^FortiGate CA$/, /^Fortinet$/],
  ["Fortinet", undefined, /^Fortinet( Ltd\.)?$/],
  ["Kaspersky Internet Security", /^Kaspersky Anti-Virus Personal Root Certificate$/, undefined],
  ["McAfee Web Gateway", /^McAfee Web Gateway$/, undefined],
  ["NetSpark", /^www\.netspark\.com$/, /^NetSpark$/],
  ["SmoothWall Firewall", /^Smoothwall-default-root-certificate-authority$/, undefined],
  ["SonicWall Firewall", undefined, /^HTTPS Management Certificate for SonicWALL$/],
  ["Sophos", /^Sophos SSL CA_[A-Z0-9\-]+$/, /^Sophos$/],
  ["Sophos", /^Sophos_CA_[A-Z0-9]+$/, undefined],
  ["Sophos UTM", /^sophosutm Proxy CA$/, /^sophosutm$/],
  ["Sophos Web Appliance", /^Sophos Web Appliance$/, /^Sophos Plc$/],
  ["Symantec Blue Coat", undefined, /^Blue Coat.*$/],
  ["Trend Micro InterScan Web Security Suite (IWSS)", /^IWSS\.TREND$/, undefined],
  ["Zscaler", undefined, /^Zscaler Inc\.$/],
  // The products' well-known default names, not held against a sample.
  ["AVG Antivirus", /^AVG Web\/Mail Shield Root$/, /^AVG Web\/Mail Shield$/],
  ["Avast Antivirus", /^Avast Web\/Mail Shield Root$/, /^Avast Web\/Mail Shield$/],
  ["ESET", /^ESET SSL Filter CA$/, /^ESET, spol\. s r\. o\.$/],
  ["AdGuard", /^Adguard Personal CA$/, undefined],
  ["Fiddler", /^DO_NOT_TRUST_FiddlerRoot$/, /^DO_NOT_TRUST$/],
  ["Fiddler Everywhere", /^Fiddler Root Certificate Authority$/, undefined],
  ["Charles Proxy", /^Charles Proxy CA .*$/, /^XK72 Ltd$/],
  ["Burp Suite", /^PortSwigger CA$/, /^PortSwigger$/],
  ["mitmproxy", /^mitmproxy$/, /^mitmproxy$/],
  ["ZAP", /^OWASP Zed Attack Proxy Root CA$/, undefined],
  ["HTTP Toolkit", /^HTTP Toolkit CA$/, undefined],
  ["Proxyman", /^Proxyman CA.*$/, undefined],
  ["Cloudflare Gateway", /^Gateway CA - Cloudflare Managed.*$/, undefined],
  ["http-mitm-proxy", /^NodeMITMProxyCA$/, undefined],
  ["AnyProxy", /^AnyProxy$/, undefined],
  ["whistle", /^whistle\.\d+$/, undefined, /^wproxy\.org$/],
  ["Netskope", undefined, /^Netskope,? Inc\.?$/],
  ["WatchGuard Fireware", undefined, /^WatchGuard_Technologies$/],
  ["Zscaler", /^Zscaler (Root|Intermediate Root) CA.*$/, undefined],
];

/** Attributes of an issuer's name; there may be several of a kind, or none. */
export interface IssuerName {
  readonly commonNames: readonly string[];
  readonly organizations: readonly string[];
  readonly units?: readonly string[];
}

/** The product that names its CA so; undefined: none that is known. For issuers only: a subject says nothing. */
export function interceptionProduct({ commonNames, organizations, units = [] }: IssuerName): string | undefined {
  return PRODUCTS.find(([, commonName, organization, unit]) => matches(commonName, commonNames) && matches(organization, organizations) && matches(unit, units))?.[0];
}

/** A name longer than any of the patterns mean is no match, and costs no time. */
const MAX_LENGTH = 200;

function matches(pattern: RegExp | undefined, values: readonly string[]): boolean {
  return pattern === undefined || values.some((value) => value.length <= MAX_LENGTH && pattern.test(value));
}
