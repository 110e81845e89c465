import assert from "node:assert/strict";
import { test } from "node:test";
import { allGroups, groupById, groupByName } from "../../../../src/core/registry/groups.ts";

const SPELLINGS: [iana: string, id: number, bits: number, postQuantum: boolean, classical: string | undefined, spellings: string[]][] = [
  ["x25519", 29, 3072, false, "x25519", ["X25519", "x25519", "curve25519"]],
  ["secp256r1", 23, 3072, false, "secp256r1", ["P256", "P-256", "prime256v1", "secp256r1"]],
  ["secp384r1", 24, 7680, false, "secp384r1", ["P384", "P-384"]],
  ["secp521r1", 25, 15360, false, "secp521r1", ["P521", "P-521"]],
  ["x448", 30, 7680, false, "x448", ["X448"]],
  ["ffdhe2048", 256, 2048, false, "ffdhe2048", ["FF 2048"]],
  ["ffdhe3072", 257, 3072, false, "ffdhe3072", ["FF 3072"]],
  ["X25519MLKEM768", 4588, 3072, true, "x25519", ["mlkem768x25519", "X25519MLKEM768"]],
  ["SecP256r1MLKEM768", 4587, 3072, true, "secp256r1", ["secp256r1mlkem768"]],
  ["SecP384r1MLKEM1024", 4589, 7680, true, "secp384r1", ["secp384r1mlkem1024"]],
  ["X25519Kyber768Draft00", 25497, 3072, true, "x25519", ["xyber768d00"]],
  ["MLKEM768", 513, 7680, true, undefined, ["mlkem768"]],
];

for (const [name, id, rsaEquivalentBits, postQuantum, classicalPart, spellings] of SPELLINGS) {
  test(`group ${name}`, () => {
    const expected = { id, name, rsaEquivalentBits, postQuantum, ...(classicalPart === undefined ? {} : { classicalPart }) };
    assert.deepEqual(groupById(id), expected);
    for (const spelling of spellings) assert.deepEqual(groupByName(spelling), expected, spelling);
  });
}

test("what names no group is no group", () => {
  for (const name of ["", "none", "custom", "unknown group", "constructor", "toString", "__proto__"]) assert.equal(groupByName(name), undefined);
  assert.equal(groupById(0x0a0a), undefined);
});

test("code points and names are unique, and a hybrid is as strong as its classical part", () => {
  const groups = allGroups();
  assert.equal(new Set(groups.map(({ id }) => id)).size, groups.length);
  assert.equal(new Set(groups.map(({ name }) => name.toLowerCase())).size, groups.length);
  for (const group of groups) {
    assert.ok(group.rsaEquivalentBits >= 1024);
    if (group.classicalPart !== undefined) assert.equal(groupByName(group.classicalPart)?.rsaEquivalentBits, group.rsaEquivalentBits);
  }
});
