// Reads back the first sheet of a workbook with nothing of the application's own: the zip's directory, inflate, and the cells' text.
import { inflateRawSync } from 'node:zlib';

function entries(file) {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const found = new Map();
  let at = file.readUInt32LE(end + 16);
  for (let i = 0; i < file.readUInt16LE(end + 10); i++) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map(offset => file.readUInt16LE(at + offset));
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const packed = file.subarray(start, start + file.readUInt32LE(at + 20));
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    found.set(name, file.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed).toString('utf8') : packed.toString('utf8'));
    at += 46 + nameLength + extraLength + noteLength;
  }
  return found;
}

const plain = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');

const columnOf = letters => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Rows of cells; a number as its text in the file, words as they are, '' where a merged cell goes on. */
export function readSheet(file) {
  const sheet = entries(file).get('xl/worksheets/sheet1.xml');
  const rows = [];
  for (const [, attributes, content = ''] of sheet.matchAll(/<(?:x:)?c ([^>]*?)(?:\/>|>(.*?)<\/(?:x:)?c>)/gs)) {
    const [, letters, number] = /r="([A-Z]+)(\d+)"/.exec(attributes);
    const value = /<(?:x:)?(?:v|t)(?: [^>]*)?>(.*?)<\/(?:x:)?(?:v|t)>/s.exec(content)?.[1] ?? '';
    (rows[number - 1] ??= [])[columnOf(letters)] = plain(value);
  }
  return rows;
}
