import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CertificateSummary } from "../../src/core/x509/summary.ts";
import type { PageConnection } from "../../src/messages/page.ts";

/** What is known of certificates, by SHA-256; one that is not there was not kept. */
export type Certificates = Readonly<Record<string, CertificateSummary>>;

/** Of all that is drawn within. */
export const CertificatesContext = createContext<Certificates>({});

export function useCertificates(): Certificates {
  return useContext(CertificatesContext);
}

/** The connection that all that is drawn within is about. */
export const ConnectionContext = createContext<PageConnection | null>(null);

/** The connection that a view is about, with its assessment. Throws outside of a `ConnectionContext`. */
export function useConnection(): PageConnection {
  const connection = useContext(ConnectionContext);
  if (connection === null) throw new Error("This view is about a connection, and stands in no ConnectionContext.");
  return connection;
}
