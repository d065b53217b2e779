import { describe, expect, it } from 'vitest';
import { readText } from './read-text.js';

function utf32(text: string, littleEndian: boolean): Buffer {
  const codes = [...text].map((character) => character.codePointAt(0)!);
  const bytes = Buffer.alloc(codes.length * 4);
  for (const [index, code] of codes.entries()) {
    if (littleEndian) bytes.writeUInt32LE(code, index * 4);
    else bytes.writeUInt32BE(code, index * 4);
  }
  return bytes;
}

describe('UTF-32', () => {
  const text = '{"user":"amy","note":"é 😀"}\n{"user":"bob"}\n';

  it.each([
    ['little endian', true],
    ['big endian', false],
  ])('is read, %s', (_name, littleEndian) => {
    for (const sizes of [[], [1], [3], [5, 2]]) {
      for (const input of [`\uFEFF${text}`, text]) {
        const { events, report } = readText(utf32(input, littleEndian), {}, sizes);
        expect(events.map(({ raw }) => raw)).toEqual(text.trim().split('\n'));
        expect(report).toMatchObject({ format: 'ndjson', badLines: 0, nulBytes: 0, replacedText: 0 });
      }
    }
  });

  it('says what is no character', () => {
    const broken = Buffer.concat([utf32('\uFEFFline one\n', true), Buffer.from([0, 0xd8, 0, 0, 0x61, 0])]);
    const { events, report } = readText(broken);
    expect(events.map(({ raw }) => raw)).toEqual(['line one', '\uFFFD\uFFFD']);
    expect(report.replacedText).toBe(1);
  });
});

it('UTF-16 is told from UTF-32', () => {
  for (const input of ['\uFEFFline one\nline two\n', 'line one\nline two\n']) {
    expect(readText(Buffer.from(input, 'utf16le')).events.map(({ raw }) => raw)).toEqual(['line one', 'line two']);
  }
});
