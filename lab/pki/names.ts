export type KeyName = "RSA-1024" | "RSA-2048" | "RSA-4096" | "P-256" | "P-384" | "Ed25519";

export interface IssuedNameAttribute {
  type: "CN" | "O" | "OU" | "L" | "ST" | "C";
  value: string;
}
