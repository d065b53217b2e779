import type { LineFilter, LineForm, LineSelection, WantedTexts } from './line-filter.js';
import { needlesOf } from './needles.js';
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
const most = (scanMemory.bytes - scanMemory.wanted) / 12 - 16;

let compiled: object | undefined;

/** A line filter in WebAssembly (`scan.wat`); undefined where that cannot be had. */
export function createWasmLineFilter(texts: WantedTexts): LineFilter | undefined {
  const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly;
  if (host === undefined) return undefined;
  try {
    compiled ??= new host.Module(Uint8Array.from(atob(scanModule), (character) => character.charCodeAt(0)));
    const exports = new host.Instance(compiled).exports as ScanExports;
    if (!writeScanTables(new Uint8Array(exports.memory.buffer), needlesOf(texts))) return undefined;
    return new WasmLineFilter(texts, exports);
  } catch {
    // No vector instructions, or no leave to make code.
    return undefined;
  }
}

class WasmLineFilter implements LineFilter {
  readonly #exports: ScanExports;
  #memory: Uint8Array;
  #wanted = new Int32Array(3 * 256);

  constructor(
    readonly texts: WantedTexts,
    exports: ScanExports,
  ) {
    this.#exports = exports;
    this.#memory = new Uint8Array(exports.memory.buffer);
  }

  select(bytes: Uint8Array, from: number, to: number, form: LineForm, longest: number): LineSelection {
    const size = to - from;
    this.#load(bytes, from, to);
    const start = scanMemory.bytes + 1;
    const end = start + size;
    let count = 0;
    let lines = 0;
    for (let at = start; at < end; ) {
      const found = this.#exports.scan(at, end, form === 'text' ? 1 : 0, Math.min(longest, 0x7fff_ffff), most);
      this.#take(found, count, from - start, lines);
      const result = new Int32Array(this.#memory.buffer, 0, 2);
      count += found;
      lines += result[0]!;
      at = result[1]!;
    }
    return { wanted: this.#wanted, count, lines, end: to };
  }

  /** Copies the stretch behind a line feed; nothing that lay there before can be taken for a part of it. */
  #load(bytes: Uint8Array, from: number, to: number): void {
    const needed = scanMemory.bytes + 1 + (to - from) + slack;
    if (needed > this.#memory.length) {
      this.#exports.memory.grow(Math.ceil((needed - this.#memory.length) / pageBytes));
      this.#memory = new Uint8Array(this.#exports.memory.buffer);
    }
    this.#memory[scanMemory.bytes] = 0x0a;
    this.#memory.set(bytes.subarray(from, to), scanMemory.bytes + 1);
  }

  /** Adds the lines of a call behind those of earlier ones. */
  #take(found: number, count: number, shift: number, lines: number): void {
    if ((count + found) * 3 > this.#wanted.length) {
      const grown = new Int32Array(Math.max((count + found) * 3, this.#wanted.length * 2));
      grown.set(this.#wanted);
      this.#wanted = grown;
    }
    const result = new Int32Array(this.#memory.buffer, scanMemory.wanted, found * 3);
    for (let index = 0; index < found * 3; index += 3) {
      const at = count * 3 + index;
      this.#wanted[at] = result[index]! + shift;
      this.#wanted[at + 1] = result[index + 1]! + shift;
      this.#wanted[at + 2] = result[index + 2]! + lines;
    }
  }
}
