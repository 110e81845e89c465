import { DerError } from "../der/error.ts";
import type { DerReader } from "../der/reader.ts";
import { readList } from "../list.ts";

/** RFC 7633 4.1: TLS extension numbers; 5 (status_request) is "must staple". */
export function readTlsFeatures(reader: DerReader): readonly number[] {
  return readList(reader, "tlsFeature", readFeature);
}

function readFeature(reader: DerReader, what: string): number {
  const feature = reader.smallInteger(what);
  if (feature < 0 || feature > 0xffff) throw new DerError("bad-tls-feature", reader.content, `${feature} is no number of a TLS extension`);
  return feature;
}
