import type { RawEvent } from '../events/raw-event.js';
import type { EvalContext } from '../functions/context.js';
import { toText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import { multivalue, type Value, valuesOf } from '../values/value.js';
import type { CompiledSource, CompiledSources } from './compile-source.js';
import { RawEventFields } from './event-from-raw.js';
import { FieldMapping, removed } from './field-mapping.js';
import { type SourceGroup, SourceMatcher } from './source-matcher.js';

/**
 * Search-time knowledge of a run: turns raw events into events with extracted fields, aliases, calculated fields, event types
 * and tags, each worked out when it is asked for (spl-core 6.1; the order of evaluation is that of the source definitions'
 * format, see `rules/sources/README.md`).
 */
export class Normaliser {
  readonly #matcher: SourceMatcher;
  readonly #context: EvalContext;

  constructor(sources: CompiledSources, context: EvalContext) {
    this.#matcher = new SourceMatcher(sources.sources);
    this.#context = context;
  }

  /** The event with all its knowledge; nothing is extracted yet. */
  normalise(raw: RawEvent): NormalisedEvent {
    return new NormalisedEvent(raw, this.#matcher, this.#context);
  }
}

/** A raw event with everything the source definitions say about it. */
export class NormalisedEvent {
  /** What searches over raw events see: raw fields and mapped fields under their own names. */
  readonly event: Event;
  /** What data models see; differs only for sources whose mapped names collide with raw ones. */
  readonly mapped: Event;
  readonly #fields: SharedFields;

  constructor(raw: RawEvent, matcher: SourceMatcher, context: EvalContext) {
    this.#fields = new SharedFields(raw, matcher, context);
    this.event = Event.over(new MappedFields(this.#fields, 'everywhere'));
    this.mapped = Event.over(new MappedFields(this.#fields, 'data-models'));
  }

  /** Ids of the source definitions that describe the event. */
  get sources(): readonly string[] {
    return this.#fields.matched().map((each) => each.definition.id);
  }

  get tags(): ReadonlySet<string> {
    return this.#fields.tags();
  }

  /**
   * Whether the event may be selected by this `source`, `sourcetype` or `eventtype`: its own value, or a pattern that a definition it matched
   * lists. An XML event also answers to `WinEventLog:<channel>`, for which some shipped macros ask.
   */
  answersTo(field: 'source' | 'sourcetype' | 'eventtype', text: string): boolean {
    const wanted = text.toLowerCase();
    for (const each of valuesOf(this.event.get(field))) if (toText(each)?.toLowerCase() === wanted) return true;
    if (field === 'eventtype') return false;
    return this.#fields.matched().some(({ definition: { match } }) => {
      const listed = field === 'source' ? match.sources : match.sourcetypes;
      return listed.some((pattern) => pattern.toLowerCase() === wanted);
    });
  }
}

/** What both views of an event share: the raw fields, the matching definitions and the mappings that have been begun. */
class SharedFields {
  readonly raw: RawEventFields;
  readonly group: SourceGroup;
  readonly #matcher: SourceMatcher;
  readonly #context: EvalContext;
  readonly #mappings = new Map<CompiledSource, FieldMapping>();
  #matched: readonly CompiledSource[] | undefined;
  #tags: ReadonlySet<string> | undefined;

  constructor(raw: RawEvent, matcher: SourceMatcher, context: EvalContext) {
    this.#matcher = matcher;
    this.#context = context;
    this.group = matcher.group(raw);
    this.raw = new RawEventFields(raw, context, this.group.extraction);
  }

  matched(): readonly CompiledSource[] {
    this.#matched ??= this.#matcher.matching(this.group, this.raw, this.#context);
    return this.#matched;
  }

  /** The value of the first definition that has one; null: removed; undefined: no definition maps it. */
  mapped(field: string, view: 'everywhere' | 'data-models'): Value | undefined {
    let gone = false;
    for (const source of this.matched()) {
      if (!source.mapped.has(field)) continue;
      if (view === 'everywhere' && source.definition.mapping === 'data-models') continue;
      let mapping = this.#mappings.get(source);
      if (mapping === undefined) {
        mapping = new FieldMapping(this.raw, source, this.#context);
        this.#mappings.set(source, mapping);
      }
      const value = mapping.get(field);
      if (value === removed) gone = true;
      else if (value !== null) return value;
    }
    return gone ? null : undefined;
  }

  /** `source` or `sourcetype` that a definition assigns to events that come without. */
  assigned(field: 'source' | 'sourcetype'): Value {
    for (const { assign, sourceExpression } of this.matched()) {
      if (field === 'sourcetype' && assign.sourcetype !== undefined) return assign.sourcetype;
      if (field === 'source' && assign.source !== undefined) return assign.source;
      if (field === 'source' && sourceExpression !== undefined) {
        return sourceExpression(Event.over(this.raw), this.#context);
      }
    }
    return null;
  }

  eventtypes(): Value {
    const given = valuesOf(this.raw.get('eventtype')).map(String);
    return multivalue([...new Set([...given, ...this.matched().flatMap((each) => each.eventtypes)])]);
  }

  tags(): ReadonlySet<string> {
    if (this.#tags !== undefined) return this.#tags;
    // Tags that came with the event count; JSON gives a list of them as `tag{}`.
    const tags = new Set([...valuesOf(this.raw.get('tag')), ...valuesOf(this.raw.get('tag{}'))].map(String));
    this.#tags = tags;
    const view = Event.over(new MappedFields(this, 'data-models'));
    for (const { definition, conditionalTags } of this.matched()) {
      for (const tag of definition.tags) tags.add(tag);
      for (const each of conditionalTags) {
        if (each.condition(view, this.#context)) for (const tag of each.tags) tags.add(tag);
      }
    }
    return tags;
  }
}

/** Raw fields with the mapped ones laid over; each field is worked out once. */
class MappedFields implements FieldSource {
  readonly #shared: SharedFields;
  readonly #view: 'everywhere' | 'data-models';
  readonly #known = new Map<string, Value>();

  constructor(shared: SharedFields, view: 'everywhere' | 'data-models') {
    this.#shared = shared;
    this.#view = view;
  }

  get(field: string): Value {
    let value = this.#known.get(field);
    if (value === undefined) {
      value = this.#find(field);
      this.#known.set(field, value);
    }
    return value;
  }

  *fieldNames(): Iterable<string> {
    const seen = new Set<string>();
    for (const name of this.#shared.raw.fieldNames()) {
      seen.add(name);
      if (this.get(name) !== null) yield name;
    }
    const mapped = this.#shared.matched().flatMap((each) => [...each.mapped]);
    for (const name of ['source', 'sourcetype', 'eventtype', 'tag', ...mapped]) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (this.get(name) !== null) yield name;
    }
  }

  #find(field: string): Value {
    if (field === 'tag') return multivalue([...this.#shared.tags()]);
    if (field === 'eventtype') return this.#shared.eventtypes();
    if (this.#shared.group.mapped.has(field)) {
      const mapped = this.#shared.mapped(field, this.#view);
      if (mapped !== undefined) return mapped;
    }
    const value = this.#shared.raw.get(field);
    if (value === null && (field === 'source' || field === 'sourcetype')) return this.#shared.assigned(field);
    return value;
  }
}
