import type { Citation } from "../../rule.ts";

/** The section numbers are those of the version that first had or last has the requirement; see the document's history. */
export function baselineRequirements(section: string): Citation {
  return {
    document: "CA/Browser Forum Baseline Requirements",
    section,
    url: "https://cabforum.org/working-groups/server/baseline-requirements/documents/",
  };
}

export function rfc(number: number, section: string): Citation {
  return { document: `RFC ${number}`, section, url: `https://www.rfc-editor.org/rfc/rfc${number}` };
}

export function mozillaRootStorePolicy(section: string): Citation {
  return {
    document: "Mozilla Root Store Policy",
    section,
    url: "https://www.mozilla.org/en-US/about/governance/policies/security-group/certs/policy/",
  };
}

export function x690(section: string): Citation {
  return { document: "ITU-T X.690", section, url: "https://www.itu.int/rec/T-REC-X.690" };
}

/** What no standard demands and every practice does. */
export function practice(document: string, section: string, url: string): Citation {
  return { document, section, url };
}

export function evGuidelines(section: string): Citation {
  return {
    document: "CA/Browser Forum EV Guidelines",
    section,
    url: "https://cabforum.org/working-groups/server/extended-validation/documents/",
  };
}
