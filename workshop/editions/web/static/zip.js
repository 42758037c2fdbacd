// Zips: written without compression, read with the browser's own inflate.

const CRC = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});
const UTF8_NAMES = 0x800;
const LARGEST = 50e6; // bytes that one file of a zip may have

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {Bytes} bytes */
function checksum(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/**
 * Numbers as little-endian bytes.
 * @param {number[][]} fields [width, value] of each
 */
function pack(fields) {
  const bytes = [];
  for (const [width, value] of fields) {
    for (let at = 0; at < width; at++) bytes.push(Math.floor(value / 256 ** at) & 255);
  }
  return Uint8Array.from(bytes);
}

/**
 * @param {Map<string, Bytes>} files
 * @returns {Blob} a zip of them
 */
export function makeZip(files) {
  /** @type {Bytes[]} */
  const parts = [];
  /** @type {Bytes[]} */
  const directory = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    const size = bytes.length;
    const common = [
      ...[UTF8_NAMES, 0, 0, 0x21].map((value) => [2, value]),
      ...[checksum(bytes), size, size].map((value) => [4, value]),
      ...[name.length, 0].map((value) => [2, value]),
    ];
    const header = pack([[4, 0x04034b50], [2, 20], ...common]);
    parts.push(header, name, bytes);
    const more = [...[0, 0, 0].map((value) => [2, value]), [4, 0], [4, offset]];
    directory.push(pack([[4, 0x02014b50], [2, 20], [2, 20], ...common, ...more]), name);
    offset += header.length + name.length + size;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const counts = [files.size, files.size].map((value) => [2, value]);
  const end = pack([[4, 0x06054b50], [4, 0], ...counts, [4, length], [4, offset], [2, 0]]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

/** @param {Bytes} bytes */
async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * @param {Blob} blob
 * @returns {Promise<Map<string, Bytes>>} the files in a zip; throws if it isn't one
 */
export async function readZip(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const view = new DataView(bytes.buffer);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("this is not a whole zip");
  const files = new Map();
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const [nameLength, extra] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const offset = view.getUint32(at + 42, true);
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const start =
      offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    const data = bytes.slice(start, start + packed);
    if (size > LARGEST) throw new Error(`${path} is too big`);
    if (!path.endsWith("/")) {
      files.set(path, view.getUint16(at + 10, true) ? await inflate(data) : data);
    }
    at += 46 + nameLength + extra + view.getUint16(at + 32, true);
  }
  return files;
}

/**
 * Offer a blob as a download.
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
