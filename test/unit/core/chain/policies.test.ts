import assert from "node:assert/strict";
import { it } from "node:test";
import { Budget, DEFAULT_BUDGET } from "../../../../src/core/chain/budget.ts";
import { checkPolicies } from "../../../../src/core/chain/validate/policies.ts";
import type { Certificate } from "../../../../src/core/x509/certificate.ts";
import { Certificate as Parser } from "../../../../src/core/x509/certificate.ts";
import { certificate } from "../../support/certificates.ts";

const ANY = "2.5.29.32.0";

interface Policies {
  policies?: string[];
  mappings?: [issuer: string, subject: string][];
  require?: number;
  inhibitMapping?: number;
  inhibitAny?: number;
  selfIssued?: boolean;
}

/** A certificate of which only its names and policies are looked at. */
function withPolicies({ policies, mappings, require, inhibitMapping, inhibitAny, selfIssued = false }: Policies): Certificate {
  const names = Parser.parse(certificate({ subject: "CA", issuer: selfIssued ? "CA" : "Above" }));
  return Object.defineProperties(Object.create(names) as Certificate, {
    subject: { value: names.subject }, issuer: { value: names.issuer },
    certificatePolicies: { value: policies?.map((oid) => ({ oid })) },
    policyMappings: { value: mappings?.map(([issuerDomainPolicy, subjectDomainPolicy]) => ({ issuerDomainPolicy, subjectDomainPolicy })) },
    policyConstraints: {
      value: require === undefined && inhibitMapping === undefined ? undefined
        : { ...(require === undefined ? {} : { requireExplicitPolicy: require }), ...(inhibitMapping === undefined ? {} : { inhibitPolicyMapping: inhibitMapping }) },
    },
    inhibitAnyPolicy: { value: inhibitAny },
  });
}

const passes = (...path: Policies[]): boolean => checkPolicies(path.map(withPolicies), new Budget()) === undefined;

it("nothing is asked for, and nothing fails", () => {
  assert.ok(passes({}, {}));
  assert.ok(passes({ policies: ["1.1"] }, { policies: ["1.2"] }));
});

it("a policy is required, and one is there all the way", () => {
  assert.ok(passes({ policies: ["1.1"], require: 0 }, { policies: ["1.1", "1.2"] }));
  assert.ok(!passes({ policies: ["1.1"], require: 0 }, { policies: ["1.2"] }));
  assert.ok(!passes({ policies: ["1.1"], require: 0 }, {}));
  assert.ok(passes({ policies: ["1.1"] }, { policies: ["1.1"], require: 0 }));
  assert.ok(!passes({ policies: ["1.1"] }, { require: 0 }));
});

it("a requirement that begins later begins later", () => {
  assert.ok(!passes({ require: 1 }, {}, {}));
  assert.ok(!passes({ require: 0, policies: ["1.1"] }, { policies: ["1.1"] }, {}));
  assert.ok(passes({ require: 5 }, {}, {}));
  // 6.1.5 b: at the leaf only one that begins with it.
  assert.ok(passes({}, { require: 1 }));
});

it("anyPolicy stands for every policy, until it is inhibited", () => {
  assert.ok(passes({ policies: [ANY], require: 0 }, { policies: ["1.1"] }));
  assert.ok(passes({ policies: ["1.1"], require: 0 }, { policies: [ANY] }));
  assert.ok(!passes({ policies: ["1.1"], require: 0, inhibitAny: 0 }, { policies: [ANY] }));
  assert.ok(passes({ policies: ["1.1"], require: 0, inhibitAny: 1 }, { policies: [ANY] }));
  assert.ok(passes({ policies: ["1.1"], require: 0, inhibitAny: 0 }, { policies: [ANY], selfIssued: true }, { policies: ["1.1"] }));
});

it("mappings translate, unless they are inhibited or map anyPolicy", () => {
  assert.ok(passes({ policies: ["1.1"], mappings: [["1.1", "2.1"]], require: 0 }, { policies: ["2.1"] }));
  assert.ok(!passes({ policies: ["1.1"], mappings: [["1.1", "2.1"]], require: 0 }, { policies: ["1.1"] }));
  assert.ok(!passes({ policies: ["1.1"], require: 0, inhibitMapping: 0 }, { policies: ["1.1"], mappings: [["1.1", "2.1"]] }, { policies: ["2.1"] }));
  assert.ok(!passes({ policies: [ANY], mappings: [[ANY, "2.1"]] }, {}));
  assert.ok(passes({ policies: [ANY], mappings: [["1.1", "2.1"]], require: 0 }, { policies: ["2.1"] }));
});

it("many policies run into the budget", () => {
  const many = Array.from({ length: 300 }, (_, i) => `1.${i}`);
  const path = Array.from({ length: 10 }, () => withPolicies({ policies: many, require: 0 }));
  const found = checkPolicies(path, new Budget({ ...DEFAULT_BUDGET, policyNodes: 2_000 }));
  assert.equal(found?.fault.rule, "chain/budget");
});
