import type { JsonObject, RawEvent } from '../events/raw-event.js';
import type { EvalContext } from '../functions/context.js';
import { toText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import type { Value } from '../values/value.js';
import type { CompiledSource } from './compile-source.js';
import { withSteps } from './compile-steps.js';
import { bySpecificity, Decision, mostSpecific } from './decision.js';
import type { NamedMatcher } from './extract/patterns.js';
import type { Condition } from './knowledge-compiler.js';
import type { RawExtraction } from './raw-event-fields.js';
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
  /** Field → raw fields it is an alias of in some candidate; conditions see them. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  /** Fields by whose values decisions are remembered. */
  readonly keys: readonly string[];
  readonly remembered: Map<string, Remembered>;
}

/** What the values of the key fields decide. */
interface Remembered {
  readonly decision: Decision;
  /** Definitions that other fields decide, with the conditions that are left; an ancestor stands before its descendants. */
  readonly open: readonly { readonly source: CompiledSource; readonly conditions: readonly Condition[] }[];
}

/**
 * Finds the definitions of an event: sourcetype (or the looks of the text) narrows down, conditions decide, and ancestors of
 * another match are left out. Decisions are remembered per sourcetype and per values of the few fields that most conditions
 * compare (`Channel` and `EventCode` for Windows).
 */
export class SourceMatcher {
  readonly #sources: readonly CompiledSource[];
  readonly #groups = new Map<string, SourceGroup>();
  readonly #claimed = new Map<string, ReadonlyMap<RawFormat, SourceGroup> | null>();
  #recognisers: readonly NamedMatcher[] | undefined;
  #fieldLists: readonly (readonly string[])[] | undefined;

  constructor(sources: readonly CompiledSource[]) {
    this.#sources = sources;
  }

  group(event: RawEvent): SourceGroup {
    const format = recogniseFormat(event.raw);
    const sourcetype = event.sourcetype ?? '';
    let claimed = sourcetype === '' ? null : this.#claimed.get(sourcetype);
    if (claimed === undefined) {
      if (this.#claimed.size >= maxRemembered) this.#claimed.clear();
      claimed = this.#sources.some((each) => !forAll(each) && each.sourcetypes.some((test) => test(sourcetype)))
        ? new Map()
        : null;
      this.#claimed.set(sourcetype, claimed);
    }
    if (claimed !== null) {
      let group = claimed.get(format);
      if (group === undefined) {
        group = this.#makeGroup(event, sourcetype, true, format);
        (claimed as Map<RawFormat, SourceGroup>).set(format, group);
      }
      return group;
    }
    // A source counts where there is no sourcetype; text patterns where no definition claims the sourcetype.
    const key = `${sourcetype}\n${format}\n${event.source ?? ''}\n${this.#recognised(event, format)}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      if (this.#groups.size >= maxRemembered) this.#groups.clear();
      group = this.#makeGroup(event, sourcetype, false, format);
      this.#groups.set(key, group);
    }
    return group;
  }

  /** The definitions whose conditions hold, ancestors of others left out, most specific first. */
  decide(group: SourceGroup, fields: FieldSource, context: EvalContext): Decision {
    const remembered = remember(group, fields, context);
    let { decision } = remembered;
    if (remembered.open.length === 0) return decision;
    const view = Event.over(new ConditionFields(fields, group));
    for (const { source, conditions } of remembered.open) {
      if (conditions.every((each) => each.run(view, context))) decision = decision.with(source);
    }
    return decision;
  }

  /** The definitions that can describe an event of which only the key fields are known. */
  possible(group: SourceGroup, fields: FieldSource, context: EvalContext): readonly CompiledSource[] {
    const { decision, open } = remember(group, fields, context);
    return [...decision.sources, ...open.map(({ source }) => source)];
  }

  #makeGroup(event: RawEvent, sourcetype: string, claimed: boolean, format: RawFormat): SourceGroup {
    return makeGroup(this.#sources.filter((each) => fits(each, event, sourcetype, claimed, format)));
  }

  /** Which recognition patterns are found in a text, and which lists of names in its fields, as a key. Windows events are known by their format. */
  #recognised({ raw, fields }: RawEvent, format: RawFormat): string {
    if (format === 'win-xml' || format === 'win-classic') return '';
    this.#recognisers ??= [...new Set(this.#sources.flatMap((each) => each.recognise ?? []))];
    let key = '';
    for (const recognise of this.#recognisers) key += recognise(raw) === null ? '0' : '1';
    if (fields === undefined) return key;
    this.#fieldLists ??= [
      ...new Set(this.#sources.flatMap((each) => (each.recogniseFields ? [each.recogniseFields] : []))),
    ];
    key += '\n';
    for (const names of this.#fieldLists) key += hasAll(fields, names) ? '1' : '0';
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
  if (forAll(source)) return true;
  // Windows events are what their text says: exports often carry the sourcetype of the other rendering.
  const windows = format === 'win-xml' || format === 'win-classic';
  if (source.format !== undefined) {
    if (source.format === format) return true;
    if (windows) return false;
  }
  if (sourcetype !== '' && source.sourcetypes.some((test) => test(sourcetype))) return true;
  if (claimed) return false;
  if (sourcetype === '' && event.source !== undefined && source.sources.some((test) => test(event.source!)))
    return true;
  if (windows) return false;
  if (
    source.recogniseFields !== undefined &&
    event.fields !== undefined &&
    hasAll(event.fields, source.recogniseFields)
  )
    return true;
  return source.recognise !== null && source.recognise(event.raw) !== null;
}

function hasAll(fields: JsonObject, names: readonly string[]): boolean {
  for (const name of names) if (!Object.hasOwn(fields, name)) return false;
  return true;
}

/** Whether a definition concerns events of any sourcetype: its conditions alone decide. */
function forAll({ definition }: CompiledSource): boolean {
  return definition.match.sourcetypes.includes('*');
}

/** A value as a part of a key; the length in front keeps values that hold separators apart. */
function keyPart(text: string | null): string {
  return text === null ? '-' : `${text.length}:${text}`;
}

/** What the values of the key fields decide. */
function remember(group: SourceGroup, fields: FieldSource, context: EvalContext): Remembered {
  let key = '';
  for (const field of group.keys) key += keyPart(toText(conditionValue(fields, group, field)));
  let remembered = group.remembered.get(key);
  if (remembered === undefined) {
    if (group.remembered.size >= maxRemembered) group.remembered.clear();
    remembered = decideByKey(group, fields, context);
    group.remembered.set(key, remembered);
  }
  return remembered;
}

/**
 * Decides what the key fields decide. A condition that looks at another field on the way to its answer stays open: with
 * `EventCode=4657 OR (EventCode=4663 ObjectType=Key)` that is so for 4663 only.
 */
function decideByKey(group: SourceGroup, fields: FieldSource, context: EvalContext): Remembered {
  const watched = new WatchedFields(fields, group);
  const view = Event.over(watched);
  const decided: CompiledSource[] = [];
  const open: { source: CompiledSource; conditions: Condition[] }[] = [];
  for (const source of group.candidates) {
    const conditions: Condition[] = [];
    const possible = source.conditions.every((condition) => {
      watched.lookedFurther = false;
      const holds = condition.run(view, context);
      if (watched.lookedFurther) conditions.push(condition);
      return holds || watched.lookedFurther;
    });
    if (!possible) continue;
    if (conditions.length === 0) decided.push(source);
    else open.push({ source, conditions });
  }
  return { decision: new Decision(mostSpecific(decided)), open: open.reverse() };
}

/** Raw fields, and aliases of the candidates where the raw event lacks a field. */
class ConditionFields implements FieldSource {
  readonly #fields: FieldSource;
  readonly #group: SourceGroup;

  constructor(fields: FieldSource, group: SourceGroup) {
    this.#fields = fields;
    this.#group = group;
  }

  get(field: string): Value {
    return conditionValue(this.#fields, this.#group, field);
  }

  fieldNames(): Iterable<string> {
    return this.#fields.fieldNames();
  }
}

/** The key fields; it notes when any other field is asked for. */
class WatchedFields implements FieldSource {
  readonly #fields: FieldSource;
  readonly #group: SourceGroup;
  lookedFurther = false;

  constructor(fields: FieldSource, group: SourceGroup) {
    this.#fields = fields;
    this.#group = group;
  }

  get(field: string): Value {
    if (this.#group.keys.includes(field)) return conditionValue(this.#fields, this.#group, field);
    this.lookedFurther = true;
    return null;
  }

  fieldNames(): Iterable<string> {
    this.lookedFurther = true;
    return [];
  }
}

function conditionValue(fields: FieldSource, { aliases }: SourceGroup, field: string): Value {
  const value = fields.get(field);
  if (value !== null) return value;
  for (const from of aliases.get(field) ?? []) {
    const aliased = fields.get(from);
    if (aliased !== null) return aliased;
  }
  return null;
}

function makeGroup(fitting: readonly CompiledSource[]): SourceGroup {
  const candidates = [...fitting].sort(bySpecificity);
  const uses = new Map<string, number>();
  const mapped = new Set<string>();
  const aliases = new Map<string, Set<string>>();
  for (const each of candidates) {
    for (const field of new Set(each.conditions.flatMap(({ fields }) => fields ?? []))) {
      uses.set(field, (uses.get(field) ?? 0) + 1);
    }
    for (const field of each.mapped) mapped.add(field);
    for (const [field, from] of each.mapping.aliases) {
      const known = aliases.get(field) ?? new Set<string>();
      aliases.set(field, known);
      for (const name of from) known.add(name);
    }
  }
  const keys = [...uses]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 2)
    .map(([field]) => field);
  return {
    candidates,
    // All fitting definitions of one kind of text extract the same way: that of the first root that says how.
    extraction: withSteps(
      candidates.flatMap((each) => each.steps ?? []),
      [...candidates].reverse().find((each) => each.extraction !== undefined)?.extraction,
    ),
    mapped,
    aliases: new Map([...aliases].map(([field, from]) => [field, [...from]])),
    keys,
    remembered: new Map(),
  };
}
