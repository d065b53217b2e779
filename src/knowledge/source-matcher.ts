import type { RawEvent } from '../events/raw-event.js';
import type { EvalContext } from '../functions/context.js';
import { toText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import type { CompiledSource } from './compile-source.js';
import type { RawExtraction } from './event-from-raw.js';
import { type RawFormat, recogniseFormat } from './raw-format.js';

/** Remembered decisions at most: sourcetypes and field values come from the input. */
const maxRemembered = 4_096;

/** The definitions that can concern events of one sourcetype. */
export interface SourceGroup {
  /** Most specific first, then in loaded order. */
  readonly candidates: readonly CompiledSource[];
  readonly extraction: RawExtraction | undefined;
  /** Every field that some candidate maps. */
  readonly mapped: ReadonlySet<string>;
  /** Fields by whose values decisions are remembered. */
  readonly keys: readonly string[];
  /** Candidates whose conditions look at the key fields only, decided per combination of their values. */
  readonly byKey: readonly CompiledSource[];
  readonly others: readonly CompiledSource[];
  readonly remembered: Map<string, readonly CompiledSource[]>;
}

/**
 * Finds the definitions of an event: sourcetype (or the looks of the text) narrows down, conditions decide, and ancestors of
 * another match are left out. Decisions are remembered per sourcetype and per values of the few fields that most conditions
 * compare (`Channel` and `EventCode` for Windows).
 */
export class SourceMatcher {
  readonly #sources: readonly CompiledSource[];
  readonly #groups = new Map<string, SourceGroup>();
  /** Distinct sets of recognition patterns are tried only for events that no sourcetype claims. */
  readonly #claimed = new Map<string, boolean>();

  constructor(sources: readonly CompiledSource[]) {
    this.#sources = sources;
  }

  group(event: RawEvent): SourceGroup {
    const format = recogniseFormat(event.raw);
    const sourcetype = event.sourcetype ?? '';
    const claimed = sourcetype !== '' && this.#claims(sourcetype);
    // A source counts where there is no sourcetype; text patterns where no definition claims the sourcetype.
    const recognised = claimed ? '' : this.#recognised(event.raw);
    const key = `${sourcetype}\n${format}\n${claimed ? '' : (event.source ?? '')}\n${recognised}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      if (this.#groups.size >= maxRemembered) this.#groups.clear();
      group = makeGroup(this.#sources.filter((each) => fits(each, event, sourcetype, claimed, format)));
      this.#groups.set(key, group);
    }
    return group;
  }

  /** The definitions whose conditions hold, ancestors of others left out, most specific first. */
  matching(group: SourceGroup, fields: FieldSource, context: EvalContext): readonly CompiledSource[] {
    if (group.candidates.length === 0) return group.candidates;
    const view = Event.over(conditionView(fields, group));
    const key = group.keys.map((field) => keyPart(toText(view.get(field)))).join('');
    let decided = group.remembered.get(key);
    if (decided === undefined) {
      if (group.remembered.size >= maxRemembered) group.remembered.clear();
      decided = withoutAncestors(group.byKey.filter((each) => holds(each, view, context)));
      group.remembered.set(key, decided);
    }
    if (group.others.length === 0) return decided;
    const more = group.others.filter((each) => holds(each, view, context));
    if (more.length === 0) return decided;
    return withoutAncestors([...decided, ...more].sort(bySpecificity));
  }

  #claims(sourcetype: string): boolean {
    let claimed = this.#claimed.get(sourcetype);
    if (claimed === undefined) {
      if (this.#claimed.size >= maxRemembered) this.#claimed.clear();
      claimed = this.#sources.some((each) => each.sourcetypes.some((test) => test(sourcetype)));
      this.#claimed.set(sourcetype, claimed);
    }
    return claimed;
  }

  /** Which recognition patterns are found in a text, as a key. */
  #recognised(raw: string): string {
    const tried = new Map<unknown, boolean>();
    let key = '';
    for (const { recognise } of this.#sources) {
      if (recognise === null || tried.has(recognise)) continue;
      const found = recognise(raw) !== null;
      tried.set(recognise, found);
      key += found ? '1' : '0';
    }
    return key;
  }
}

function fits(
  source: CompiledSource,
  event: RawEvent,
  sourcetype: string,
  claimed: boolean,
  format: RawFormat,
): boolean {
  // Windows events are what their text says: exports often carry the sourcetype of the other rendering.
  if (source.format !== undefined) {
    if (source.format === format) return true;
    if (format === 'win-xml' || format === 'win-classic') return false;
  }
  if (sourcetype !== '' && source.sourcetypes.some((test) => test(sourcetype))) return true;
  if (claimed) return false;
  if (sourcetype === '' && event.source !== undefined && source.sources.some((test) => test(event.source!)))
    return true;
  return source.recognise !== null && source.recognise(event.raw) !== null;
}

/** A value as a part of a key; the length in front keeps values that hold separators apart. */
function keyPart(text: string | null): string {
  return text === null ? '-' : `${text.length}:${text}`;
}

function holds(source: CompiledSource, event: Event, context: EvalContext): boolean {
  return source.conditions.every((condition) => condition(event, context));
}

/** Raw fields, and aliases of the candidates where the raw event lacks a field. */
function conditionView(fields: FieldSource, group: SourceGroup): FieldSource {
  return {
    get(field) {
      const value = fields.get(field);
      if (value !== null || !group.mapped.has(field)) return value;
      for (const { levels } of group.candidates) {
        for (const { aliases } of levels) {
          const from = aliases.get(field);
          const aliased = from === undefined ? null : fields.get(from);
          if (aliased !== null) return aliased;
        }
      }
      return null;
    },
    fieldNames: () => fields.fieldNames(),
  };
}

function withoutAncestors(matched: readonly CompiledSource[]): readonly CompiledSource[] {
  return matched.filter((each) => !matched.some((other) => other.ancestors.has(each.definition.id)));
}

function bySpecificity(a: CompiledSource, b: CompiledSource): number {
  return b.levels.length - a.levels.length || a.order - b.order;
}

function makeGroup(fitting: readonly CompiledSource[]): SourceGroup {
  const candidates = [...fitting].sort(bySpecificity);
  const uses = new Map<string, number>();
  for (const { conditionFields } of candidates) {
    for (const field of conditionFields ?? []) uses.set(field, (uses.get(field) ?? 0) + 1);
  }
  const keys = [...uses]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 2)
    .map(([field]) => field);
  const decidable = (each: CompiledSource): boolean =>
    each.conditionFields?.every((field) => keys.includes(field)) === true;
  const mapped = new Set<string>();
  for (const each of candidates) for (const field of each.mapped) mapped.add(field);
  return {
    candidates,
    // All fitting definitions of one kind of text extract the same way: that of the first root that says how.
    extraction: [...candidates].reverse().find((each) => each.extraction !== undefined)?.extraction,
    mapped,
    keys,
    byKey: candidates.filter(decidable),
    others: candidates.filter((each) => !decidable(each)),
    remembered: new Map(),
  };
}
