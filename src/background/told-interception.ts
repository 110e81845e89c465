import type { InterceptionAssessment } from "../core/assessment.ts";
import type { Judge } from "./judge.ts";
import type { CertificateBytes } from "./pages/certificate-bytes.ts";
import { toObservation, type StoredConnection } from "./pages/connection.ts";

/** What the session and the memory say of somebody in the middle of a connection; undefined: nothing that it does not say itself. */
export async function toldInterception(judge: Pick<Judge, "interception">, connection: StoredConnection, certificates: CertificateBytes): Promise<InterceptionAssessment | undefined> {
  const known = await judge.interception(toObservation(connection, certificates));
  return known.evidence.length === 0 ? undefined : known;
}
