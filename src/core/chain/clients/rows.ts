import { ACCESS_METHOD } from "../../x509/oids.ts";
import { assessChain, type ChainInput } from "../assess-chain.ts";
import { readOr } from "../read-or.ts";
import type { ChainError, ChainResult } from "../result.ts";
import { readBeyondEnds } from "./beyond-end.ts";
import { BROWSERS } from "./browsers.ts";
import { STORE_CLIENTS, wholeClientsFor, type StoreClient, type WholeClient } from "./index.ts";
import { ProgramStore } from "./store.ts";

/** What one client would say of a chain as it was sent. */
export interface ClientRow {
  client: WholeClient["id"] | StoreClient;
  /** That its rules, or its store (ISO 8601, a day), are of. */
  version: string;
  /** "unknown": it hangs on what cannot be seen in the chain, or on rules that we do not know. */
  verdict: "accepts" | "refuses" | "unknown";
  /** "store": whom it trusts is known, and nothing else of it. */
  rules: "whole" | "store";
  /** SHA-256, leaf to anchor; null: none that it would take. */
  path: string[] | null;
  /** Why it refuses, or what keeps the verdict open. */
  reasons: ChainError[];
  /** The client's own name for the first reason, where it has one. */
  error?: string;
}

const programs = new Map<string, ProgramStore>();

/**
 * A row for each client, each with its own rules over the certificates that were sent; browsers have those that are known
 * from elsewhere, too. `ownAnchors`: the input's anchors are the whole of the trust, whoever the client is. `userAgent`: of the
 * browser that asks.
 */
export async function clientRows(input: Omit<ChainInput, "rules" | "browserVerdict">, ownAnchors: boolean, dates: Readonly<Record<StoreClient, string>>, userAgent?: string): Promise<ClientRow[]> {
  const rows: ClientRow[] = [];
  for (const client of wholeClientsFor(userAgent)) rows.push(await wholeRow(client, input, ownAnchors));
  for (const client of STORE_CLIENTS) rows.push(await storeRow(client, input, ownAnchors, dates[client]));
  return rows;
}

async function wholeRow(client: WholeClient, input: Omit<ChainInput, "rules" | "browserVerdict">, ownAnchors: boolean): Promise<ClientRow> {
  const { id, version, rules, errors, otherError } = client;
  const base = { client: id, version, rules: "whole" as const };
  if (!input.sent) return { ...base, verdict: "unknown", path: null, reasons: [] };
  const anchors = id === "chromium" && !ownAnchors ? storeOf("chrome") : input.anchors;
  const sent = rules.readsBeyondEnd === true ? readBeyondEnds(input.sent) : input.sent;
  const result = await assessChain({ ...input, sent, rules, ...(anchors === undefined ? {} : { anchors }) });
  if (result.verdict === "valid") return { ...base, verdict: "accepts", path: result.path, reasons: [] };
  const [first] = result.errors;
  const verdict = isOpen(id, result, input) ? "unknown" : "refuses";
  const error = first && verdict === "refuses" ? errors[first.rule] ?? otherError : undefined;
  return { ...base, verdict, path: result.path, reasons: result.errors, ...(error === undefined ? {} : { error }) };
}

/** Chromium fetches issuers' certificates from where their subjects say; nobody knows what lies there. An algorithm that is not at hand here says nothing, either. */
function isOpen(client: WholeClient["id"], { path, errors, partialPath }: ChainResult, { sent = [] }: Pick<ChainInput, "sent">): boolean {
  if (errors.length > 0 && errors.every(({ platform }) => platform === true)) return true;
  if (client !== "chromium" || path !== null || !errors.every(({ rule }) => rule === "chain/issuer-missing" || rule === "chain/untrusted")) return false;
  const last = sent.find(({ sha256 }) => sha256 === partialPath.at(-1))?.certificate;
  return errors.some(({ rule }) => rule === "chain/issuer-missing") && readOr(() => (last?.authorityInformationAccess ?? [])
    .some(({ method, location }) => method === ACCESS_METHOD.caIssuers && location.type === "uri" && /^http:/i.test(location.value)), false);
}

async function storeRow(client: StoreClient, input: Omit<ChainInput, "rules" | "browserVerdict">, ownAnchors: boolean, version: string): Promise<ClientRow> {
  const base = { client, version, rules: "store" as const };
  if (!input.sent) return { ...base, verdict: "unknown", path: null, reasons: [] };
  const result = await storeChain(client, input, ownAnchors);
  return result.path === null ? { ...base, verdict: "refuses", path: null, reasons: result.errors } : { ...base, verdict: "unknown", path: result.path, reasons: [] };
}

/** The chain held against a store alone: its verdict says no more than whether a path ends there. */
export async function storeChain(client: StoreClient, input: Omit<ChainInput, "rules" | "browserVerdict">, ownAnchors: boolean): Promise<ChainResult> {
  const rules = { ...BROWSERS };
  delete rules.program;
  const result = await assessChain({ ...input, rules, ...(ownAnchors ? {} : { anchors: storeOf(client) }) });
  return result.path === null ? result : { ...result, verdict: "unknown", errors: [], advice: [] };
}

function storeOf(program: "chrome" | StoreClient): ProgramStore {
  let store = programs.get(program);
  if (!store) programs.set(program, store = new ProgramStore(program));
  return store;
}
