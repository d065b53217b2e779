/** Keys for which it pays to count. */
const fewest = 256;

/** Bits of a rank that are looked at in one go. */
const bits = 11;
const digits = 1 << bits;

/**
 * The numbers of keys in ascending order, left to right; equal keys as they stand. A key is `width` (at least 1) numbers, one key after the other,
 * and a number counts as its rank, which is not negative.
 */
export function orderOfKeys(keys: Int32Array, width: number, ranks: Int32Array): Uint32Array {
  const count = keys.length / width;
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[at] = at;
  if (count < fewest) return order.sort((a, b) => compareKeys(keys, width, ranks, a, b));
  let sorted = order;
  let next = new Uint32Array(count);
  const own = new Int32Array(count);
  const starts = new Uint32Array(digits);
  for (let place = width - 1; place >= 0; place--) {
    let highest = 0;
    for (let at = 0; at < count; at++) {
      const rank = ranks[keys[at * width + place]!]!;
      own[at] = rank;
      if (rank > highest) highest = rank;
    }
    for (let shift = 0; shift < 32 && highest >>> shift > 0; shift += bits) {
      starts.fill(0);
      for (let at = 0; at < count; at++) starts[(own[at]! >>> shift) & (digits - 1)]!++;
      let start = 0;
      for (let digit = 0; digit < digits; digit++) {
        const many = starts[digit]!;
        starts[digit] = start;
        start += many;
      }
      for (const at of sorted) next[starts[(own[at]! >>> shift) & (digits - 1)]!++] = at;
      [sorted, next] = [next, sorted];
    }
  }
  return sorted;
}

function compareKeys(keys: Int32Array, width: number, ranks: Int32Array, a: number, b: number): number {
  for (let place = 0; place < width; place++) {
    const difference = ranks[keys[a * width + place]!]! - ranks[keys[b * width + place]!]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
