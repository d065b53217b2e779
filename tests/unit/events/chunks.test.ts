import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../../../src/events/formats/index.js';
import { readText } from './read-text.js';

/** Pieces of real formats and of damage, to be put together at random. */
const fragments = [
  '{"a":1}',
  '{"_time":1700000000,"_raw":"x","host":"h"}',
  '{"event":{"b":[1,{"c":"\\"}"}]},"time":1}',
  '{"Records":[',
  '{"count":1,"events": [',
  '{"hits":{"hits":[',
  '],"x":1}',
  ']}',
  '[',
  ']',
  '{',
  '}',
  '"',
  '\\',
  ',',
  ' ',
  '  {"deep": [1, 2]}',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\0',
  '\uFEFF',
  'é😀',
  "<Event xmlns='x'><System><EventID>1</EventID><TimeCreated SystemTime='2024-01-01T00:00:00Z'/></System></Event>",
  '<Event>',
  '</Event>',
  '<EventData>',
  '<Events>',
  '</Events>',
  '03/01/2024 10:00:00 AM\n',
  'LogName=Security\n',
  '#fields\tts\ta\n',
  '1700000000.5\tb\n',
  '#Fields: date time x\n',
  '2024-01-01 00:00:00 1\n',
  'a,b,"c\nd"\n',
  'type=X msg=audit(1700000000.1:2): a=b\n',
  'Jan  1 00:00:00 host app: text\n',
];

const text = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fragments) }, { weight: 1, arbitrary: fc.string() }), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));
const bytes = fc.oneof(
  { weight: 6, arbitrary: text.map((value) => Buffer.from(value)) },
  { weight: 1, arbitrary: text.map((value) => Buffer.from(`\uFEFF${value}`, 'utf16le')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(text, fc.uint8Array({ maxLength: 40 }))
      .map(([value, junk]) => Buffer.concat([Buffer.from(value), junk])),
  },
);
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });

describe('chunk boundaries', () => {
  it.each([undefined, ...formats.map((format) => format.name)])('never change what is read (%s)', (format) => {
    const options = { now: 1_750_000_000, ...(format === undefined ? {} : { format }) };
    fc.assert(
      fc.property(bytes, sizes, fc.constantFrom(64, 300, 100_000), (input, pieces, maxRecordBytes) => {
        const whole = readText(input, { ...options, maxRecordBytes });
        const chunked = readText(input, { ...options, maxRecordBytes }, pieces);
        expect(chunked).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });
});
