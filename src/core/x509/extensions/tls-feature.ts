import { DerError } from "../der/error.ts";
import type { DerReader } from "../der/reader.ts";
import { SEQUENCE } from "../der/tags.ts";
import { MAX_ELEMENTS } from "../general-name.ts";

/** RFC 7633 4.1: TLS extension numbers; 5 (status_request) is "must staple". */
export function readTlsFeatures(reader: DerReader): readonly number[] {
  const what = "tlsFeature";
  const outer = reader.open(SEQUENCE, what);
  const features: number[] = [];
  while (!reader.atEnd) {
    if (features.length === MAX_ELEMENTS) throw new DerError("too-many-elements", reader.position, `tlsFeature has more than ${MAX_ELEMENTS} entries`);
    const feature = reader.smallInteger(what);
    if (feature < 0 || feature > 0xffff) throw new DerError("bad-tls-feature", reader.content, `${feature} is no number of a TLS extension`);
    features.push(feature);
  }
  reader.leave(outer, what);
  return features;
}
