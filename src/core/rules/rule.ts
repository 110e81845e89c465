import type { Grade, Severity } from "../assessment.ts";

/**
 * One rule: data, and a function that says where it fires. A file each, or a row in the table of a family.
 * Messages in _locales, from the id with "/" and "-" as "_":
 * rule_<id>_title, rule_<id>_message (what was seen, with $1...), rule_<id>_meaning, rule_<id>_fix.
 */
export interface Rule<Context> {
  /** "<kind>/<name>", the file's name where it has a file: "connection/no-forward-secrecy". */
  id: string;
  /** Where its findings come among those of its kind, from the smallest on. Rules without a place come after those with one, by id. */
  place?: number;
  severity: Severity;
  /** The best letter that a connection can have where this rule fires. */
  cap?: Grade;
  citation: Citation;
  /** Since when it applies, and until when: ISO dates, by the certificate's notBefore or the time of the connection. */
  effective?: { from?: string; until?: string };
  /**
   * The rule binds publicly trusted CAs alone. Where the chain ends at a private anchor, or nobody told where it ends,
   * it is advice: a notice without a cap.
   */
  binds?: "public-cas";
  /** About the form of a certificate, on which no connection's security hangs: it does not stand in the way of an A+. */
  form?: true;
  /** The same rule elsewhere: "zlint:e_...", "pkilint:...". */
  sameAs?: string[];
  /** Where lines of a server's configuration fix it: those lines. */
  fixes?: Fixes;
  check(context: Context): Iterable<RuleHit>;
}

/** All of a rule but what it does. */
export type RuleData = Omit<Rule<never>, "check">;

/** Lines for the configuration of each server; absent where no line of it helps. */
export interface Fixes {
  nginx?: string;
  apache?: string;
  caddy?: string;
  haproxy?: string;
}

export interface Citation {
  document: string;
  section: string;
  url?: string;
}

export interface RuleHit {
  /** SHA-256 (hex) of the certificate that it is about. */
  certificate?: string;
  /** Substitutions for the message. */
  params?: string[];
  /** Where in the certificate's DER, in bytes. */
  offset?: number;
  /** Said, and nothing follows from it: a notice without a cap. */
  advice?: true;
  /** Of the rule's `sameAs`, those that say the same of this hit; all where absent. */
  sameAs?: string[];
  /** No hit: the rule gave no answer about this certificate. `message`: what it threw; absent: it was left out. */
  unjudged?: { message?: string };
  /** Of what gave no answer: the letters to which it could have bounded the grade. */
  couldCap?: Grade[];
}
