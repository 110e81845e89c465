import type { TrustReport } from "../messages.ts";
import type { TrustSettings } from "../settings/settings.ts";
import { Certificate } from "../x509/certificate.ts";
import { summarizeCertificate } from "../x509/summary.ts";
import { addedAnchors } from "./added-anchors.ts";

const DAY = 86_400_000;

/** The settings in words, with the bundled roots, which are loaded for it. `time`: milliseconds since the epoch. */
export async function describeTrust({ base, added, restrictions }: TrustSettings, time: number): Promise<TrustReport> {
  const { allRoots, rootsDate } = await import("../registry/roots.ts");
  const own = addedAnchors(added).map(summarizeCertificate);
  const roots = [...allRoots()].map((root) => summarizeCertificate(Certificate.parse(root.der())));
  const titles = new Map([...roots, ...own].flatMap(({ sha256, spkiSha256, title, subject }) => [[sha256, title || subject], [spkiSha256, title || subject]]));
  return {
    base, added: own,
    restrictions: restrictions.map(({ hosts, anchors }) => ({ hosts, anchors: anchors.map((hash) => ({ hash, title: titles.get(hash) ?? null })) })),
    roots: {
      date: new Date(rootsDate).toISOString().slice(0, 10),
      ageInDays: Math.max(0, Math.floor((time - rootsDate) / DAY)),
      list: roots.map(({ sha256, title, subject }) => ({ sha256, title: title || subject })).sort((a, b) => a.title.localeCompare(b.title, "en")),
    },
  };
}
