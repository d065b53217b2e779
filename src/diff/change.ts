/** One difference in what a detection means. */
export interface Change {
  readonly area: 'search' | 'conditions' | 'fields' | 'macros' | 'lookups' | 'risk' | 'schedule' | 'metadata';
  /** `dead`: a condition that is decided before a row is read, and was not; `alive`: the other way round. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved' | 'dead' | 'alive';
  /** What differs: `condition`, `pattern of rex on Message`, `risk of system dest`. */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  /** Why that matters, a sentence. */
  readonly note?: string;
}

/** A part of something that can be compared: parts with the same slot are versions of each other. */
export interface Facet {
  readonly what: string;
  /** Distinguishes parts of the same `what`. */
  readonly slot: string;
  /** Equal for parts that mean the same. */
  readonly key: string;
  /** For people. */
  readonly text: string;
}

/** What was removed, added or changed between two lists of parts; their order does not count. */
export function facetChanges(area: Change['area'], before: readonly Facet[], after: readonly Facet[]): Change[] {
  const changes: Change[] = [];
  const rest = [...after];
  const take = (matches: (facet: Facet) => boolean): Facet | undefined => {
    const at = rest.findIndex(matches);
    return at < 0 ? undefined : rest.splice(at, 1)[0];
  };
  const open = before.filter(
    (old) => take((each) => each.what === old.what && each.slot === old.slot && each.key === old.key) === undefined,
  );
  for (const old of open) {
    const now = old.slot === '' ? undefined : take((each) => each.what === old.what && each.slot === old.slot);
    if (now === undefined) changes.push({ area, kind: 'removed', what: old.what, before: old.text });
    else changes.push({ area, kind: 'changed', what: old.what, before: old.text, after: now.text });
  }
  for (const now of rest) changes.push({ area, kind: 'added', what: now.what, after: now.text });
  return changes;
}
