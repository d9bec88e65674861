// Reads a workbook back, and types into it, with nothing of the application's own: the zip's directory, inflate, and the cells' text.
import { crc32, inflateRawSync } from 'node:zlib';

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

function partOf(parts, name) {
  if (!name) return 'xl/worksheets/sheet1.xml';
  const id = new RegExp(`<(?:x:)?sheet [^>]*name="${name}"[^>]*r:id="([^"]+)"`).exec(parts.get('xl/workbook.xml'))[1];
  const relation = new RegExp(`<Relationship [^>]*Id="${id}"[^>]*>`).exec(parts.get('xl/_rels/workbook.xml.rels'))[0];
  const target = /Target="([^"]+)"/.exec(relation)[1];
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** Rows of cells; a number as its text in the file, words as they are, '' where a merged cell goes on. The first sheet, or the one of that name. */
export function readSheet(file, name) {
  const parts = entries(file);
  const sheet = parts.get(partOf(parts, name));
  const rows = [];
  for (const [, attributes, content = ''] of sheet.matchAll(/<(?:x:)?c ([^>]*?)(?:\/>|>(.*?)<\/(?:x:)?c>)/gs)) {
    const [, letters, number] = /r="([A-Z]+)(\d+)"/.exec(attributes);
    const value = /<(?:x:)?(?:v|t)(?: [^>]*)?>(.*?)<\/(?:x:)?(?:v|t)>/s.exec(content)?.[1] ?? '';
    (rows[number - 1] ??= [])[columnOf(letters)] = plain(value);
  }
  return rows;
}

/** The first sheet as it was written. */
export const sheetXml = file => entries(file).get('xl/worksheets/sheet1.xml');

/** The workbook with other text in one cell, as after typing over it. */
export function typeInto(file, name, cell, text) {
  const parts = entries(file);
  const part = partOf(parts, name);
  const sheet = parts.get(part).replace(new RegExp(`<x:c r="${cell}"((?: s="\\d+")?)[^>]*?(?:/>|>.*?</x:c>)`, 's'), `<x:c r="${cell}"$1 t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`);
  if (sheet === parts.get(part)) throw new Error(`${name} has no cell ${cell}`);
  return zip(parts.set(part, sheet));
}

/** The entries as they are, not packed. */
function zip(parts) {
  const local = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of parts) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(crc32(content), 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    head.copy(entry, 6, 4, 28);
    entry.writeUInt32LE(at, 42);
    local.push(head, path, content);
    directory.push(entry, path);
    at += 30 + path.length + content.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, list, end]);
}
