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

/** How many of a thousand bytes of logs are these letters in either case, from a to z. */
const letters = [56, 9, 30, 33, 73, 10, 10, 8, 36, 2, 5, 20, 22, 37, 37, 16, 2, 36, 43, 52, 18, 11, 10, 4, 10, 3];
/** The same for the digits from 0 to 9 and for other characters that are frequent. */
const digits = [30, 18, 18, 12, 12, 11, 9, 9, 9, 9];
const others = '"\\ :-,<>/.\'=_{}';
const ofOthers = [57, 38, 36, 23, 16, 16, 12, 12, 12, 11, 8, 7, 6, 3, 3];

/** How often a byte occurs in logs (measured over published ones, each of which counts the same), relative to the others. */
function frequencyOf(code: number): number {
  const other = others.indexOf(String.fromCharCode(code));
  return letters[code - 0x61] ?? digits[code - 0x30] ?? ofOthers[other] ?? 1;
}
