import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import type { RawEvent } from '../../../../src/events/raw-event.js';
import type { EvtxSupport } from '../../../../src/node/events/evtx.js';
import {
  type EventInput,
  type EventReading,
  type ReadOptions,
  readEvents,
} from '../../../../src/node/events/read-events.js';

const folder = mkdtempSync(join(tmpdir(), 'escudo-events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function readAll(
  inputs: readonly EventInput[],
  options: ReadOptions = {},
): Promise<{ events: RawEvent[]; batches: number[]; reading: EventReading }> {
  const reading = readEvents(inputs, options);
  const events: RawEvent[] = [];
  const batches: number[] = [];
  for await (const batch of reading) {
    batches.push(batch.length);
    events.push(...batch);
  }
  return { events, batches, reading };
}

const rows = (count: number): string =>
  Array.from({ length: count }, (_, index) => `{"_time":${index + 1},"n":${index}}\n`).join('');
const codes = (reading: EventReading): string[] => reading.diagnostics.map(({ code }) => code);

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('readEvents', () => {
  it('gives batches of bounded size, in order, larger than the reader reuses its buffer for', async () => {
    const path = file('many.ndjson', rows(30_000));
    const { events, batches, reading } = await readAll([path], { batchSize: 500 });
    expect(events.map((event) => event.time)).toEqual(Array.from({ length: 30_000 }, (_, index) => index + 1));
    expect(Math.max(...batches)).toBe(500);
    expect(batches.slice(0, -1).every((size) => size >= 64)).toBe(true);
    expect(reading.reports).toMatchObject([{ file: path, format: 'ndjson', events: 30_000, badLines: 0 }]);
    expect(reading.diagnostics).toEqual([]);
  });

  it('walks folders in the order of names, past links that lead back', async () => {
    file('walk/b.log', 'b\n');
    file('walk/a/2.log', '2\n');
    file('walk/a/1.log', '1\n');
    file('walk/about.yml', 'x: 1\n');
    file('walk/.hidden', 'no\n');
    symlinkSync(join(folder, 'walk'), join(folder, 'walk/a/loop'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'walk/broken'));
    const { events, reading } = await readAll([join(folder, 'walk')]);
    expect(events.map((event) => event.raw)).toEqual(['b', '1', '2']);
    expect(codes(reading).filter((code) => code === 'unreadable-input')).toHaveLength(1);
  });

  it('reports what cannot be read and goes on', async () => {
    const good = file('good.ndjson', rows(1));
    async function* pipe(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"_time":7}\n{"_time":8}\n');
      throw new Error('broken pipe');
    }
    const failing: EventInput = { name: 'pipe', bytes: pipe() };
    const { events, reading } = await readAll([join(folder, 'missing'), failing, good]);
    expect(events.map((event) => event.time)).toEqual([7, 8, 1]);
    expect(reading.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      `unreadable-input: cannot read ${join(folder, 'missing')}: no such file or folder`,
      'unreadable-input: cannot read pipe: broken pipe',
    ]);
    expect(codes((await readAll([good], { format: 'nonsense' })).reading)).toEqual(['unknown-event-format']);
  });

  it('unpacks gzip, whatever the name, and keeps what a truncated file still holds', async () => {
    const text = rows(50_000);
    const packed = gzipSync(text);
    const two = Buffer.concat([gzipSync('{"_time":1}\n'), gzipSync('{"_time":2}\n')]);
    expect((await readAll([file('a.bin', packed), file('two.gz', two)])).events).toHaveLength(50_002);
    let nested: Uint8Array = Buffer.from('{"_time":1}\n');
    for (let layer = 0; layer < 6; layer++) nested = gzipSync(nested);
    expect(codes((await readAll([file('nested.gz', nested)])).reading)).toEqual(['unreadable-input']);
    const half = await readAll([file('half.gz', packed.subarray(0, packed.length >> 1))]);
    expect(half.events.length).toBeGreaterThan(15_000);
    expect(half.events.length).toBeLessThan(50_000);
    expect(codes(half.reading)).toContain('truncated-input');
    const strict = await readAll([join(folder, 'half.gz')], { strict: true });
    expect(strict.reading.diagnostics.every(({ severity }) => severity === 'error')).toBe(true);
    const cut = await readAll([file('cut.gz', gzipSync('{"_time":1}\n{"_time":2}\n').subarray(0, -6))]);
    expect(cut.events).toHaveLength(2);
  });

  it('unpacks Zstandard', async () => {
    // zstd frame of "one\ntwo\n", stored as a raw block: magic, header (8 bytes, single segment), last block.
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x08, 0x41, 0x00, 0x00, ...Buffer.from('one\ntwo\n')]);
    expect((await readAll([file('raw.zst', frame)])).events.map((event) => event.raw)).toEqual(['one', 'two']);
    const broken = await readAll([file('broken.zst', frame.subarray(0, 12))]);
    expect(codes(broken.reading)).toContain('truncated-input');
  });

  it('reads the members of a zip archive as inputs of their own', async () => {
    const packed = zipSync({
      'x/a.ndjson': strToU8(rows(3)),
      'b.csv': strToU8('_raw,host\nr,h\n'),
      'empty/': new Uint8Array(0),
    });
    const { events, reading } = await readAll([{ name: 'z.zip', bytes: chunks(packed, 7) }]);
    expect(events).toHaveLength(4);
    expect(reading.reports.map((report) => [report.file, report.format])).toEqual([
      ['z.zip!x/a.ndjson', 'ndjson'],
      ['z.zip!b.csv', 'csv'],
    ]);
    const broken = await readAll([{ name: 'z.zip', bytes: chunks(packed.subarray(0, 60), 50) }]);
    expect(codes(broken.reading)).toContain('truncated-input');
    const directory = Buffer.from(packed).indexOf('PK\x01\x02');
    const cut = await readAll([{ name: 'z.zip', bytes: chunks(packed.subarray(0, directory), 7) }]);
    expect(cut.events).toHaveLength(4);
    expect(codes(cut.reading)).toContain('truncated-input');
  });

  it('unpacks the members of a zip archive that are packed themselves', async () => {
    const lines = strToU8('{"_time":1}\n');
    const inner = zipSync({ 'c.ndjson': lines });
    const packed = zipSync({
      'a.ndjson.gz': gzipSync(lines),
      'cut.gz': gzipSync(rows(20_000)).subarray(0, 20_000),
      'junk.gz': Buffer.concat([gzipSync(lines), Buffer.alloc(100_000, 1)]),
      'inner.zip': inner,
      'b.ndjson': lines,
    });
    const { events, reading } = await readAll([{ name: 'z.zip', bytes: chunks(packed, 700) }]);
    expect(reading.reports.map((report) => report.file)).toEqual([
      'z.zip!a.ndjson.gz',
      'z.zip!cut.gz',
      'z.zip!junk.gz',
      'z.zip!inner.zip!c.ndjson',
      'z.zip!b.ndjson',
    ]);
    expect(reading.reports.map((report) => report.events).filter((count) => count === 1)).toHaveLength(3);
    expect(events.length).toBeGreaterThan(1_000);
    let nested: Uint8Array = lines;
    for (let layer = 0; layer < 6; layer++) nested = zipSync({ 'x.zip': nested });
    const deep = await readAll([{ name: 'deep.zip', bytes: chunks(nested, 700) }]);
    expect(codes(deep.reading)).toEqual(['unreadable-input']);
  });

  it('takes metadata from the YAML beside a log; flags win over it', async () => {
    file(
      'set/data.yml',
      'datasets:\n- name: audit\n  path: /datasets/x/set/audit.log\n  sourcetype: auditd\n  source: /var/log/audit\n',
    );
    const path = file('set/audit.log', 'type=A msg=audit(1700000000.1:1): x=1\n');
    const other = file('set/other.log', 'x\n');
    const { events } = await readAll([path, other], { defaults: { source: 'flag' } });
    expect(events[0]).toMatchObject({ sourcetype: 'auditd', source: 'flag' });
    expect(events[1]).toMatchObject({ sourcetype: undefined, source: 'flag' });
    file('old/old.yml', 'dataset:\n- https://host/path/w.log\nsourcetypes:\n- XmlWinEventLog:Security\n');
    expect((await readAll([file('old/w.log', 'x\n')])).events[0]).toMatchObject({
      sourcetype: 'XmlWinEventLog',
      source: 'XmlWinEventLog:Security',
    });
    file('own/l.yml', 'sourcetype: st\nsource: so\n');
    expect((await readAll([file('own/l.json', '{"a":1}')])).events[0]).toMatchObject({
      sourcetype: 'st',
      source: 'so',
    });
    file('bad/bad.yml', 'datasets: [\n');
    expect(codes((await readAll([file('bad/l.log', 'x\n')])).reading)).toContain('unreadable-dataset-file');
  });

  it('says which package EVTX needs, and renders its records as Windows does', async () => {
    const chunk = Buffer.alloc(65_536);
    chunk.write('ElfChnk\0');
    const evtx = Buffer.concat([Buffer.from('ElfFile\0'), Buffer.alloc(4088), chunk, Buffer.alloc(65_536)]);
    const path = file('log.evtx', evtx);
    const missing = await readAll([path], { loadEvtx: async () => undefined });
    expect(missing.reading.diagnostics[0]).toMatchObject({ code: 'evtx-support-missing', severity: 'error' });
    const rendered =
      '<Event xmlns="http://x">\n  <System>\n    <Provider Name="P"></Provider>\n    <TimeCreated SystemTime="2024-01-01T00:00:00.000Z"></TimeCreated>\n' +
      '  </System>\n  <EventData>\n    <Data Name="A">it&#x27;s &quot;&amp;quot;&quot;\n    two</Data>\n    <Data Name="B"></Data>\n  </EventData>\n</Event>';
    class Reader {}
    class Chunk {
      *records() {
        yield { recordNum: () => 1n, renderXml: () => rendered };
        yield {
          recordNum: () => 2n,
          renderXml: (): string => {
            throw new Error('bad record');
          },
        };
      }
    }
    const support: EvtxSupport = { BinaryReader: Reader, ChunkHeader: Chunk };
    const { events, reading } = await readAll([path], { loadEvtx: async () => support });
    expect(events.map((event) => event.raw)).toEqual([
      "<Event xmlns='http://x'><System><Provider Name='P'/><TimeCreated SystemTime='2024-01-01T00:00:00.000Z'/></System>" +
        "<EventData><Data Name='A'>it's \"&amp;quot;\"\ntwo</Data><Data Name='B'></Data></EventData></Event>",
    ]);
    expect(events[0]!.time).toBe(1_704_067_200);
    expect(codes(reading)).toEqual(['truncated-input']);
  });

  it('counts the records of an EVTX chunk that cannot be found', async () => {
    const chunk = Buffer.alloc(65_536);
    chunk.write('ElfChnk\0');
    chunk.writeBigUInt64LE(11n, 8);
    chunk.writeBigUInt64LE(13n, 16);
    const unused = Buffer.alloc(65_536);
    unused.write('ElfChnk\0');
    unused.writeBigUInt64LE(1n, 8);
    unused.fill(0xff, 16, 24);
    const path = file('lost.evtx', Buffer.concat([Buffer.from('ElfFile\0'), Buffer.alloc(4088), chunk, unused]));
    class Chunk {
      *records() {}
    }
    const support: EvtxSupport = { BinaryReader: class {}, ChunkHeader: Chunk };
    const { reading } = await readAll([path], { loadEvtx: async () => support });
    expect(reading.reports[0]!.truncated).toBe(
      '1 damaged record(s) or chunk(s), first: 3 record(s) cannot be found (chunk 0)',
    );
  });

  it('holds no more than the limit of a line of 100 MB', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    async function* huge(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"_time":1}\n{"a":"');
      for (let count = 0; count < 100; count++) yield piece;
      yield Buffer.from('"}\n{"_time":2}\n');
    }
    const { events, reading } = await readAll([{ name: 'huge', bytes: huge() }], { maxRecordBytes: 1024 * 1024 });
    expect(events.map((event) => event.time)).toEqual([1, 2]);
    expect(reading.reports[0]).toMatchObject({ badLines: 1, cut: 1 });
    expect(codes(reading)).toEqual(['bad-event-line', 'line-too-long']);
  });

  it('stops reading when its user does', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from(rows(1000));
      } finally {
        closed = true;
      }
    }
    for await (const batch of readEvents([{ name: 'endless', bytes: endless() }])) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    expect(closed).toBe(true);
  });
});
