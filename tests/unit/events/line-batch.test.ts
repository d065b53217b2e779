import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliverBatch, type LineBatch, LineBatchWriter, partsOf } from '../../../src/events/line-batch.js';

interface Delivered {
  readonly text: string;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly crlf: boolean;
}

function delivered(batch: LineBatch, line: number, offset: number): Delivered[] {
  const lines: Delivered[] = [];
  deliverBatch(batch, line, offset, (bytes, start, end, line, offset, { crlf }, length) => {
    lines.push({ text: Buffer.from(bytes.subarray(start, end)).toString(), line, offset, length, crlf });
  });
  return lines;
}

const lines = fc.array(
  fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 30 }),
    wanted: fc.boolean(),
    crlf: fc.boolean(),
  }),
  { maxLength: 40 },
);

describe('parts of a batch of lines', () => {
  it('deliver the same lines one after the other and add up to it', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(1, 20, 100, 10_000), (all, least) => {
        const writer = new LineBatchWriter(1000);
        let offset = 1000;
        let wanted = 0;
        for (const [number, each] of all.entries()) {
          const length = each.text.length + (each.crlf ? 1 : 0);
          if (each.wanted) {
            wanted++;
            const bytes = Buffer.from(`#${each.text}`);
            writer.line(bytes, 1, bytes.length, number, offset, { crlf: each.crlf, cut: false }, length);
          }
          offset += length + 1;
        }
        const batch = writer.finish(all.length, all.length - wanted, offset - 1000);
        const expected = delivered(batch, 7, 5000);
        const found: Delivered[] = [];
        let line = 7;
        let at = 5000;
        let skipped = 0;
        for (const part of partsOf(batch, least)) {
          found.push(...delivered(part, line, at));
          line += part.lines;
          at += part.size;
          skipped += part.skipped;
          if (batch.bytes.length > least) expect(part.bytes.length).toBeLessThan(least + 30 + 1);
        }
        expect(found).toEqual(expected);
        expect({ line, at, skipped }).toEqual({ line: 7 + all.length, at: 5000 + batch.size, skipped: batch.skipped });
      }),
    );
  });
});
