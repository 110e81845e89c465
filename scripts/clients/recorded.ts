import { presented, readable } from "../../lab/pki/presented.ts";
import { AnchorList } from "../../src/core/chain/anchor-set.ts";
import type { WholeClient } from "../../src/core/chain/clients/index.ts";
import type { ClientsPart } from "./document.ts";
import { judgeChains } from "./matrix.ts";
import { suiteLines } from "./suite-lines.ts";

/** When what these versions said was written down (ISO 8601). */
const RECORDED = "2026-11-30T12:00:00Z";

/** Whose answers they are. */
const NAMES: readonly (readonly [id: WholeClient["id"], recorded: string])[] = [["firefox", "firefox 153.8"], ["chromium", "chromium 156"], ["openssl", "openssl s_client 3.0.19"], ["gnutls", "gnutls-cli 3.7.9"]];

interface Line {
  id: string;
  note: string;
  host: string;
  sentChain: string[];
  clients: Record<string, string | null>;
}

/** Shapes of chains that four clients were asked about before; undefined where the file is not here. */
export async function recordedPart(): Promise<ClientsPart | undefined> {
  const all = suiteLines("clients.jsonl");
  if (!all) return undefined;
  const [first = "{}", ...lines] = all;
  const fromBase64 = (text: string) => presented(new Uint8Array(Buffer.from(text, "base64")));
  const { trustAnchors } = JSON.parse(first) as { trustAnchors: string[] };
  const questions = lines.map((line) => {
    const { id, note, host, sentChain, clients } = JSON.parse(line) as Line;
    const said = Object.fromEntries(NAMES.map(([client, name]) => [client, clients[name] === "y" ? "" : clients[name] ?? "refused"]));
    return { id: note === "" ? id : `${id}: ${note}`, host, sent: sentChain.map(fromBase64), said };
  });
  return {
    title: "Recorded answers", lead: `What these versions said on ${RECORDED.slice(0, 10)} of shapes whose keys are not here.`, notRun: [],
    chains: await judgeChains(questions, new AnchorList(readable(trustAnchors.map(fromBase64)), "added"), Date.parse(RECORDED)), clients: NAMES.map(([id, version]) => ({ id, version })),
  };
}
