import { DerError } from "../x509/der/error.ts";

/** What `read` gives of a certificate, or `otherwise` where the value cannot be read; other errors are ours and pass on. */
export function readOr<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return otherwise;
    throw error;
  }
}
