import { evidenceRule } from "./verdict.ts";

/** The chain has a CA whose private key anybody can have. */
export const publicKeyCa = evidenceRule({
  id: "interception/public-key-ca",
  place: 30,
  severity: "error",
  citation: { document: "CERT/CC Vulnerability Note", section: "VU#529496", url: "https://www.kb.cert.org/vuls/id/529496" },
}, "public-key-ca");
