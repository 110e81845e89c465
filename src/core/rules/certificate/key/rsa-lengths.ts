import { isRoot, isSubordinateCa } from "../lint/applies.ts";
import { baselineRequirements, mozillaRootStorePolicy } from "../lint/citations.ts";
import type { CertificateFacts } from "../lint/facts.ts";
import { family, PUBLIC_TLS, when, type RuleRow } from "../lint/rule.ts";

interface RsaLength extends RuleRow {
  of?: (facts: CertificateFacts) => boolean;
  /** Bits of the modulus. */
  bad: (bits: number) => boolean;
}

// BR 6.1.5: CAs from 2011 on, and certificates that are valid from 2014 on, have longer keys.
const YEAR_2011 = Date.UTC(2011, 0, 1);
const YEAR_2014 = Date.UTC(2014, 0, 1);
const beginsBefore = ({ notBefore }: CertificateFacts, time: number): boolean => notBefore !== undefined && notBefore < time;
const endsBefore = ({ notAfter }: CertificateFacts, time: number): boolean => notAfter !== undefined && notAfter < time;

const below = (least: number) => (bits: number): boolean => bits < least;

/** How long an RSA key is. */
export const RSA_LENGTHS = family<RsaLength>([
  {
    id: "certificate/old-root-rsa-modulus", severity: "error", citation: baselineRequirements("6.1.5"),
    ...PUBLIC_TLS, roots: true, sameAs: ["zlint:e_old_root_ca_rsa_mod_less_than_2048_bits"], of: (facts) => isRoot(facts) && beginsBefore(facts, YEAR_2011), bad: below(2048),
  },
  {
    id: "certificate/old-sub-ca-rsa-modulus", severity: "error", citation: baselineRequirements("6.1.5"),
    ...PUBLIC_TLS, sameAs: ["zlint:e_old_sub_ca_rsa_mod_less_than_1024_bits"], of: (facts) => isSubordinateCa(facts) && beginsBefore(facts, YEAR_2011) && endsBefore(facts, YEAR_2014), bad: below(1024),
  },
  {
    id: "certificate/old-sub-cert-rsa-modulus", severity: "error", citation: baselineRequirements("6.1.5"),
    ...PUBLIC_TLS, sameAs: ["zlint:e_old_sub_cert_rsa_mod_less_than_1024_bits"], of: (facts) => !facts.isCa && endsBefore(facts, YEAR_2014), bad: below(1024),
  },
  {
    id: "certificate/rsa-modulus-below-2048", severity: "error", citation: baselineRequirements("6.1.5"),
    weighs: true, ...PUBLIC_TLS, sameAs: ["zlint:e_rsa_mod_less_than_2048_bits"], of: ({ notAfter = 0 }) => notAfter >= YEAR_2014, bad: below(2048),
  },
  {
    id: "certificate/rsa-modulus-mozilla", severity: "error", citation: mozillaRootStorePolicy("5.1"),
    binds: "public-cas", effective: { from: "2017-02-28" }, sameAs: ["zlint:e_mp_modulus_must_be_2048_bits_or_more"], bad: below(2048),
  },
  {
    id: "certificate/rsa-modulus-not-whole-bytes", severity: "error", citation: mozillaRootStorePolicy("5.1"),
    binds: "public-cas", effective: { from: "2017-02-28" }, sameAs: ["zlint:e_mp_modulus_must_be_divisible_by_8"], bad: (bits) => bits % 8 !== 0,
  },
], (c, { of, bad }) => when(c.rsa !== undefined && bad(c.rsa.bits) && of?.(c) !== false, String(c.rsa?.bits)));
