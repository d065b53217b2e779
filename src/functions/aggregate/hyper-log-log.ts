/** Registers; the standard error is 1.04 / sqrt(registers), here 0.81 %. */
const bits = 14;
const registers = 1 << bits;

/** Estimates the number of distinct texts in constant memory. */
export class HyperLogLog {
  /** What one takes. */
  static readonly bytes = registers;
  static readonly standardError = 1.04 / Math.sqrt(registers);
  readonly #ranks = new Uint8Array(registers);

  add(text: string): void {
    const [index, rest] = hash(text);
    const register = index >>> (32 - bits);
    // Position of the first 1 bit of the other half; 33 if there is none.
    const rank = Math.clz32(rest) + 1;
    if (rank > this.#ranks[register]!) this.#ranks[register] = rank;
  }

  merge(other: HyperLogLog): void {
    for (let i = 0; i < registers; i++) {
      if (other.#ranks[i]! > this.#ranks[i]!) this.#ranks[i] = other.#ranks[i]!;
    }
  }

  estimate(): number {
    let sum = 0;
    let empty = 0;
    for (const rank of this.#ranks) {
      sum += 2 ** -rank;
      if (rank === 0) empty++;
    }
    const estimate = ((0.7213 / (1 + 1.079 / registers)) * registers * registers) / sum;
    // Small numbers are better estimated by the registers that nothing has reached.
    if (estimate <= 2.5 * registers && empty > 0) return Math.round(registers * Math.log(registers / empty));
    return Math.round(estimate);
  }
}

/** Two 32-bit halves of a hash of the text (cyrb53's mixing, kept apart). */
function hash(text: string): [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0, b >>> 0];
}
