/** `describeCertificate` as JSON, loaded when the first certificate is looked at; "null" where there are no bytes. */
export async function describeText(der: Uint8Array | undefined): Promise<string> {
  if (der === undefined) return "null";
  const { describeCertificate } = await import("./describe.ts");
  return JSON.stringify(describeCertificate(der));
}
