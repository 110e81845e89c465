/**
 * Shapes of input that a server can choose, each of about so many bytes: what grows without end grows here. Certificates are
 * whole and self-issued; the signature is filler.
 */
export const SHAPES: Readonly<Record<string, (size: number) => Uint8Array>> = {
  // Alternative names
  "a long DNS name": (n) => san(dns("a".repeat(n))),
  "a long DNS name with a bad end": (n) => san(dns(`${"a".repeat(n)}!`)),
  "a DNS name of many labels": (n) => san(dns(`${"a.".repeat(n / 2)}test`)),
  "a DNS name of empty labels": (n) => san(dns(".".repeat(n))),
  "a DNS name of wildcards": (n) => san(dns("*.".repeat(n / 2))),
  "a DNS name of asterisks": (n) => san(dns("*".repeat(n))),
  "a DNS name of redacted labels": (n) => san(dns(`${"?.".repeat(n / 2)}test`)),
  "a DNS name of hyphens": (n) => san(dns("-".repeat(n))),
  "a DNS name of underscores": (n) => san(dns(`${"_.".repeat(n / 2)}test`)),
  "a DNS name of spaces": (n) => san(dns(" ".repeat(n))),
  "a DNS name of null characters": (n) => san(dns("\0".repeat(n))),
  "a DNS name of A-labels": (n) => san(dns(`${"xn--bcher-kva.".repeat(n / 14)}test`)),
  "a long A-label": (n) => san(dns(`xn--${"a".repeat(n)}.test`)),
  "a name of the reverse zone": (n) => san(dns(`${"1.".repeat(n / 2)}in-addr.arpa`)),
  "a name of the IPv6 reverse zone": (n) => san(dns(`${"f.".repeat(n / 2)}ip6.arpa`)),
  "many DNS names": (n) => san(...times(n / 24, (i) => dns(`host-${String(i).padStart(7, "0")}.example.com`))),
  "the same DNS name many times": (n) => san(...times(n / 18, () => dns("www.example.com."))),
  "many empty names": (n) => san(...times(n / 2, () => dns(""))),
  "many wildcard names": (n) => san(...times(n / 24, (i) => dns(`*.${String(i).padStart(8, "0")}.example.com`))),
  "many onion names": (n) => san(...times(n / 64, (i) => dns(`${String(i % 10).padEnd(56, "a")}.onion`))),
  "a URI with a long host": (n) => san(uri(`http://a.${"a".repeat(n)}/`)),
  "a URI with a long host and a bad end": (n) => san(uri(`http://a.${"a".repeat(n)}!/`)),
  "a URI of colons": (n) => san(uri(`http://${":".repeat(n)}`)),
  "a URI of brackets": (n) => san(uri(`http://${"[".repeat(n)}`)),
  "a URI of slashes": (n) => san(uri(`http://${"/".repeat(n)}`)),
  "a URI of question marks": (n) => san(uri(`${"?".repeat(n)}\n`)),
  "a URI of users": (n) => san(uri(`http://${"a@".repeat(n / 2)}`)),
  "a URI of escapes": (n) => san(uri(`http://a.example/${"%41".repeat(n / 3)}%`)),
  "a long scheme": (n) => san(uri("a".repeat(n))),
  "many URIs": (n) => san(...times(n / 30, (i) => uri(`http://${String(i).padStart(6, "0")}.example.com/`))),
  "a mail address with a long local part": (n) => san(email(`${"a".repeat(n)}@`)),
  "a mail address of dots": (n) => san(email(`${"a.".repeat(n / 2)}@example.com`)),
  "a mail address of quotes": (n) => san(email(`"${"\\\"".repeat(n / 2)}`)),
  "a mail address of signs": (n) => san(email("@".repeat(n))),
  "many mail addresses": (n) => san(...times(n / 20, (i) => email(`${String(i).padStart(5, "0")}@example.com`))),
  "many IP addresses": (n) => san(...times(n / 6, (i) => tlv(0x87, [10, i >> 16 & 255, i >> 8 & 255, i & 255]))),
  "many directory names": (n) => san(...times(n / 20, (i) => tlv(0xa4, rdns([CN, `n${String(i)}`])))),
  "many registered identifiers": (n) => san(...times(n / 6, (i) => tlv(0x88, [0x2a, 3, i >> 7 & 127 | 128, i & 127]))),
  "many issuer's alternative names": (n) => certificate({ extensions: [extension("551d12", sequence(...times(n / 24, (i) => dns(`host-${String(i).padStart(7, "0")}.example.com`))))] }),
  // The subject
  "a long common name": (n) => subject([CN, "a".repeat(n)]),
  "a common name of colons": (n) => subject([CN, `${":".repeat(n)}!`]),
  "a common name of dots": (n) => subject([CN, `${"a.".repeat(n / 2)} `]),
  "a common name of digits": (n) => subject([CN, `${"1".repeat(n)}!`]),
  "a common name of spaces": (n) => subject([CN, `${" ".repeat(n)}a`]),
  "a common name of words": (n) => subject([CN, "a ".repeat(n / 2)]),
  "a common name of entities": (n) => subject([CN, "&amp;".repeat(n / 5)]),
  "a common name of ampersands": (n) => subject([CN, "&#".repeat(n / 2)]),
  "a common name of letters with marks": (n) => subject([CN, "e\u0301".repeat(n / 3)]),
  "a common name of marks": (n) => subject([CN, `a${"\u0301\u0323".repeat(n / 4)}`]),
  "a common name of misread letters": (n) => subject([CN, "Ã¼".repeat(n / 4)]),
  "a common name of controls": (n) => subject([CN, "\u0007\u009b".repeat(n / 3)]),
  "a common name of characters to escape": (n) => subject([CN, ",+\"\\<>;=".repeat(n / 8)]),
  "many common names": (n) => subject(...times(n / 18, (i): Attribute => [CN, `name${String(i)}`])),
  "many organisations in one RDN": (n) => certificate({ subject: sequence(tlv(0x31, ...times(n / 18, (i) => attribute([O, `org${String(i).padStart(6, "0")}`])))) }),
  "many attributes of many types": (n) => subject(...times(n / 20, (i): Attribute => [`2a03${((i >> 7 & 127) | 128).toString(16)}${(i & 127).toString(16).padStart(2, "0")}`, "x"])),
  "many countries": (n) => subject(...times(n / 13, (): Attribute => ["550406", "XX"])),
  // Keys, numbers and times
  "a long RSA exponent": (n) => certificate({ key: rsa(positive(256), positive(n)) }),
  "a long even RSA exponent": (n) => certificate({ key: rsa(positive(256), [...positive(n - 1), 0]) }),
  "a long RSA modulus": (n) => certificate({ key: rsa(positive(n), [1, 0, 1]) }),
  "a long key of an unknown kind": (n) => certificate({ key: sequence(sequence(tlv(0x06, [0x2a, 3])), tlv(0x03, [0], filler(n))) }),
  "a long serial number": (n) => certificate({ serial: positive(n) }),
  "a long time": (n) => certificate({ validity: sequence(tlv(0x18, text("2026".repeat(n / 4))), tlv(0x17, text("270101000000Z"))) }),
  "a long signature": (n) => certificate({ signature: filler(n) }),
  // Other extensions
  "many unknown extensions": (n) => certificate({ extensions: times(n / 14, (i) => extension(`2a03${((i >> 7 & 127) | 128).toString(16)}${(i & 127).toString(16).padStart(2, "0")}`, tlv(0x05))) }),
  "the same extension many times": (n) => certificate({ extensions: times(n / 14, () => extension("551d0e", tlv(0x04, [1]))) }),
  "a long unknown extension": (n) => certificate({ extensions: [extension("2a0304", tlv(0x0c, text("a".repeat(n))))] }),
  "many policies": (n) => certificate({ extensions: [extension("551d20", sequence(...times(n / 8, (i) => sequence(tlv(0x06, [0x2a, 3, i >> 7 & 127 | 128, i & 127])))))] }),
  "a long explicit text": (n) => certificate({ extensions: [extension("551d20", sequence(sequence(tlv(0x06, hex("2a0304")), sequence(sequence(tlv(0x06, hex("2b06010505070202")), sequence(tlv(0x0c, text("e\u0301".repeat(n / 3)))))))))] }),
  "many policy mappings": (n) => certificate({ extensions: [extension("551d21", sequence(...times(n / 14, (i) => sequence(tlv(0x06, [0x2a, 3, i >> 7 & 127 | 128, i & 127]), tlv(0x06, [0x2a, 4, i & 127])))))] }),
  "many distribution points": (n) => certificate({ extensions: [extension("551d1f", sequence(...times(n / 30, (i) => sequence(tlv(0xa0, tlv(0xa0, uri(`http://crl.example/${String(i).padStart(4, "0")}`)))))))] }),
  "many places of authority information": (n) => certificate({ extensions: [extension("2b06010505070101", sequence(...times(n / 40, (i) => sequence(tlv(0x06, hex("2b06010505073001")), uri(`http://ocsp.example/${String(i).padStart(4, "0")}`)))))] }),
  "many purposes": (n) => certificate({ extensions: [extension("551d25", sequence(...times(n / 6, (i) => tlv(0x06, [0x2a, 3, i >> 7 & 127 | 128, i & 127]))))] }),
  "many name constraints": (n) => certificate({ extensions: [extension("551d1e", sequence(tlv(0xa0, ...times(n / 16, (i) => sequence(dns(`.${String(i).padStart(6, "0")}.test`))))))] }),
  "many address constraints": (n) => certificate({ extensions: [extension("551d1e", sequence(tlv(0xa1, ...times(n / 12, (i) => sequence(tlv(0x87, [10, i >> 8 & 255, i & 255, 0, 255, 255, 255, 0]))))))] }),
  "a long key usage": (n) => certificate({ extensions: [extension("551d0f", tlv(0x03, [0], filler(n)))] }),
  "many timestamps": (n) => certificate({ extensions: [extension("2b06010401d679020402", tlv(0x04, vector(times(Math.min(n, 60_000) / 64, timestamp).flat())))] }),
  // No certificate
  "a value inside a value": (n) => nested(n / 4),
  "random bytes": (n) => Uint8Array.from([0x30, ...filler(n)]),
};

const CN = "550403";
const O = "55040a";

type Attribute = readonly [oid: string, value: string];
type Bytes = ArrayLike<number>;

interface Parts {
  subject?: Buffer;
  key?: Buffer;
  serial?: Bytes;
  validity?: Buffer;
  signature?: Bytes;
  extensions?: readonly Buffer[];
}

function certificate({ subject: name = rdns([CN, "leaf.test"]), key = rsa(positive(256), [1, 0, 1]), serial = [1, 2, 3], validity, signature = filler(256), extensions = [] }: Parts): Uint8Array {
  const algorithm = sequence(tlv(0x06, hex("2a864886f70d01010b")), tlv(0x05));
  const times = validity ?? sequence(tlv(0x17, text("261001000000Z")), tlv(0x17, text("261230000000Z")));
  const tbs = sequence(tlv(0xa0, tlv(0x02, [2])), tlv(0x02, serial), algorithm, rdns([CN, "Intermediate"]), times, name, key, ...extensions.length === 0 ? [] : [tlv(0xa3, sequence(...extensions))]);
  return new Uint8Array(sequence(tbs, algorithm, tlv(0x03, [0], signature)));
}

const san = (...names: Buffer[]): Uint8Array => certificate({ extensions: [extension("551d11", sequence(...names))] });
const subject = (...attributes: Attribute[]): Uint8Array => certificate({ subject: rdns(...attributes) });
const rdns = (...attributes: Attribute[]): Buffer => sequence(...attributes.map((each) => tlv(0x31, attribute(each))));
const attribute = ([type, value]: Attribute): Buffer => sequence(tlv(0x06, hex(type)), tlv(0x0c, text(value)));
const extension = (type: string, value: Buffer): Buffer => sequence(tlv(0x06, hex(type)), tlv(0x04, value));
const rsa = (modulus: Bytes, exponent: Bytes): Buffer => sequence(sequence(tlv(0x06, hex("2a864886f70d010101")), tlv(0x05)), tlv(0x03, [0], sequence(tlv(0x02, modulus), tlv(0x02, exponent))));
const dns = (name: string): Buffer => tlv(0x82, text(name));
const uri = (address: string): Buffer => tlv(0x86, text(address));
const email = (address: string): Buffer => tlv(0x81, text(address));
const sequence = (...members: Buffer[]): Buffer => tlv(0x30, ...members);
const text = (value: string): Buffer => Buffer.from(value);
const hex = (value: string): Buffer => Buffer.from(value, "hex");
const vector = (bytes: Bytes): number[] => [bytes.length >> 8 & 255, bytes.length & 255, ...Array.from(bytes)];

function tlv(tag: number, ...contents: Bytes[]): Buffer {
  const content = Buffer.concat(contents.map((each) => Buffer.from(each as Uint8Array)));
  const { length } = content;
  const octets = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : length < 0x10000 ? [0x82, length >> 8, length & 255] : [0x83, length >> 16, length >> 8 & 255, length & 255];
  return Buffer.concat([Buffer.from([tag, ...octets]), content]);
}

function timestamp(): number[] {
  return vector([0, ...filler(32), 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 3, ...vector(filler(8))]);
}

function nested(depth: number): Uint8Array {
  let value = tlv(0x05);
  for (let i = 0; i < Math.min(depth, 2000); i++) value = tlv(0x30, value);
  return new Uint8Array(value);
}

function times<Item>(count: number, make: (i: number) => Item): Item[] {
  return Array.from({ length: Math.max(1, Math.floor(count)) }, (_, i) => make(i));
}

function filler(length: number): number[] {
  return Array.from({ length }, (_, i) => (i * 37 + 11) & 0xff);
}

/** A magnitude without a leading zero, odd. */
function positive(length: number): number[] {
  const bytes = filler(length);
  bytes[0] = 0x7f;
  bytes[length - 1] = 0x0d;
  return bytes;
}
