// Who signs most of the certificates that people meet, as of 2026-11: organisations of the intermediates of public CAs that are in no
// root's name, and companies with a public root that are no CA by trade. Lower case.

/** Organisations whose business certificates are, as their intermediates name them. Those of roots are in roots.ts. */
export const CA_ORGANIZATIONS: ReadonlySet<string> = new Set([
  "let's encrypt", "internet security research group", "google trust services", "google trust services llc", "digicert inc", "digicert, inc.", "digicert global g2",
  "sectigo limited", "sectigo ltd", "comodo ca limited", "zerossl", "globalsign nv-sa", "globalsign", "godaddy.com, inc.", "starfield technologies, inc.", "geotrust inc.", "thawte, inc.",
  "rapidssl", "symantec corporation", "verisign, inc.", "entrust, inc.", "ssl corporation", "ssl corp", "buypass as-983163327", "actalis s.p.a.", "certum", "asseco data systems s.a.", "trustasia technologies, inc.",
  "gehirn inc.", "cpanel, inc.", "gandi", "gandi sas", "network solutions l.l.c.", "identrust", "swisssign ag", "quovadis limited", "hellenic academic and research institutions ca", "certsign sa", "e-tugra ebg a.s.",
]);

/** Companies with a public CA among other things: they have inner CAs of the same name. */
export const CA_COMPANIES: ReadonlySet<string> = new Set([
  "amazon", "microsoft corporation", "apple inc.", "google llc", "cloudflare, inc.", "deutsche telekom security gmbh", "t-systems enterprise services gmbh", "d-trust gmbh", "chunghwa telecom co., ltd.", "telia company ab",
  "telia finland oyj", "cisco systems", "naver cloud trust services corp.", "siemens",
]);
