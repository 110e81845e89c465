// Who signs most of the certificates that people meet, as of 2026-11: organisations of the intermediates of public CAs that are in no
// root's name, and companies with a public root that are no CA by trade. Lower case.

/** Organisations whose business certificates are, as their intermediates name them. Those of roots are in roots.ts. */
export const CA_ORGANIZATIONS: ReadonlySet<string> = new Set([
  "let's encrypt", "internet security research group", "google trust services", "google trust services llc", "digicert inc", "digicert, inc.", "digicert global g2",
  "sectigo limited", "sectigo ltd", "comodo ca limited", "zerossl", "globalsign nv-sa", "globalsign", "godaddy.com, inc.", "starfield technologies, inc.", "geotrust inc.", "thawte, inc.",
  "rapidssl", "symantec corporation", "verisign, inc.", "entrust, inc.", "ssl corporation", "ssl corp", "buypass as-983163327", "actalis s.p.a.", "certum", "asseco data systems s.a.", "trustasia technologies, inc.",
  "gehirn inc.", "cpanel, inc.", "gandi", "gandi sas", "network solutions l.l.c.", "identrust", "swisssign ag", "quovadis limited", "hellenic academic and research institutions ca", "certsign sa", "e-tugra ebg a.s.",
]);

/**
 * Companies with a public CA among other things, and how the common names of its intermediates begin. They have inner CAs under the
 * same organisation, which are nobody else's: it is the whole name that is borrowed.
 */
export const CA_COMPANIES: ReadonlyMap<string, readonly string[]> = new Map([
  ["amazon", ["amazon rsa 2048 m", "amazon rsa 4096 m", "amazon ecdsa 256 m", "amazon ecdsa 384 m", "amazon root ca "]],
  ["microsoft corporation", ["microsoft azure rsa tls issuing ca ", "microsoft azure ecc tls issuing ca ", "microsoft azure tls issuing ca ", "microsoft tls g", "microsoft rsa tls ca ", "microsoft ecc tls ca "]],
  ["apple inc.", ["apple public server ", "apple public ev server ", "apple ist ca "]],
  ["google llc", ["gts ca ", "google internet authority g"]],
  ["cloudflare, inc.", ["cloudflare inc ecc ca-", "cloudflare inc rsa ca-", "cloudflare tls issuing "]],
  ["deutsche telekom security gmbh", ["telekom security ", "telesec "]],
  ["t-systems enterprise services gmbh", ["telesec "]],
  ["telia company ab", ["telia server ca ", "teliasonera server ca "]],
  ["telia finland oyj", ["telia server ca "]],
  ["d-trust gmbh", ["d-trust ssl ", "d-trust ev "]],
  ["cisco systems", []],
  ["siemens", []],
  ["atos", ["atos trustedroot server ca ", "atos trustedroot client-ca "]],
  ["chunghwa telecom co., ltd.", []],
  ["naver business platform corp.", ["naver secure certification authority "]],
  ["naver cloud trust services corp.", ["naver secure certification authority "]],
  ["hongkong post", ["hongkong post e-cert ssl ca "]],
  ["fnmt-rcm", ["ac componentes inform", "ac servidores seguros"]],
]);
