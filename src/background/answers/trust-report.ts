import type { TrustSettings } from "../../settings/settings.ts";
import { Certificate } from "../../core/x509/certificate.ts";
import { type CertificateSummary, summarizeCertificate } from "../../core/x509/summary.ts";
import { addedAnchors } from "../../settings/decisions/added-anchors.ts";
import type { TrustReport } from "../../messages/decisions.ts";

const DAY = 86_400_000;

interface NamedRoot {
  sha256: string;
  spkiSha256: string;
  title: string;
}

/** They are always the same: read once. */
let bundled: Promise<{ date: number; list: NamedRoot[] }> | undefined;

async function readBundled(): Promise<{ date: number; list: NamedRoot[] }> {
  const { allRoots, rootsDate } = await import("../../core/registry/roots.ts");
  const list = [...allRoots()].map((root) => named(summarizeCertificate(Certificate.parse(root.der()))));
  return { date: rootsDate, list: list.sort((a, b) => a.title.localeCompare(b.title, "en")) };
}

function named({ sha256, spkiSha256, title, subject }: CertificateSummary): NamedRoot {
  return { sha256, spkiSha256, title: title === "" ? subject : title };
}

/** The settings in words, with the bundled roots, which are loaded for it. `time`: milliseconds since the epoch. */
export async function describeTrust({ base, added, restrictions }: TrustSettings, time: number): Promise<TrustReport> {
  const { date, list } = await (bundled ??= readBundled());
  const own = addedAnchors(added).map(summarizeCertificate);
  const titles = new Map([...list, ...own.map(named)].flatMap(({ sha256, spkiSha256, title }) => [[sha256, title], [spkiSha256, title]]));
  return {
    base, added: own,
    restrictions: restrictions.map(({ hosts, anchors }) => ({ hosts, anchors: anchors.map((hash) => ({ hash, title: titles.get(hash) ?? null })) })),
    roots: {
      date: new Date(date).toISOString().slice(0, 10),
      ageInDays: Math.max(0, Math.floor((time - date) / DAY)),
      list: list.map(({ sha256, title }) => ({ sha256, title })),
    },
  };
}
