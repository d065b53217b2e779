import type { Needles } from './needles.js';
import { rarestPair, rarestWindow } from './rarity.js';

/** Places in the memory of `scan.wat`, which describes them. */
export const scanMemory = {
  pairCount: 16,
  windowTables: 32,
  buckets: 128,
  escapes: 192,
  found: 320,
  pairs: 384,
  records: 768,
  wanted: 16_384,
  bytes: 65_600,
} as const;

const recordBytes = 20;
const bucketCount = 8;
const windowBytes = 3;
const pairBytes = 48;
/** More pairs cost more than windows. */
const mostPairs = 5;
const blockBytes = 64;
/** Set in small letters and not in capital ones. */
const caseBit = 0x20;

/** The needle that is followed by two digits of an escape: `\u00`. */
const escapeMark = [0x5c, 0x75, 0x30, 0x30];

interface Needle {
  readonly sequence: ArrayLike<number>;
  /** Whether two digits of an escape follow. */
  readonly escape: boolean;
}

interface Placed extends Needle {
  /** Where the bytes end by which it is known. */
  readonly last: number;
}

/** Two bytes at a distance, with {@link caseBit}. */
interface Pair {
  readonly first: number;
  readonly second: number;
  readonly distance: number;
}

/** Writes the needles into the memory of `scan.wat`; false when there are more than it has room for. */
export function writeScanTables(memory: Uint8Array, { sequences, escapes }: Needles): boolean {
  memory.set(escapes, scanMemory.escapes);
  const view = new DataView(memory.buffer, memory.byteOffset, scanMemory.wanted);
  const needles: Needle[] = sequences.map((sequence) => ({ sequence, escape: false }));
  needles.push({ sequence: escapeMark, escape: true });
  const pairs = pairsOf(needles);
  if (pairs.length <= mostPairs) {
    writePairs(memory, view, pairs);
    const placed = needles.map((needle): Placed => ({ ...needle, last: pairIn(needle.sequence)[1] }));
    return writeRecords(memory, view, placed, 1);
  }
  const placed = needles.map((needle): Placed => {
    return { ...needle, last: rarestWindow(needle.sequence, windowBytes) + windowBytes - 1 };
  });
  // Needles with like windows in one bucket leave fewer other windows that fit it.
  placed.sort(compareWindows);
  view.setInt32(scanMemory.pairCount, 0, true);
  for (const [bucket, each] of inBuckets(placed, bucketCount).entries()) {
    for (const needle of each) addWindow(memory, needle, 1 << bucket);
  }
  return writeRecords(memory, view, placed, bucketCount);
}

function pairsOf(needles: readonly Needle[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { sequence } of needles) {
    const [at, last] = pairIn(sequence);
    const pair = { first: sequence[at]! | caseBit, second: sequence[last]! | caseBit, distance: last - at };
    pairs.set(`${pair.first} ${pair.second} ${pair.distance}`, pair);
  }
  return [...pairs.values()];
}

/** Escapes share a pair where they can, one that is no beginning of a folder's name. */
function pairIn(sequence: ArrayLike<number>): readonly [number, number] {
  const isEscape = sequence.length > 2 && sequence[0] === escapeMark[0] && sequence[1] === escapeMark[1];
  return isEscape ? [1, 2] : rarestPair(sequence);
}

function writePairs(memory: Uint8Array, view: DataView, pairs: readonly Pair[]): void {
  view.setInt32(scanMemory.pairCount, pairs.length, true);
  memory.fill(1, scanMemory.found, scanMemory.found + blockBytes);
  for (const [number, { first, second, distance }] of pairs.entries()) {
    const at = scanMemory.pairs + number * pairBytes;
    memory.fill(first, at, at + 16);
    memory.fill(second, at + 16, at + 32);
    view.setInt32(at + 32, distance, true);
  }
}

/** Writes needles and to which buckets they belong. */
function writeRecords(memory: Uint8Array, view: DataView, placed: readonly Placed[], buckets: number): boolean {
  let record: number = scanMemory.records;
  let next: number = record + placed.length * recordBytes;
  for (const [bucket, each] of inBuckets(placed, buckets).entries()) {
    view.setInt32(scanMemory.buckets + bucket * 8, record, true);
    view.setInt32(scanMemory.buckets + bucket * 8 + 4, each.length, true);
    for (const { sequence, escape: escaped, last } of each) {
      const { length } = sequence;
      if (next + 2 * length > scanMemory.wanted) return false;
      const fields = [length, last, escaped ? 1 : 0, next, next + length];
      for (const [index, value] of fields.entries()) view.setInt32(record + index * 4, value, true);
      for (let i = 0; i < length; i++) {
        memory[next + i] = sequence[i]!;
        memory[next + length + i] = isLetter(sequence[i]!) ? caseBit : 0;
      }
      record += recordBytes;
      next += 2 * length;
    }
  }
  return true;
}

function inBuckets(placed: readonly Placed[], count: number): Placed[][] {
  const start = (bucket: number): number => Math.floor((placed.length * bucket) / count);
  return Array.from({ length: count }, (_, bucket) => placed.slice(start(bucket), start(bucket + 1)));
}

function addWindow(memory: Uint8Array, { sequence, last }: Placed, bit: number): void {
  for (let place = 0; place < windowBytes; place++) {
    const low = scanMemory.windowTables + place * 32;
    const high = low + 16;
    const code = sequence[last - windowBytes + 1 + place];
    if (code === undefined) {
      for (let half = 0; half < 32; half++) memory[low + half]! |= bit;
      continue;
    }
    memory[low + (code & 15)]! |= bit;
    memory[high + (code >> 4)]! |= bit;
    if (isLetter(code)) memory[high + ((code - caseBit) >> 4)]! |= bit;
  }
}

function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function compareWindows(a: Placed, b: Placed): number {
  for (let place = 1 - windowBytes; place <= 0; place++) {
    const order = (a.sequence[a.last + place] ?? 0) - (b.sequence[b.last + place] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
