import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { assess, failedAssessment } from "../../../../src/core/assess.ts";
import type { Assessment, Grade } from "../../../../src/core/assessment.ts";
import { describeCertificate } from "../../../../src/core/description/describe.ts";
import { EVIDENCE } from "../../../../src/core/interception/evidence/index.ts";
import type { Observation } from "../../../../src/core/observation.ts";
import { ratePage } from "../../../../src/core/rating/page.ts";
import { CERTIFICATE_LINTS } from "../../../../src/core/rules/lists.ts";
import { examine, examineWith } from "../../../../src/core/rules/certificate/run/lint.ts";
import { WorkBudget } from "../../../../src/core/rules/certificate/run/work-budget.ts";
import { PAGE_RULES, RULES } from "../../../../src/core/rules/index.ts";
import { Certificate } from "../../../../src/core/x509/certificate.ts";
import { CertificateStore } from "../../../../src/core/x509/certificate-store.ts";
import { summarize } from "../../../../src/core/x509/summary.ts";
import { certificate, type CertificateOptions } from "../../support/certificates.ts";
import { english } from "../../support/english.ts";

const TIME = Date.UTC(2026, 10, 21, 12);
const ORDER: readonly (Grade | null)[] = ["A+", "A", "A-", "B", "C", "D", "E", "F", "M", "T"];
const root = certificate({ subject: "Root", issuer: "Root", ca: true });

let made = 0;

/** Each object once is judged once: the store is new, as are the bytes and who issued them, since what rules say of certificates of one CA is remembered. */
function observation(options: CertificateOptions = {}, more: Partial<Observation> = {}): Observation {
  return {
    host: "www.example-lab.com", hsts: { maxAge: 31_536_000 },
    tlsInfo: {
      builtChain: [certificate({ dns: ["www.example-lab.com"], issuer: `Intermediate ${made += 1}`, ...options }), root], chainValid: true, protocol: "TLS", tlsVersion: "TLS 1.3", cipherSuite: 0x1302, keyExchangeGroup: "x25519",
      extra: { source: "firefox", rootIsBuiltIn: true },
    },
    ...more,
  };
}

const judge = (seen: Observation): Promise<Assessment> => assess(seen, { time: TIME, text: english, certificates: new CertificateStore() });

function failed({ findings }: Assessment): string[][] {
  return findings.flatMap(({ rule, params }) => rule === "internal/rule-failed" ? [params] : []);
}

/** What code can throw, and what is then told of it. */
const THROWN: [thrown: unknown, text: string][] = [
  [new RangeError("too much recursion"), "RangeError: too much recursion"],
  ["words", "words"],
  [undefined, "undefined"],
  [null, "null"],
  [42n, "42"],
  [Symbol("sign"), "Symbol(sign)"],
  [Object.create(null), "object"],
  [{ toString() { throw new Error("no text"); } }, "object"],
  ["x".repeat(1000), `${"x".repeat(200)}…`],
];

/** Throws in place of a rule while `act` runs. */
async function throwing(rule: object, thrown: unknown, act: () => Promise<void>): Promise<void> {
  const check = mock.method(rule as { check: () => Iterable<never> }, "check", () => {
    throw thrown;
  });
  try {
    await act();
  } finally {
    check.mock.restore();
  }
}

const throwers = [...RULES.filter(({ form, id }) => !(form ?? false) && !CERTIFICATE_LINTS.some((lint) => lint.id === id)), ...CERTIFICATE_LINTS];

test("a rule that throws, whichever it is, becomes a finding, the rest is as it was, and the letter is no better", async () => {
  // Worth a cap, a label and faults of form, so that there is something to lose.
  const faulty: CertificateOptions[] = [{ key: "RSA 1024" }, { dns: ["other.test"], notAfter: "2026-11-01T00:00:00Z" }];
  for (const options of faulty) {
    const whole = await judge(observation(options));
    for (const rule of throwers) {
      await throwing(rule, new Error("broken"), async () => {
        const seen = await judge(observation(options));
        const told = failed(seen);
        // A rule about one certificate is asked about each: not about the anchor, and not where it is out of effect.
        if (told.length === 0) return assert.ok("scope" in rule || "effective" in rule || CERTIFICATE_LINTS.some(({ id }) => id === rule.id), rule.id);
        assert.ok(told.every(([id, message]) => id === rule.id && message === "Error: broken"), JSON.stringify(told));
        // Rules that say the same of the chain are silent only where the other speaks.
        const others = (findings: Assessment["findings"]) => findings.filter((finding) => finding.rule !== rule.id && finding.rule !== "internal/rule-failed").map((finding) => finding.rule);
        if (!rule.id.startsWith("certificate/")) assert.deepEqual(others(seen.findings), others(whole.findings), rule.id);
        else for (const other of others(whole.findings)) assert.ok(others(seen.findings).includes(other), `${rule.id} took ${other} away`);
        assert.ok(seen.rating.grade === null || ORDER.indexOf(seen.rating.grade) >= ORDER.indexOf(whole.rating.grade), `${rule.id}: ${String(seen.rating.grade)} instead of ${String(whole.rating.grade)}`);
        assert.equal(seen.rating.score, whole.rating.score);
        assert.equal(seen.profiles.length, whole.profiles.length);
      });
    }
  }
});

test("every rule but those of one certificate is asked about a good connection", async () => {
  const silent: string[] = [];
  for (const rule of throwers.slice(0, throwers.length - CERTIFICATE_LINTS.length)) {
    await throwing(rule, new Error("broken"), async () => {
      if (failed(await judge(observation())).length === 0) silent.push(rule.id);
    });
  }
  assert.deepEqual(silent, []);
});

test("whatever is thrown is told in a line", async () => {
  const rule = RULES.find(({ id }) => id === "connection/rc4");
  const lint = CERTIFICATE_LINTS.find(({ id }) => id === "certificate/san-missing");
  assert.ok(rule && lint);
  for (const [thrown, text] of THROWN) {
    await throwing(rule, thrown, async () => assert.deepEqual(failed(await judge(observation())), [["connection/rc4", text]]));
    await throwing(lint, thrown, async () => {
      const finding = (await judge(observation())).findings.find(({ rule: id }) => id === "internal/rule-failed");
      assert.deepEqual(finding?.params, ["certificate/san-missing", text]);
      assert.match(finding.certificate ?? "", /^[0-9a-f]{64}$/);
    });
  }
});

test("where a rule that caps was left out the grade says so", async () => {
  const rule = RULES.find(({ id }) => id === "certificate/weak-key");
  assert.ok(rule);
  await throwing(rule, "no", async () => {
    const { rating } = await judge(observation());
    assert.equal(rating.grade, null);
    const reason = rating.reasons.find(({ key }) => key === "rating_grade_leftOut");
    assert.equal(reason?.params[0], "certificate/weak-key");
    assert.ok(reason.message.includes("certificate/weak-key"), reason.message);
    // What is worse than all that the rule could have said stands.
    assert.equal((await judge(observation({ dns: ["other.test"] }))).rating.grade, "M");
  });
});

test("a rule that cannot cap leaves the letter, and no A+", async () => {
  assert.equal((await judge(observation())).rating.gradeByScore, "A");
  const rule = RULES.find(({ id }) => id === "connection/resumed");
  assert.ok(rule);
  await throwing(rule, "no", async () => assert.equal((await judge(observation())).rating.grade, "A"));
});

test("the failure of a rule about one certificate is remembered with the certificate", async () => {
  const lint = CERTIFICATE_LINTS.find(({ id }) => id === "certificate/san-missing");
  assert.ok(lint);
  const certificates = new CertificateStore();
  const seen = observation();
  const again = (): Promise<Assessment> => assess(seen, { time: TIME, text: english, certificates });
  let asked = 0;
  const check = mock.method(lint, "check", () => {
    asked += 1;
    throw new Error("broken");
  });
  const first = await again();
  assert.deepEqual(await again(), first);
  assert.equal(asked, 1);
  check.mock.restore();
});

test("evidence that throws is told, and nobody says that there is none", async () => {
  // All that there is against this connection.
  const source = EVIDENCE.find(({ id }) => id === "no-scts");
  assert.ok(source);
  assert.deepEqual((await judge(observation())).interception.evidence.map(({ id }) => id), ["no-scts"]);
  const look = mock.method(source, "look", () => {
    throw new Error("broken");
  });
  const seen = await judge(observation());
  look.mock.restore();
  assert.equal(seen.interception.verdict, "unknown");
  assert.deepEqual(failed(seen), [[`interception/${source.id}`, "Error: broken"]]);
});

test("a connection that cannot be judged at all has a finding that says so, and no letter", async () => {
  const seen = await judge({ ...observation(), tlsInfo: { ...observation().tlsInfo, get extra(): never { throw new Error("no extra"); } } });
  assert.equal(seen.rating.grade, null);
  assert.deepEqual(failed(seen), [["connection", "Error: no extra"]]);
  // A time that is none.
  assert.equal((await assess(observation(), { time: Number.NaN, text: english })).rating.grade, null);
  assert.deepEqual(failed(failedAssessment("a.test", { time: Number.NaN, text: english }, "gone")), [["connection", "gone"]]);
});

test("a rule about pages that throws is a finding of the page", async () => {
  const [rule] = PAGE_RULES;
  assert.ok(rule);
  await throwing(rule, new Error("broken"), () => {
    const { findings } = ratePage({ secure: true, parts: [] }, english);
    assert.deepEqual(findings.map((finding) => [finding.rule, ...finding.params]), [["internal/rule-failed", rule.id, "Error: broken"]]);
    return Promise.resolve();
  });
});

test("a certificate whose reading throws is lost alone, said, and the letter is no better", async () => {
  const parse = Certificate.parse.bind(Certificate);
  const junk = certificate({ subject: "Junk", issuer: "Junk" });
  const seen = observation();
  const [leaf, anchor] = seen.tlsInfo.builtChain ?? [];
  assert.ok(leaf && anchor);
  const throwingOf = async (der: Uint8Array): Promise<Assessment> => {
    const reading = mock.method(Certificate, "parse", (given: Uint8Array) => {
      if (given === der) throw new RangeError("too much recursion");
      return parse(given);
    });
    try {
      return await judge({ ...seen, tlsInfo: { ...seen.tlsInfo, sentChain: [leaf, junk] } });
    } finally {
      reading.mock.restore();
    }
  };
  const whole = await throwingOf(new Uint8Array());
  assert.deepEqual(failed(whole), []);
  const aside = await throwingOf(junk);
  assert.deepEqual(failed(aside), [["certificate", "RangeError: too much recursion"]]);
  assert.equal(aside.rating.grade, whole.rating.grade);
  assert.equal(aside.chain.verdict, "valid");
  for (const der of [leaf, anchor]) {
    const lost = await throwingOf(der);
    assert.equal(failed(lost).length, 1);
    assert.equal(lost.rating.grade, null);
    assert.ok(lost.findings.length > 1, "the rest is judged");
  }
});

test("a summary and a description of what makes the reading throw say so", () => {
  const der = certificate();
  const parse = mock.method(Certificate, "parse", () => {
    throw new RangeError("too much recursion");
  });
  const summary = summarize(der);
  const { fault, fields } = describeCertificate(der);
  parse.mock.restore();
  assert.deepEqual(summary.error, { code: "internal", message: "RangeError: too much recursion" });
  assert.deepEqual(fault, { code: "internal", message: "RangeError: too much recursion", offset: 0 });
  assert.ok(fields.length > 5);
  const subject = mock.getter(Certificate.prototype, "subject", () => {
    throw new RangeError("too much recursion");
  });
  assert.equal(summarize(der).error?.code, "internal");
  assert.equal(summarize(der).issuerTitle, "Intermediate");
  subject.mock.restore();
});

test("a budget bounds the rules together, and those that bear on the letter come first", () => {
  const weak = Certificate.parse(certificate({ key: "RSA 1024", signature: "SHA-1", dns: ["www.example.com"] }));
  const whole = examine(weak, false);
  assert.deepEqual(whole.unjudged, []);
  const bearing = CERTIFICATE_LINTS.filter(({ cap, weighs }) => cap !== undefined || weighs === true);
  const { lints, unjudged } = examineWith(weak, CERTIFICATE_LINTS, new WorkBudget((bearing.length + 1) * weak.der.length + 256 * bearing.length));
  assert.ok(unjudged.length > 100);
  assert.ok(unjudged.every(({ message }) => message === undefined));
  assert.ok(unjudged.every(({ rule }) => !bearing.includes(rule)));
  const weighty = whole.lints.filter(({ rule }) => bearing.includes(rule));
  assert.ok(weighty.length > 0);
  assert.deepEqual(lints.filter(({ rule }) => bearing.includes(rule)), weighty);
  assert.deepEqual(lints.map(({ rule }) => CERTIFICATE_LINTS.indexOf(rule)), lints.map(({ rule }) => CERTIFICATE_LINTS.indexOf(rule)).sort((a, b) => a - b));
});

test("what the budget did not last for is told once for the certificate, and of a rule that never ends, too", () => {
  const endless = { id: "certificate/endless", severity: "notice" as const, citation: { document: "None", section: "1" }, *check() { for (;;) yield {}; } };
  const { lints, unjudged } = examineWith(Certificate.parse(certificate()), [endless], new WorkBudget(100_000));
  assert.deepEqual(unjudged, [{ rule: endless }]);
  assert.ok(lints.length < 400);
});
