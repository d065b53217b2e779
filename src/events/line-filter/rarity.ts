/** The window whose bytes are together the rarest in logs: where it begins. */
export function rarestWindow(sequence: ArrayLike<number>, size: number): number {
  let best = Math.min(0, sequence.length - size);
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start + size <= sequence.length; start++) {
    let frequency = 1;
    for (let place = 0; place < size; place++) frequency *= frequencyOf(sequence[start + place]!);
    if (frequency < least) {
      least = frequency;
      best = start;
    }
  }
  return best;
}

/** Two places of a sequence whose bytes are together the rarest in logs; the same place twice where there is only one. */
export function rarestPair(sequence: ArrayLike<number>): readonly [number, number] {
  let best: readonly [number, number] = [0, 0];
  let least = Number.POSITIVE_INFINITY;
  for (let first = 0; first < sequence.length; first++) {
    for (let second = first + 1; second < sequence.length; second++) {
      const frequency = frequencyOf(sequence[first]!) * frequencyOf(sequence[second]!);
      // Bytes that are far from each other depend less on each other.
      if (frequency < least || (frequency === least && second - first > best[1] - best[0])) {
        least = frequency;
        best = [first, second];
      }
    }
  }
  return best;
}

/** Lower-case letters from the most to the least frequent. */
const letters = 'etaoinsrhldcumpfgwybvkxjqz';

/** How often a byte occurs in logs, roughly and relative to the others. */
function frequencyOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return 2 + 26 - letters.indexOf(String.fromCharCode(code));
  if (code >= 0x30 && code <= 0x39) return 24;
  return ' ":,\\-./'.includes(String.fromCharCode(code)) ? 24 : 3;
}
