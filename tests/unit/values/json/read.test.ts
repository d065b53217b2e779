import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonNode, writeJson } from '../../../../src/values/json/node.js';
import { jsonDepth, readJson } from '../../../../src/values/json/read.js';

function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map((member) => [member.name, plain(member.value)]));
    case 'array':
      return node.items.map(plain);
    case 'string':
      return node.text;
    case 'number':
      return Number(node.text);
    default:
      return node.kind === 'null' ? null : node.text === 'true';
  }
}

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const jsonish = fc.string({
  unit: fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    'u',
    '0',
    '1',
    '-',
    '.',
    'e',
    ' ',
    'true',
    'null',
    '\n',
    'é',
  ),
});

describe('readJson', () => {
  it('reads what JSON.parse reads, to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const node = readJson(text);
        if (node.kind === 'fault') throw new Error(node.message);
        // JSON.parse keeps the place of `__proto__` as a property; a plain assignment would not.
        expect(JSON.stringify(plain(node))).toBe(JSON.stringify(JSON.parse(text)));
        expect(readJson(writeJson(node))).toMatchObject({ kind: node.kind });
      }),
    );
  });

  it.each([
    ['arbitrary text', fc.string({ unit: 'binary' })],
    ['text made of JSON pieces', jsonish],
  ] as const)('accepts the same as JSON.parse and never throws: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const node = readJson(text);
        expect(node.kind !== 'fault').toBe(accepts(text));
        if (node.kind === 'fault') {
          expect(node.offset).toBeGreaterThanOrEqual(0);
          expect(node.offset).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps number texts, string escapes, key order and repeated keys', () => {
    const text = '{"b":1.0,"a":1e5,"b":"\\u00e9\\/","__proto__":-0.10,"2":12345678901234567890}';
    const node = readJson(` ${text.replaceAll(',', ' , ')}\n`);
    expect(node.kind === 'object' && writeJson(node)).toBe(text);
  });

  it.each([
    ['', 0],
    ['{"a":}', 5],
    ['[1,2', 4],
    ['{"a" 1}', 5],
    ['"a\nb"', 2],
    ['"a\\x"', 2],
    ['"open', 0],
    ['[01]', 2],
    ['1 2', 2],
    ['nul', 0],
    ['{a:1}', 1],
  ])('tells where %j goes wrong', (text, offset) => {
    expect(readJson(text)).toMatchObject({ kind: 'fault', offset });
  });

  it('bounds the depth', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(readJson(nested(jsonDepth)).kind).toBe('array');
    expect(readJson(nested(jsonDepth + 1))).toMatchObject({ kind: 'fault', offset: jsonDepth });
    expect(readJson('[{"a":'.repeat(200_000)).kind).toBe('fault');
  });
});
