import { FieldBag } from '../../extraction/field-bag.js';

/** A compiled pattern: its named groups that took part in the match, or null when it is not found. */
export type NamedMatcher = (text: string) => Iterable<readonly [string, string]> | null;

/** Named groups of one pattern. Empty groups give no field. */
export function regexFields(raw: string, matcher: NamedMatcher): FieldBag {
  const bag = new FieldBag();
  addGroups(bag, matcher(raw));
  return bag;
}

/** Each pattern on its own over the whole text; the first value of a field stays. */
export function regexListFields(raw: string, matchers: readonly NamedMatcher[]): FieldBag {
  const bag = new FieldBag();
  for (const matcher of matchers) addGroups(bag, matcher(raw));
  return bag;
}

/** A pattern for the envelope, then the first of the others that is found: syslog lines of `sshd`, `sudo`, `su`. */
export function regexFirstFields(raw: string, envelope: NamedMatcher, matchers: readonly NamedMatcher[]): FieldBag {
  const bag = new FieldBag();
  addGroups(bag, envelope(raw));
  for (const matcher of matchers) {
    const groups = matcher(raw);
    if (groups === null) continue;
    addGroups(bag, groups);
    break;
  }
  return bag;
}

/**
 * A pattern finds the message id, then the first pattern listed for that id is applied to the message text: Cisco ASA.
 * `idField` and `textField` are group names of the first pattern.
 */
export function regexByIdFields(
  raw: string,
  envelope: NamedMatcher,
  idField: string,
  textField: string,
  byId: ReadonlyMap<string, readonly NamedMatcher[]>,
): FieldBag {
  const bag = regexFields(raw, envelope);
  const id = bag.get(idField);
  const text = bag.get(textField);
  if (typeof id !== 'string' || typeof text !== 'string') return bag;
  for (const matcher of byId.get(id) ?? []) {
    const groups = matcher(text);
    if (groups === null) continue;
    addGroups(bag, groups);
    break;
  }
  return bag;
}

function addGroups(bag: FieldBag, groups: Iterable<readonly [string, string]> | null): void {
  if (groups === null) return;
  for (const [name, value] of groups) if (value !== '') bag.addFirst(name, value);
}
