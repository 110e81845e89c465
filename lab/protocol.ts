/** What the lab's process and the one that started it say to each other, over Node's IPC channel, as JSON. */
import type { LabCase } from "./case.ts";

export interface LabOptions {
  /** TCP port of the https hosts; default: any free one. */
  port?: number;
  /** TCP port of the plain hosts; default: any free one. */
  plainPort?: number;
  /** Instead of the whole table: for tests that need hosts of their own. */
  cases?: readonly LabCase[];
}

export type ToLab = { type: "start"; options: LabOptions } | { type: "stop" };

export interface LabReady {
  type: "ready";
  port: number;
  plainPort: number;
  http3Port?: number;
  cases: readonly LabCase[];
  /** Base64 DER of the anchors to trust. */
  roots: readonly string[];
  /** Host → base64 DER, in the order sent. */
  sent: Readonly<Record<string, readonly string[]>>;
  /** Host → base64 DER, of the path that `expect` names. */
  path: Readonly<Record<string, readonly string[]>>;
}

export type FromLab = LabReady | { type: "failed"; code: string; message: string };
