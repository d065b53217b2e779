import { isCompanion } from './json-envelope.js';

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const maximumKeyLength = 64;
const maximumNames = 8;

/** Reads, byte by byte, what follows the list of an envelope up to its end, and keeps the keys that may have mattered. */
export class EnvelopeRest {
  /** Keys beside the list that do not only describe the answer. */
  readonly names: string[] = [];
  #depth: number;
  readonly #level: number;
  #inString = false;
  #escaped = false;
  #key: number[] = [];

  /** `level`: how many objects are open around the list. */
  constructor(level: number) {
    this.#level = level;
    this.#depth = level;
  }

  /** Takes the next byte; true when it closes the envelope. */
  take(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) this.#inString = false;
      if (this.#inString && this.#key.length <= maximumKeyLength) this.#key.push(byte);
      return false;
    }
    if (byte === quote) {
      this.#inString = true;
      this.#key = [];
    } else if (byte === 0x7b || byte === 0x5b) this.#depth++;
    else if (byte === 0x7d || byte === 0x5d) return --this.#depth === 0;
    else if (byte === colon && this.#depth <= this.#level) this.#note();
    return false;
  }

  #note(): void {
    const name = new TextDecoder().decode(new Uint8Array(this.#key));
    if (!isCompanion(name) && this.names.length < maximumNames) this.names.push(name);
  }
}
