import { crc32 as zlibCrc32, deflateSync } from "node:zlib";

/** A tiny square, its colour told by the number. */
export function svgImage(index: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><rect width="16" height="16" rx="3" fill="hsl(${(index * 47) % 360} 60% 55%)"/></svg>`;
}

/** A PNG of one pixel (PNG specification, section 5): signature, IHDR, IDAT, IEND. */
export function pngImage(red: number, green: number, blue: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(1, 0);
  header.writeUInt32BE(1, 4);
  header[8] = 8; // bits a sample
  header[9] = 2; // truecolour
  const pixels = deflateSync(Buffer.from([0, red & 255, green & 255, blue & 255]));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** zlib.crc32 came with Node 20.15; its absence from older types is not its absence. */
const crc32: (data: Uint8Array) => number = zlibCrc32;
