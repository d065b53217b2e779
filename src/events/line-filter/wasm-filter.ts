import { viewOf } from '../bytes.js';
import type { LineFilter, LineForm, LineSelection, WantedTexts } from './line-filter.js';
import { type Needles, needlesOf } from './needles.js';
import { scanModule } from './scan-module.js';
import { scanMemory, writeScanTables } from './scan-tables.js';

/** The part of WebAssembly that is used, wherever the program runs. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

interface ScanExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  scan(from: number, to: number, text: number, longest: number, most: number): number;
}

const pageBytes = 65_536;
/** Blocks read behind the last byte, and needles compared there. */
const slack = 256;
/** Wanted lines that fit into the memory at a time. */
const most = Math.floor((scanMemory.bytes - scanMemory.wanted) / 12) - 128;

let compiled: object | undefined;

/** A line filter in WebAssembly (`scan.wat`); undefined where that cannot be had. */
export function createWasmLineFilter(texts: WantedTexts): LineFilter | undefined {
  const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly;
  if (host === undefined) return undefined;
  try {
    compiled ??= new host.Module(Uint8Array.from(atob(scanModule), (character) => character.charCodeAt(0)));
    const needles = needlesOf(texts);
    const scanner = (): Scanner => new Scanner(new host.Instance(compiled!).exports as ScanExports, needles);
    return new WasmLineFilter(texts, scanner);
  } catch {
    // No vector instructions, no leave to make code, or more texts than there is room for.
    return undefined;
  }
}

/** One instance of the module with its memory. */
class Scanner {
  readonly exports: ScanExports;
  memory: Uint8Array<ArrayBuffer>;

  constructor(exports: ScanExports, needles: Needles) {
    this.exports = exports;
    this.memory = new Uint8Array(exports.memory.buffer);
    if (!writeScanTables(this.memory, needles)) throw new RangeError('The tables are full.');
    this.memory[scanMemory.bytes - 1] = 0x0a;
  }

  /** Makes room for so many bytes behind the line feed. Memory that was lent before is void when it grows. */
  reserve(size: number): void {
    const missing = scanMemory.bytes + size + slack - this.memory.length;
    if (missing <= 0) return;
    this.exports.memory.grow(Math.ceil(missing / pageBytes));
    this.memory = new Uint8Array(this.exports.memory.buffer);
  }
}

class WasmLineFilter implements LineFilter {
  readonly #scanner: () => Scanner;
  /** For bytes that have to be copied, and for those that callers read into the memory. */
  readonly #own: Scanner;
  #lent: Scanner | undefined;
  #wanted = new Int32Array(3 * 256);

  constructor(
    readonly texts: WantedTexts,
    scanner: () => Scanner,
  ) {
    this.#scanner = scanner;
    this.#own = scanner();
  }

  room(size: number): Uint8Array {
    this.#lent = this.#scanner();
    this.#lent.reserve(size);
    return viewOf(this.#lent.memory.buffer, scanMemory.bytes, size);
  }

  select(bytes: Uint8Array, from: number, to: number, form: LineForm, longest: number): LineSelection {
    const lent = this.#lent;
    if (lent !== undefined && bytes.buffer === lent.memory.buffer) {
      return this.#scan(lent, bytes.byteOffset + from, to - from, from, form, longest);
    }
    const own = this.#own;
    own.reserve(to - from);
    own.memory.set(bytes.subarray(from, to), scanMemory.bytes);
    return this.#scan(own, scanMemory.bytes, to - from, from, form, longest);
  }

  /** Looks at bytes in the memory, which stand behind a line feed; `from` is what the caller calls the first. */
  #scan(
    { exports, memory }: Scanner,
    start: number,
    size: number,
    from: number,
    form: LineForm,
    longest: number,
  ): LineSelection {
    const end = start + size;
    const result = new Int32Array(memory.buffer, 0, 2);
    let count = 0;
    let lines = 0;
    for (let at = start; at < end; ) {
      const found = exports.scan(at, end, form === 'text' ? 1 : 0, Math.min(longest, 0x7fff_ffff), most);
      this.#take(memory, found, count, from - start, lines);
      count += found;
      lines += result[0]!;
      at = result[1]!;
    }
    return { wanted: this.#wanted, count, lines, end: from + size };
  }

  /** Adds the lines of a call behind those of earlier ones. */
  #take(memory: Uint8Array, found: number, count: number, shift: number, lines: number): void {
    if ((count + found) * 3 > this.#wanted.length) {
      const grown = new Int32Array(Math.max((count + found) * 3, this.#wanted.length * 2));
      grown.set(this.#wanted);
      this.#wanted = grown;
    }
    const result = new Int32Array(memory.buffer, scanMemory.wanted, found * 3);
    for (let index = 0; index < found * 3; index += 3) {
      const at = count * 3 + index;
      this.#wanted[at] = result[index]! + shift;
      this.#wanted[at + 1] = result[index + 1]! + shift;
      this.#wanted[at + 2] = result[index + 2]! + lines;
    }
  }
}
