import { ProbeOptionError } from "../../companion/connect/failure.ts";
import { clientOffer } from "../../companion/connect/offer.ts";
import type { ProbeOptions } from "../../companion/connect/options.ts";
import { parseHostName, parseHostPort, parseTarget, TargetError, type Target } from "../../companion/connect/target.ts";
import { UsageError } from "../errors.ts";
import type { ProbeArguments } from "./arguments.ts";

/** How to connect, from words. @throws UsageError */
export function probeOptions(args: ProbeArguments): ProbeOptions {
  const { minVersion, maxVersion, cipherSuites, groups, alpn, startTls, as, connectTimeout, timeout, serverName, connect } = args;
  const options: ProbeOptions = {
    ...(connect === undefined ? {} : { connect: saidRightly(() => parseHostPort(connect), "--connect") }),
    ...(serverName === undefined ? {} : { serverName: serverName === null ? null : saidRightly(() => parseHostName(serverName), "--servername") }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(maxVersion === undefined ? {} : { maxVersion }),
    ...(cipherSuites === undefined ? {} : { cipherSuites }),
    ...(groups === undefined ? {} : { groups }),
    ...(alpn === undefined ? {} : { alpn }),
    ...(startTls === undefined ? {} : { startTls }),
    ...(as === undefined ? {} : { as }),
    ...(connectTimeout === undefined ? {} : { connectTimeout }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(args.resume ? { resume: true } : {}),
  };
  // What cannot be offered is said before anybody is asked.
  saidRightly(() => clientOffer(options, 443), "");
  return options;
}

/** The server that a word names. @throws UsageError */
export function targetOf(text: string, defaultPort: number): Target {
  return saidRightly(() => parseTarget(text, defaultPort), "");
}

/** What `read` gives; what people said wrongly becomes a UsageError. */
export function saidRightly<T>(read: () => T, option: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TargetError || error instanceof ProbeOptionError) throw new UsageError(option === "" ? error.message : `${option}: ${error.message}`);
    throw error;
  }
}
