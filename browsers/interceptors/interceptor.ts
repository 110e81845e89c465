/** Programs that read TLS on its way, the real ones: how each is got, started and ended. Nothing of them is installed on this machine. */

/** What a program is started with. */
export interface InterceptorSurroundings {
  /** An empty folder of its own, in one that other users may pass through: its CA, its settings, its log. */
  folder: string;
  /** A proxy on loopback that takes CONNECT for every name, and leads it to the sites. */
  upstreamProxy: number;
  /** Where the sites themselves are, on loopback. */
  originPort: number;
}

export interface RunningInterceptor {
  /** On loopback. */
  port: number;
  /** `proxy`: takes CONNECT; `tls`: is led to by somebody else, and reads the name from the handshake. */
  takes: "proxy" | "tls";
  /** The root that a browser must trust. */
  rootPem: string;
  stop(): Promise<void>;
}

export interface InterceptorProgram {
  name: string;
  /** The product that its CA's name tells; null: that name is its owner's choice. */
  label: string | null;
  /** It cannot read the large first message of a browser with post-quantum key shares. */
  needsSmallHello?: true;
  /**
   * Gets it into a folder of the tests, where it is not there yet, and gives what starts it. Throws ProgramMissing where it cannot be had.
   */
  get(): Promise<(surroundings: InterceptorSurroundings) => Promise<RunningInterceptor>>;
}

/** A program cannot be had on this machine; the message says why. */
export class ProgramMissing extends Error {
  readonly code = "program-missing";
}
