import { PathCache } from "../chain/path-cache.ts";
import type { ChainInput } from "../chain/assess-chain.ts";
import type { ChainResult } from "../chain/result.ts";
import { LruMap } from "../lru.ts";
import type { Text } from "../text/message-text.ts";
import type { RuleContext } from "./context.ts";
import type { Rule } from "./rule.ts";
import { hitsOf, type JudgedHit } from "./run.ts";
import type { Unjudged } from "./unjudged.ts";

/** Kinds of connection of which is remembered what rules said; one of an ordinary chain takes some 4 KB. */
const REMEMBERED = 2_048;
const CHAINS_PER_KIND = 2;

/**
 * Remembers what is said of all connections that are alike but for their host, time, address and header. Nothing is taken to be
 * independent of those: whoever looks at one of them while it is asked is asked again each time. One memory belongs to one set of
 * trust anchors and restrictions, and to one language.
 */
export class AlikeMemory {
  readonly #chains: LruMap<string, ChainResult>;
  /** Where the time was looked at: they hold as long as a path does. */
  readonly #timed = new PathCache();
  /** Chains that were judged without an eye on their host. */
  readonly #shared = new WeakSet<ChainResult>();
  readonly #numbers = new WeakMap<object, number>();
  readonly #kinds: LruMap<string, Alike>;
  #next = 0;

  constructor(remembered = REMEMBERED) {
    this.#chains = new LruMap(CHAINS_PER_KIND * remembered);
    this.#kinds = new LruMap(remembered);
  }

  /** What `judge` gives for a chain. `key`: all that it is given but the host and the time. */
  async chain(key: string, input: ChainInput, judge: (input: ChainInput) => Promise<ChainResult>): Promise<ChainResult> {
    const known = this.#chains.get(key) ?? this.#timed.get(key, input.time);
    if (known !== undefined) return known;
    const looked = { host: false, time: false };
    const result = await judge({
      ...input,
      get host() { looked.host = true; return input.host; },
      get time() { looked.time = true; return input.time; },
    });
    if (looked.host) return result;
    this.#shared.add(result);
    if (!looked.time) this.#chains.set(key, result);
    else this.#timed.set(key, input.time, result, [...input.sent ?? [], ...input.built ?? [], ...input.known ?? [], ...input.leaf ? [input.leaf] : []].flatMap(({ certificate }) => certificate ?? []));
    return result;
  }

  /** Whether this chain is remembered, for whatever host. */
  knows(chain: ChainResult): boolean {
    return this.#shared.has(chain);
  }

  /** What is said of all connections like this; undefined: it is like no other, for its chain was judged with an eye on its host. */
  of(facts: RuleContext, text: Text): Alike | undefined {
    if (facts.chain === undefined || !this.#shared.has(facts.chain)) return undefined;
    const key = Object.entries(facts).map(([name, value]) => MAY_DIFFER.has(name) ? "" : this.#textOf(value)).join();
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    const alike = new Alike(text);
    this.#kinds.set(key, alike);
    return alike;
  }

  /** The same for the same value; objects are the same where they are one. */
  #textOf(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map((each) => this.#textOf(each)).join()}]`;
    if (typeof value !== "object" || value === null) return typeof value === "string" ? JSON.stringify(value) : String(value);
    let number = this.#numbers.get(value);
    if (number === undefined) {
      number = this.#next;
      this.#next += 1;
      this.#numbers.set(value, number);
    }
    return `#${String(number)}`;
  }
}

/** Who asks rules, and others, about a connection. */
export interface RuleAsker {
  /** The rules' hits, in order; `unjudged` is told what gave no answer. */
  hits: (rules: readonly Rule<RuleContext>[], facts: RuleContext, unjudged: Unjudged[]) => JudgedHit[];
  /** What `find` gives. `name`: of what is asked; each stands for one kind of value. */
  value: <Value>(name: string, facts: RuleContext, find: (facts: RuleContext) => Value) => Value;
}

/** A rule that is to be asked, or what rules said. */
type Step = Rule<RuleContext> | { readonly hits: readonly JudgedHit[]; readonly unjudged: readonly Unjudged[] };

/** What is said of all connections of one kind. */
export class Alike implements RuleAsker {
  readonly #text: Text;
  readonly #steps = new Map<readonly Rule<RuleContext>[], readonly Step[]>();
  readonly #values = new Map<string, unknown>();

  constructor(text: Text) {
    this.#text = text;
  }

  hits(rules: readonly Rule<RuleContext>[], facts: RuleContext, unjudged: Unjudged[]): JudgedHit[] {
    const steps = this.#steps.get(rules);
    if (steps === undefined) return this.#ask(rules, facts, unjudged);
    const hits: JudgedHit[] = [];
    for (const step of steps) {
      if ("check" in step) hits.push(...hitsOf([step], facts, this.#text, unjudged));
      else {
        hits.push(...step.hits);
        unjudged.push(...step.unjudged);
      }
    }
    return hits;
  }

  value<Value>(name: string, facts: RuleContext, find: (facts: RuleContext) => Value): Value {
    if (this.#values.has(name)) return this.#values.get(name) as Value;
    const watch = new Watch(facts);
    const value = find(watch.facts());
    if (!watch.looked()) this.#values.set(name, value);
    return value;
  }

  #ask(rules: readonly Rule<RuleContext>[], facts: RuleContext, unjudged: Unjudged[]): JudgedHit[] {
    const watch = new Watch(facts);
    const steps: Step[] = [];
    const all: JudgedHit[] = [];
    for (const rule of rules) {
      const left: Unjudged[] = [];
      const hits = hitsOf([rule], watch.facts(), this.#text, left);
      all.push(...hits);
      unjudged.push(...left);
      if (watch.looked()) steps.push(rule);
      else if (hits.length + left.length > 0) steps.push({ hits, unjudged: left });
    }
    this.#steps.set(rules, steps);
    return all;
  }
}

/** In what connections of one kind may differ. */
const DIFFER = ["host", "time", "hsts", "timestamps", "listedAnchor", "interception", "unjudged"] as const satisfies readonly (keyof RuleContext)[];
const MAY_DIFFER: ReadonlySet<string> = new Set(DIFFER);

/** Facts that tell whether something was looked at in which connections of one kind may differ. */
class Watch {
  #looked = false;
  readonly #facts: RuleContext;

  constructor(facts: RuleContext) {
    const watched = { ...facts };
    for (const name of DIFFER) {
      Object.defineProperty(watched, name, { get: () => {
        this.#looked = true;
        return facts[name];
      } });
    }
    this.#facts = watched;
  }

  /** Whether it was since this was last asked. */
  looked(): boolean {
    const looked = this.#looked;
    this.#looked = false;
    return looked;
  }

  /** Each time another object: what somebody remembers by it is not found again, and so is looked at again. */
  facts(): RuleContext {
    return Object.create(this.#facts) as RuleContext;
  }
}
