/**
 * A CA's private key that anybody can have: webpack-dev-server shipped it to all who installed it (ssl/server.pem of versions 2.3.0 to
 * 2.4.5 of the package on npm), with a certificate that may sign others. registry/public-key-cas.ts knows it; it is no secret of this project's.
 */
import { createPrivateKey, createPublicKey } from "node:crypto";
import { subtle, type KeyPair } from "./keys.ts";

const PKCS8 = [
  "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDlvmFnZ3HA/RDTkwxVkZmuz55xzlnM4Fu+S+TUJnsP/tpd7J3+9ZFcPrplBuTCnxdTFyEC8sKbLzikLBzF1qNehP9h2PzRf5I+4d3HtjGh1Jj2",
  "uXkp86PmfefhQ/E4lFcVbOc4b5q16uphv5ZFOZwl9L35wm18LPlA2dgeF3NwN48KU/x3vyj/pUwYDGXay5ygX7LH1cCzW9APrBiI1aHk852XFcCvWK7O26fL8xXR2We3X/Y1C2lWPc694w2qLot507dt5Yy7k1ve",
  "yedR0rrwTGiIlW1slnnMSiUytj3NL0neVNWSrvCFlQCbXxqFtRfyDeN+XblcRVSOMps0He99AgMBAAECggEAA3Iqldl4XFOvZ+0Bt1raukOE9eIJeMg4uA79XK1DFUdWUShWaleWmZKbSx6iWcT3HZjwNtIbVyaL",
  "K/M5b0I76xQFnJsbl6zZLbZHlFJIRkwhCzpW9ekgoTlsO/W/7YBUGg8rHK6X3HiskVDFWT52+B7GprNi3wTxrCZYVoM1iQ5VAIFwG9uI5uDWDubeJjy9pOdM6LFi9r7777T7tdxXBiwXXIPxQTwjfXW6OGyiL5sr",
  "pKTP+U2rL7//n2khp72FEcCjYyHv3MLFql+aINtMj1Wzf14vqHnbI7VX58nfnawUnPGXHzEMYQ8l5WpLqG3wLTrsFcCBUa+9oyXuMZPjhQKBgQD6cAbvsH5u4/+oZgkxhhlC5TFBCruczQPZADW7bfeVAxQFpPMN",
  "BOqOFJ92WSja6C5p3wdqqZVLZ+EdBcUM2wJZOasDuveoHZO9YI5y3hr6wCiw/8JZGj0OTruEoKk8FUwDUcFyPSCZhxx3j9bPx3UN+JTK/rd1NYKJVQ05BTWsWwKBgQDq2LBfhGp1P2TPQURMQ0bTLtNX9UcF6oYk",
  "tzLN6RzX4dfm9S57G1poMGmXPGYRLpadA7f2B4SSwP/ikq4AlQ1BSNRJgRpta5Ig7eLHaKskSZfpQhIYk5UoaeY7Ot2A7NVmDfSCpGvQleb31yL3emJB7CpdVhZ96pYtLDy7o0v7BwKBgHB5CZRyJoY03WfK04wr",
  "VoMFndZBNLsaFAVMI9WWcJ+6ry5Nw15we8rtliQ3rLKLnfSsVo9ftA4WjDJVmgbJAUgDLzvQp1MYXXaqu6748xL0ZBIB+027C/q1/190LC0wv1+qQv/EVjS9Slqj/ex4/qgUoPZ96PS54HM/AF5AabeLAoGAXo8p",
  "VQxoIRWJbboF2f8swVOVXVExa7xmjtoE5sv6BSK2YBRQxtjYqiL0IST8o+ZyVn5sz+9u/fggEAancSySzbqZX49QKMara/7c1RXb8xx+wjkMOEEUSdV6Elc9YO/7bMApt4CkuLPi79/8AFGSxqBk3ngPTlvqY/3v",
  "5k12BnkCgYEAgFdInbgk6jpnyGKpBUQ72gjVlCXDNzZNHV0quMsGXbLv8AKVKvdvb76I1A7LJzB4IXxY8z49/19EGMjpJO2JuhUBwKr+8/95IZflIlZFJMQ0VOIGmt1yPY+n57EV770/XIDLlbEue3txMWx2Cobo",
  "derQw4RQjI1wtVaeZmcidwI=",
].join("");

/** The key, to sign with as its holders can. */
export async function publishedKey(): Promise<KeyPair> {
  const pkcs8 = new Uint8Array(Buffer.from(PKCS8, "base64"));
  const spki = createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" })).export({ format: "der", type: "spki" });
  const publicKey = await subtle.importKey("spki", spki, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, ["verify"]);
  return { name: "RSA-2048", publicKey, pkcs8 };
}
