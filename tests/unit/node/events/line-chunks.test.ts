import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { LineChunks } from '../../../../src/node/events/line-chunks.js';

const folder = mkdtempSync(join(tmpdir(), 'escudo-chunks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'lines.txt');

/** All chunks of a file, copied. */
function chunksOf(text: string, memory: number, wish?: number): string[] {
  writeFileSync(path, text);
  const descriptor = openSync(path, 'r');
  try {
    const lines = new LineChunks(Buffer.alloc(memory));
    const chunks: string[] = [];
    for (let at = 0; ; ) {
      const chunk = lines.read(descriptor, wish === undefined ? null : at + lines.kept, wish);
      if (chunk.length === 0) return chunks;
      chunks.push(Buffer.from(chunk).toString('latin1'));
      at += chunk.length;
    }
  } finally {
    closeSync(descriptor);
  }
}

describe('chunks that end with a line', () => {
  it('give every byte once, in order', () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', '\n\n', 'some text\n', '\r\n', 'x'.repeat(300), 'y'.repeat(70_000), 'z'.repeat(150_000)),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
        fc.constantFrom(66_000, 100_000, 1 << 20),
        fc.constantFrom(undefined, 1, 5, 40_000, 1 << 21),
        (text, memory, wish) => {
          // A byte at a time takes long.
          const some = wish !== undefined && wish < 10 ? text.slice(0, 600) : text;
          expect(chunksOf(some, memory, wish).join('')).toBe(some);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('end with a line unless it is long, or the last', () => {
    const text = `${'a'.repeat(40_000)}\n`.repeat(10);
    for (const chunk of chunksOf(text, 100_000)) expect(chunk.endsWith('\n')).toBe(true);
    expect(chunksOf(`${text}rest`, 100_000).at(-1)).toBe('rest');
    expect(chunksOf(`a\n${'b'.repeat(200_000)}\n`, 100_000).map(({ length }) => length)).toEqual([100_000, 100_000, 3]);
  });

  it('can be begun anew elsewhere', () => {
    writeFileSync(path, 'one\ntwo\nthree\n');
    const descriptor = openSync(path, 'r');
    const lines = new LineChunks(Buffer.alloc(70_000));
    expect(`${lines.read(descriptor, 0, 6)}`).toBe('one\n');
    expect(lines.kept).toBe(2);
    expect(`${lines.read(descriptor, 6, 0)}`).toBe('tw');
    expect(`${lines.read(descriptor, 0, 6)}`).toBe('one\n');
    lines.clear();
    expect(`${lines.read(descriptor, 8)}`).toBe('three\n');
    closeSync(descriptor);
  });
});
