/**
 * CAs whose private key is public, or one and the same on many machines: anyone can sign with them. Name, SHA-256 of the
 * certificate ("" where it differs from machine to machine), SHA-256 of its SubjectPublicKeyInfo, as of 2026-11.
 */
const CAS: readonly (readonly [name: string, sha256: string, spkiSha256: string])[] = [
  ["Superfish", "b6fe9151402bad1c06d7e66db67a26aa7356f2e6c644dbcf9f98968ff632e1b7", "4bb8f35ba1e126f8dde1b0c420625ed86dce61a7bddadbdea9aba578ff13145e"],
  ["eDellRoot", "ec30c9c3065a06bb07dc5b1c6b497f370c1ca65c0f30c08e042ba6bcecc78f2c", "cdee9f3305572a677e1a6c82dc1e02a35b11cae6a684338c9f37fe1ac8daec23"],
  ["DSDTestProvider (Dell)", "0f912fd7be760be25afbc56bdc09cd9e5dcc9c6f6a55a778aefcb6aa30e31554", "130ad4e0633521290531b6651f5759b0bc7bc656709ff8f365c2143b0389b6f6"],
  ["Harmony(Test)", "e16a6f2b5a5d8d79f71a45a0cb2313d1eef0531bd19badf0198ca09f800b6d49", "df54986084aba04fbda22f870086928eec00c7a5e12e541861471721fee96109"],
  ["KeepMyFamilySecure (Komodia)", "dccd129667a26a37ccc34c26b84bfbf84795736c9265d8027e93c5fcd13b52e3", "2698846608c82e14834b0a99da116097801ae712b1637897c8d305ee1f29b9ce"],
  ["Kurupira.NET (Komodia)", "72c461c8e6d3cedc08d761b0761373841e81444d0f4afa59fecee64606a3b8b2", "338124a8fdeef46002656293c677a0f73c69b664f847915d20fd6431851df423"],
  ["Qustodio", "d718c37465dbd3ea668bee3cf20ae1c12e1f72e703121de991d26d314add614e", "c35169fdc7781d149081f60d6e81f259bd504ce19b53a0370d1dbabecb195437"],
  ["PrivDog (one key on every machine)", "", "10900ceb22cbcef9e431f6801225df3755f7a75eae0e22f164cae1cbbc81424c"],
  ["AdGuard R73 (shared key, before 2015)", "", "ade08a07590eabeac543e87b992d23f11022023d8ecd29c46a16e4082a0e7d96"],
  ["webpack-dev-server (published key)", "82dc8ef758fd76425907c8987c497a3fd752d445edfb9eebe3ca4204c7a69d39", "2bd1e667ec9ebbe02b9a7da264210c99b3eac1cc9141a0e30e3f623eaccec4e1"],
  ["preact-cli (published key)", "2d4820b964f87f1f45e9417bbee214cbedab06228d5931470c5b704e2cf22326", "680971cb44b0fd56592102a256e85c58e87109ad8044c2b90d8f3c6e9eeab897"],
  ["BadSSL MITM Software Test", "7e92d13dc13c9187154735f2d2f31a9c73b56480d77149aea9b063a448f32adc", "9d40513f43991af39fe413aff7608fc56463827137166547de0a1828d524ae98"],
];

const byHash = new Map(CAS.flatMap(([name, sha256, spkiSha256]) => [[sha256, name], [spkiSha256, name]]));
byHash.delete("");

/**
 * The name of the CA with a public private key, by the SHA-256 (lower-case hex) of a certificate or of its key. The key
 * identifies it where the certificate differs. undefined: none that is known.
 */
export function knownPublicKeyCa(hash: string): string | undefined {
  return byHash.get(hash);
}

/** Names of all that are known. */
export const PUBLIC_KEY_CAS: readonly { name: string; sha256: string | null; spkiSha256: string }[] = CAS.map(([name, sha256, spkiSha256]) => ({ name, sha256: sha256 === "" ? null : sha256, spkiSha256 }));
