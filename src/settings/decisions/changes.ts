/** One thing that the person decides of trust. */
export type TrustChange =
  /** PEM, or the bare base64 of one certificate. */
  | { kind: "add"; text: string }
  | { kind: "remove"; sha256: string }
  /** `anchor`: SHA-256 of a certificate or of its key, as people write it. */
  | { kind: "restrict"; hosts: string; anchor: string }
  | { kind: "release"; hosts: string; anchor: string };

/** One thing that the person decides of hosts and of those in the middle. */
export type InterceptionChange =
  /** `hash`: SHA-256 of a CA's key or certificate, as people write it. */
  | { kind: "expect"; hash: string; name: string }
  | { kind: "unexpect"; hash: string }
  | { kind: "pin"; hosts: string; pin: "key" | "anchor" | "issuer"; hash: string; why: string }
  | { kind: "unpin"; hosts: string; pin: "key" | "anchor" | "issuer" }
  /** A bad certificate, by its key; another key of that host and port is no longer accepted. */
  | { kind: "accept"; host: string; port: number; key: string; why: string }
  | { kind: "revoke"; host: string; port: number }
  /** A file of pins, exceptions and expected CAs (JSON), added to what is there. */
  | { kind: "import"; text: string };
