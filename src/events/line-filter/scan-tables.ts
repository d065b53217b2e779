import type { Needles } from './needles.js';

/** Places in the memory of `scan.wat`, which describes them. */
export const scanMemory = {
  windowTables: 32,
  buckets: 128,
  escapes: 192,
  records: 320,
  wanted: 16_384,
  bytes: 65_536,
} as const;

const recordBytes = 20;
const bucketCount = 8;
const windowBytes = 3;

/** The needle that is followed by two digits of an escape: `\u00`. */
const escapeMark = [0x5c, 0x75, 0x30, 0x30];

interface Placed {
  readonly sequence: ArrayLike<number>;
  readonly escape: boolean;
  /** Where its rarest bytes begin; before it where it is shorter than a window. */
  readonly window: number;
}

/** Writes the needles into the memory of `scan.wat`; false when there are more than it has room for. */
export function writeScanTables(memory: Uint8Array, { sequences, escapes }: Needles): boolean {
  const placed: Placed[] = sequences.map((sequence) => ({ sequence, escape: false, window: rarestWindow(sequence) }));
  placed.push({ sequence: escapeMark, escape: true, window: rarestWindow(escapeMark) });
  // Needles with like windows in one bucket leave fewer other windows that fit it.
  placed.sort((a, b) => compareWindows(a, b));
  memory.set(escapes, scanMemory.escapes);
  const view = new DataView(memory.buffer, memory.byteOffset, scanMemory.wanted);
  let next: number = scanMemory.records + placed.length * recordBytes;
  for (const [number, { sequence, escape: escaped, window }] of placed.entries()) {
    const { length } = sequence;
    if (next + 2 * length > scanMemory.wanted) return false;
    const record = scanMemory.records + number * recordBytes;
    const fields = [length, window + windowBytes - 1, escaped ? 1 : 0, next, next + length];
    for (const [index, value] of fields.entries()) view.setInt32(record + index * 4, value, true);
    for (let i = 0; i < length; i++) {
      memory[next + i] = sequence[i]!;
      memory[next + length + i] = isLetter(sequence[i]!) ? 0x20 : 0;
    }
    next += 2 * length;
  }
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const from = Math.floor((placed.length * bucket) / bucketCount);
    const to = Math.floor((placed.length * (bucket + 1)) / bucketCount);
    view.setInt32(scanMemory.buckets + bucket * 8, scanMemory.records + from * recordBytes, true);
    view.setInt32(scanMemory.buckets + bucket * 8 + 4, to - from, true);
    for (const needle of placed.slice(from, to)) addWindow(memory, needle, 1 << bucket);
  }
  return true;
}

function addWindow(memory: Uint8Array, { sequence, window }: Placed, bit: number): void {
  for (let place = 0; place < windowBytes; place++) {
    const low = scanMemory.windowTables + place * 32;
    const high = low + 16;
    const code = sequence[window + place];
    if (code === undefined) {
      for (let half = 0; half < 32; half++) memory[low + half]! |= bit;
      continue;
    }
    memory[low + (code & 15)]! |= bit;
    memory[high + (code >> 4)]! |= bit;
    if (isLetter(code)) memory[high + ((code - 0x20) >> 4)]! |= bit;
  }
}

function isLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function compareWindows(a: Placed, b: Placed): number {
  for (let place = 0; place < windowBytes; place++) {
    const order = (a.sequence[a.window + place] ?? 0) - (b.sequence[b.window + place] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** The window whose bytes are together the rarest in logs. */
function rarestWindow(sequence: ArrayLike<number>): number {
  let best = Math.min(0, sequence.length - windowBytes);
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start + windowBytes <= sequence.length; start++) {
    let frequency = 1;
    for (let place = 0; place < windowBytes; place++) frequency *= frequencyOf(sequence[start + place]!);
    if (frequency < least) {
      least = frequency;
      best = start;
    }
  }
  return best;
}

/** Lower-case letters from the most to the least frequent. */
const letters = 'etaoinsrhldcumpfgwybvkxjqz';

/** How often a byte occurs in logs, roughly and relative to the others. */
function frequencyOf(code: number): number {
  if (isLetter(code)) return 2 + 26 - letters.indexOf(String.fromCharCode(code));
  if (code >= 0x30 && code <= 0x39) return 24;
  return ' ":,\\-./'.includes(String.fromCharCode(code)) ? 24 : 3;
}
