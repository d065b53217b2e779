/**
 * A sum of doubles without rounding error until it is read (Shewchuk's partials): the result does not depend on the
 * order of the numbers, so partial sums over a split input merge to the same result.
 */
export class ExactSum {
  /** Whole numbers are summed here as long as that is exact. */
  #whole = 0;
  /** Parts that do not overlap, smallest first; empty while all numbers were whole. */
  readonly #parts: number[] = [];
  /** Sum of infinities (and of what overflowed), once there is one. */
  #special: number | null = null;

  add(value: number): void {
    if (Number.isInteger(value)) {
      const whole = this.#whole + value;
      if (Number.isSafeInteger(whole)) {
        this.#whole = whole;
        return;
      }
    }
    this.#addPart(value);
  }

  #addPart(value: number): void {
    if (!Number.isFinite(value)) {
      this.#special = (this.#special ?? 0) + value;
      return;
    }
    const parts = this.#parts;
    let carried = value;
    let kept = 0;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const large = Math.abs(carried) >= Math.abs(part) ? carried : part;
      const small = large === carried ? part : carried;
      const sum = large + small;
      if (!Number.isFinite(sum)) {
        this.#special = (this.#special ?? 0) + sum;
        parts.length = 0;
        return;
      }
      const lost = small - (sum - large);
      if (lost !== 0) parts[kept++] = lost;
      carried = sum;
    }
    parts.length = kept;
    parts.push(carried);
  }

  /** Adds the other sum to this one. */
  merge(other: ExactSum): void {
    this.add(other.#whole);
    for (const part of other.#parts) this.#addPart(part);
    if (other.#special !== null) this.#special = (this.#special ?? 0) + other.#special;
  }

  /** The sum as the nearest double. */
  value(): number {
    if (this.#special !== null) return this.#special;
    if (this.#parts.length === 0) return this.#whole;
    if (this.#whole !== 0) {
      const whole = this.#whole;
      this.#whole = 0;
      this.#addPart(whole);
      return this.value();
    }
    const parts = this.#parts;
    let index = parts.length - 1;
    let high = parts[index]!;
    let low = 0;
    while (index > 0) {
      const before = high;
      const part = parts[--index]!;
      high = before + part;
      low = part - (high - before);
      if (low !== 0) break;
    }
    // Half-way cases are decided by the sign of what lies below.
    const below = index > 0 ? parts[index - 1]! : 0;
    if ((low < 0 && below < 0) || (low > 0 && below > 0)) {
      const doubled = low * 2;
      const rounded = high + doubled;
      if (rounded - high === doubled) return rounded;
    }
    return high;
  }
}
