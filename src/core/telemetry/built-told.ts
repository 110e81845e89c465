import type { CertificateException } from "../tls-info.ts";

/** What a browser made of its connections to a host: what its add-on tells the recording of it that runs. */
export interface BuiltTold {
  host: string;
  port: number;
  /** SHA-256 of the server's certificate, in lower-case hex. */
  leaf: string;
  /** When the browser answered the first and the last request over such connections: milliseconds since the epoch. */
  firstSeen: number;
  lastSeen: number;
  chainValid: boolean;
  /** As built: the server's certificate first, each in base64 of DER. Absent where the person accepted a bad certificate. */
  builtChain?: readonly string[];
  rootIsBuiltIn?: boolean;
  exception?: CertificateException;
}
