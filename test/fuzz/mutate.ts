// Changes of bytes, blind and with an eye for DER, and of text. All draw from a generator that a seed begins.

import type { Random } from "../../scripts/support/random.ts";

export function pick<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new RangeError("There is nothing to pick from.");
  return value;
}

/** An element of DER: its tag, and its content or the elements in it. */
interface Element {
  tag: number;
  content: Uint8Array | Element[];
}

const MAX_DEPTH = 24;

/** The elements that stand one behind the other; undefined where the bytes are not such. Tags of one byte, lengths below 2^24. */
function readElements(der: Uint8Array, depth = 0): Element[] | undefined {
  const elements: Element[] = [];
  let at = 0;
  while (at < der.length) {
    const tag = der[at] ?? 0;
    let length = der[at + 1] ?? 0;
    let begin = at + 2;
    if (length > 0x80) {
      const bytes = length & 0x7f;
      if (bytes > 3) return undefined;
      length = 0;
      for (let i = 0; i < bytes; i++) length = length * 256 + (der[begin + i] ?? 0);
      begin += bytes;
    }
    if ((tag & 0x1f) === 0x1f || begin + length > der.length) return undefined;
    const content = der.subarray(begin, begin + length);
    // Values of extensions are DER in an OCTET STRING, keys in a BIT STRING.
    const inner = depth < MAX_DEPTH && ((tag & 0x20) !== 0 || tag === 4) ? readElements(content, depth + 1) : undefined;
    elements.push({ tag, content: inner ?? content });
    at = begin + length;
  }
  return elements;
}

function write(elements: readonly Element[]): Uint8Array {
  return Buffer.concat(elements.flatMap(({ tag, content }) => {
    const bytes = Array.isArray(content) ? write(content) : content;
    return [Uint8Array.from([tag, ...lengthOf(bytes.length)]), bytes];
  }));
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : length < 0x10000 ? [0x82, length >> 8, length & 255] : [0x83, length >> 16, (length >> 8) & 255, length & 255];
}

/** Every list of elements within, the outermost first. */
function listsIn(elements: Element[]): Element[][] {
  return [elements, ...elements.flatMap(({ content }) => Array.isArray(content) ? listsIn(content) : [])];
}

const NUMBERS = [0, 1, 0x7f, 0x80, 0xff] as const;
const TAGS = [1, 2, 3, 4, 5, 6, 10, 12, 19, 22, 23, 24, 30, 0x30, 0x31, 0x80, 0x82, 0x86, 0x87, 0xa0, 0xa3] as const;

/** The bytes with one change that keeps all lengths right; the elements may come from `other`. The same bytes where they are no DER. */
export function mutateDer(random: Random, der: Uint8Array, other: Uint8Array): Uint8Array {
  const tree = readElements(der);
  const donor = readElements(other);
  if (tree === undefined || donor === undefined || tree.length === 0 || donor.length === 0) return mutateBytes(random, der);
  const list = pick(random, listsIn(tree).filter((each) => each.length > 0));
  const at = Math.floor(random() * list.length);
  const element = list[at] ?? { tag: 5, content: new Uint8Array() };
  const given = pick(random, listsIn(donor).flat());
  switch (Math.floor(random() * 9)) {
    case 0: list.splice(at, 1); break;
    case 1: list.splice(at, 0, element); break;
    case 2: list.splice(at, 1, given); break;
    case 3: list.splice(at, 0, given); break;
    case 4: element.tag = pick(random, TAGS); break;
    case 5: element.content = Array.isArray(element.content) ? [] : mutateBytes(random, element.content); break;
    case 6: element.content = given.content; break;
    case 7: list.splice(at, 1, { tag: pick(random, TAGS), content: [element] }); break;
    default: {
      // Long values: what is not linear shows here.
      const content = Array.isArray(element.content) ? write(element.content) : element.content;
      element.content = Buffer.concat(Array.from({ length: 1 + Math.floor(random() * 200) }, () => content)).subarray(0, 20_000);
    }
  }
  return write(tree);
}

/** The bytes with a few changes anywhere. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  let result: Uint8Array = bytes.slice();
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    const at = Math.floor(random() * (result.length + 1));
    switch (Math.floor(random() * 6)) {
      case 0: if (at < result.length) result[at] = (result[at] ?? 0) ^ (1 << Math.floor(random() * 8)); break;
      case 1: if (at < result.length) result[at] = pick(random, NUMBERS); break;
      case 2: if (at < result.length) result[at] = Math.floor(random() * 256); break;
      case 3: result = result.subarray(0, at).slice(); break;
      case 4: result = Buffer.concat([result.subarray(0, at), result.subarray(Math.floor(random() * (at + 1)), at).subarray(0, 64), result.subarray(at)]); break;
      default: result = Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + Math.floor(random() * 16))]);
    }
  }
  return new Uint8Array(result);
}

const VALUES: readonly unknown[] = [null, true, 0, -1, 1e308, 0.5, "", "\u0000\u202e", "x".repeat(5000), [], {}, [[]], "2026-11-21T12:00:00Z", "__proto__", "constructor"];

/** JSON's value with one member or entry changed, somewhere within. */
export function mutateJson(random: Random, value: unknown, depth = 0): unknown {
  const inner = typeof value === "object" && value !== null && (depth === 0 || random() < 0.75);
  if (!inner) return typeof value === "string" && random() < 0.4 ? Buffer.from(mutateBytes(random, Buffer.from(value))).toString(random() < 0.5 ? "latin1" : "base64") : pick(random, VALUES);
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value as unknown[]];
    const at = Math.floor(random() * (copy.length + 1));
    if (random() < 0.2) copy.splice(at, random() < 0.5 ? 1 : 0, copy[at]);
    else copy[at] = mutateJson(random, copy[at], depth + 1);
    return copy;
  }
  const entries: [string, unknown][] = Object.entries(value);
  const [name, old] = entries.length === 0 ? ["x", 0] : pick(random, entries);
  const rest = Object.fromEntries(entries.filter(([key]) => key !== name || random() < 0.9));
  return random() < 0.1 ? rest : { ...rest, [random() < 0.05 ? "__proto__" : name]: mutateJson(random, old, depth + 1) };
}
