/** Three rows of the table of edits, kept from call to call. */
let before = new Uint32Array(64);
let previous = new Uint32Array(64);
let current = new Uint32Array(64);

/** Edits (insert, delete, replace, swap of neighbours) between two texts, or `limit + 1` when there are more. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  if (current.length <= b.length) {
    before = new Uint32Array(2 * b.length);
    previous = new Uint32Array(2 * b.length);
    current = new Uint32Array(2 * b.length);
  }
  for (let j = 0; j <= b.length; j++) current[j] = j;
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    const oldest = before;
    before = previous;
    previous = current;
    current = oldest;
    current[0] = i;
    let least = i;
    const letter = a.charCodeAt(i - 1);
    for (let j = 1; j <= b.length; j++) {
      const cost = letter === b.charCodeAt(j - 1) ? 0 : 1;
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        best = Math.min(best, before[j - 2]! + 1);
      current[j] = best;
      if (best < least) least = best;
    }
    // A swap reaches back two rows, so both must be beyond the limit.
    if (least > limit && leastBefore > limit) return limit + 1;
    leastBefore = least;
  }
  return current[b.length]!;
}

/** Whether two names differ in a single edit, or in letter case only. Names that differ in their numbers are numbered. */
export function isOneSlip(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (a === b || distance(one, other, 1) > 1) return false;
  return one === other || one.replace(/\d+/g, '') !== other.replace(/\d+/g, '');
}

/** The known names closest to a misspelt one, best first; empty when none is near. Letter case is ignored. */
export function suggest(name: string, known: Iterable<string>, most = 3): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length * 0.4));
  const near: { name: string; edits: number }[] = [];
  for (const candidate of known) {
    const edits = distance(wanted, candidate.toLowerCase(), limit);
    if (edits <= limit) near.push({ name: candidate, edits });
  }
  near.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1));
  return near.slice(0, most).map((each) => each.name);
}

/** `Did you mean a, b or c?`, or nothing. */
export function didYouMean(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop()!;
  return [`Did you mean ${quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`}?`];
}
