import type { Grade } from "../assessment.ts";

/** A page as rules see it: what its own document and each of its parts came over. */
export interface PageContext {
  /** The document came over https. */
  readonly secure: boolean;
  /** Every kind of connection of the page, its own included. */
  readonly parts: readonly PagePart[];
}

export interface PagePart {
  readonly host: string;
  readonly port: number;
  readonly scheme: "https:" | "http:" | "wss:" | "ws:";
  /** Number of requests, by webRequest resource type. */
  readonly types: Readonly<Record<string, number>>;
  /** The page's own document came over it. */
  readonly main: boolean;
  /** Nothing came over it. */
  readonly failed: boolean;
  /** null: none, or too little known. */
  readonly grade: Grade | null;
}

/**
 * Whether the part came without TLS over a network. What never leaves the machine is trustworthy without TLS
 * (W3C Secure Contexts section 3.1), and browsers do not call it mixed content.
 */
export function isPlain({ scheme, host }: Pick<PagePart, "scheme" | "host">): boolean {
  if (scheme === "https:" || scheme === "wss:") return false;
  return !(host === "localhost" || host.endsWith(".localhost") || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host));
}

/** The requests of a part, those for the page's own document aside: where these are of another connection, they only led on to the page. */
export function requestsOf(part: PagePart): [type: string, count: number][] {
  return Object.entries(part.types).filter(([type]) => type !== "main_frame");
}
