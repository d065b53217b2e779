import type { RawEvent } from '../events/raw-event.js';
import { anyName, Event, type FieldSource } from '../values/event.js';
import { multivalue, type Value, valuesOf } from '../values/value.js';
import type { KnowledgeContext } from './automatic-extraction.js';
import type { CompiledDataModels } from './compile-data-model.js';
import type { CompiledSources } from './compile-source.js';
import { type DataModelEvent, DataSetRows } from './data-set-rows.js';
import type { Decision } from './decision.js';
import { type EventKind, EventKinds, type KindDecision, type KindFields } from './event-kind.js';
import { WinXmlFields } from './extract/win-xml.js';
import { removed } from './field-mapping.js';
import type { FieldPlan, PlannedEvent, PlannedField } from './field-plan.js';
import { KindPlans, type PlanCount } from './kind-plans.js';
import { RawEventFields, type RawFields } from './raw-event-fields.js';
import { type SourceGroup, SourceMatcher } from './source-matcher.js';

/**
 * Search-time knowledge of a run: turns raw events into events with extracted fields, aliases, calculated fields, event types
 * and tags, each worked out when it is asked for (spl-core 6.1; the order of evaluation is that of the source definitions'
 * format, see `rules/sources/README.md`).
 */
export class Normaliser {
  readonly #matcher: SourceMatcher;
  readonly #context: KnowledgeContext;
  readonly #kinds = new EventKinds();
  readonly #planCount: PlanCount = { plans: 0 };

  constructor(sources: CompiledSources, context: KnowledgeContext) {
    this.#matcher = new SourceMatcher(sources.sources);
    this.#context = context;
  }

  /** The event with all its knowledge; nothing is extracted yet. */
  normalise(raw: RawEvent): NormalisedEvent {
    const group = this.#matcher.group(raw);
    const fields = new RawEventFields(raw, this.#context, group.extraction);
    return new NormalisedEvent(fields, group, this.#matcher, this.#context);
  }

  /** What kind of event it is; undefined for an event that is like no other. */
  kindOf(event: NormalisedEvent): EventKind | undefined {
    const kind = this.#kinds.of(event.rawFields, event.group);
    if (kind !== undefined) event.isOf(kind.decided(this.#decide));
    return kind;
  }

  readonly #decide = (kind: EventKind): KindDecision => {
    const decision = this.ofKind(kind);
    const found = decision.event.decision;
    const decided = decision.fields.askedFurther ? undefined : found;
    const tags = this.ofKind(kind);
    const all = tags.event.tags;
    const known = { decision: decided, tags: tags.fields.askedFurther ? undefined : all };
    const plans = new KindPlans(this.#planCount, (decision) => {
      const probe = this.ofKind(kind);
      probe.event.isDescribedBy(decision, known.tags);
      return probe;
    });
    return { ...known, plans };
  };

  /** The tags that events of a kind can have: those of all definitions that can describe them. */
  tagsOf(kind: EventKind): ReadonlySet<string> {
    const sources = this.#matcher.possible(kind.group, kind.fields(), this.#context);
    return new Set(
      sources.flatMap(({ definition, conditionalTags }) => [
        ...definition.tags,
        ...conditionalTags.flatMap(({ tags }) => tags),
      ]),
    );
  }

  /** An event of which only its kind is known, and the place that tells whether that was enough. */
  ofKind(kind: EventKind): { readonly event: NormalisedEvent; readonly fields: KindFields } {
    const fields = kind.fields();
    return { event: new NormalisedEvent(fields, kind.group, this.#matcher, this.#context), fields };
  }
}

const noNames: readonly string[] = [];
const noTags: ReadonlySet<string> = new Set();

/**
 * A raw event with everything the source definitions say about it: raw fields with the mapped ones laid over, as searches
 * over raw events see them. Each mapped field is worked out once.
 */
export class NormalisedEvent implements FieldSource, DataModelEvent, PlannedEvent {
  readonly #raw: RawFields;
  readonly #group: SourceGroup;
  readonly #matcher: SourceMatcher;
  readonly #context: KnowledgeContext;
  #decided: Decision | undefined;
  #kindPlans: KindPlans | undefined;
  #plan: FieldPlan | undefined;
  /** Values of mapped fields that have been worked out, by the slots of the plan; as raw searches see them. */
  #known: (Value | undefined)[] | undefined;
  /** The same as data models see them, where that makes a difference. */
  #knownToModels: (Value | undefined)[] | undefined;
  #tags: ReadonlySet<string> | undefined;
  #conditionalTypes: ReadonlySet<string> | undefined;
  #dataModels: FieldSource | undefined;
  #asWritten: NormalisedEvent | null | undefined;
  #models: CompiledDataModels | undefined;
  #rows: DataSetRows | undefined;

  constructor(fields: RawFields, group: SourceGroup, matcher: SourceMatcher, context: KnowledgeContext) {
    this.#raw = fields;
    this.#group = group;
    this.#matcher = matcher;
    this.#context = context;
  }

  get characters(): number {
    return this.#raw.raw.raw.length;
  }

  /** The fields before any mapping. */
  get rawFields(): RawFields {
    return this.#raw;
  }

  /** Takes over what the event's kind decides. */
  isOf({ decision, tags, plans }: KindDecision): void {
    this.#decided = decision;
    this.#tags = tags;
    this.#kindPlans = plans;
  }

  /** Takes over what is known of it. */
  isDescribedBy(decision: Decision, tags: ReadonlySet<string> | undefined): void {
    this.#decided = decision;
    this.#tags = tags;
  }

  /** How it comes by its fields. */
  get plan(): FieldPlan {
    if (this.#plan === undefined) {
      const { decision } = this;
      this.#plan = this.#kindPlans?.of(decision) ?? decision.plan;
    }
    return this.#plan;
  }

  get planned(): PlannedEvent {
    return this;
  }

  /** The definitions that can concern the event. */
  get group(): SourceGroup {
    return this.#group;
  }

  /** What searches over raw events see; every call gives an event of its own. */
  get event(): Event {
    return Event.over(this);
  }

  /** What data models see; differs only for sources whose mapped names collide with raw ones. */
  get dataModelFields(): FieldSource {
    this.#dataModels ??= this.plan.collides ? new DataModelFields(this) : this;
    return this.#dataModels;
  }

  /** {@link dataModelFields} as an event. */
  get mapped(): Event {
    return Event.over(this.dataModelFields);
  }

  /** The event as rows of data sets: worked out once, however many searches ask. */
  rowsIn(models: CompiledDataModels): DataSetRows {
    if (this.#rows === undefined || this.#models !== models) {
      this.#models = models;
      this.#rows = new DataSetRows(this, models, this.#context);
    }
    return this.#rows;
  }

  /** Ids of the source definitions that describe the event. */
  get sources(): readonly string[] {
    return this.decision.sources.map((each) => each.definition.id);
  }

  get tags(): ReadonlySet<string> {
    this.#tags ??= this.#findTags();
    return this.#tags;
  }

  get(field: string): Value {
    return this.value(field, false);
  }

  /** A field as raw searches or as data models see it. */
  value(field: string, forDataModels: boolean): Value {
    // Which definitions describe the event need not be known for a field that none of them maps.
    if (this.#plan === undefined && !this.#group.mapped.has(field)) return this.#unmapped(field);
    return this.valueOf(this.plan.field(field), forDataModels);
  }

  valueOf(planned: PlannedField, forDataModels: boolean): Value {
    if (planned.constant !== undefined) return planned.constant;
    const { slot, field } = planned;
    if (slot === -1) return planned.isOwn ? this.#unmapped(field.name) : this.#raw.read(field);
    const known = this.#values(forDataModels);
    let value = known[slot];
    if (value === undefined) {
      const mapped = this.#mapped(planned, forDataModels);
      value = mapped === undefined ? this.#unmapped(field.name) : mapped;
      known[slot] = value;
    }
    return value;
  }

  #values(forDataModels: boolean): (Value | undefined)[] {
    const { plan } = this;
    if (forDataModels && plan.collides) {
      this.#knownToModels ??= new Array(plan.slots);
      return this.#knownToModels;
    }
    this.#known ??= new Array(plan.slots);
    return this.#known;
  }

  *fieldNames(): Iterable<string> {
    yield* this.names(false);
  }

  *names(forDataModels: boolean): Iterable<string> {
    const seen = new Set<string>();
    for (const name of this.#raw.fieldNames()) {
      seen.add(name);
      if (this.value(name, forDataModels) !== null) yield name;
    }
    const mapped = this.decision.sources.flatMap((each) => [...each.mapped]);
    for (const name of ['source', 'sourcetype', 'eventtype', 'tag', 'tag::eventtype', ...mapped]) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (this.value(name, forDataModels) !== null) yield name;
    }
  }

  otherNames(field: string): readonly string[] {
    if (this.#context.semantics.metadataNames === 'own') return noNames;
    if (field === 'index') return this.#raw.get('index') === null ? anyName : noNames;
    return this.decision.names(field);
  }

  asWritten(field: string): Value {
    return this.withEntities?.get(field) ?? null;
  }

  /** The same event with the entities of its XML kept, as Splunk has it; undefined where it has none. */
  get withEntities(): NormalisedEvent | undefined {
    if (this.#asWritten === undefined) {
      const { raw } = this.#raw;
      this.#asWritten = raw.raw.includes('&') && this.#raw.isWindowsXml ? this.#withKeptEntities() : null;
    }
    return this.#asWritten ?? undefined;
  }

  #withKeptEntities(): NormalisedEvent {
    const { layouts } = this.#context;
    const fields = this.#raw.extractedBy(({ raw }) => new WinXmlFields(raw, { entities: 'kept', layouts }));
    return new NormalisedEvent(fields, this.#group, this.#matcher, this.#context);
  }

  /** The definitions that describe the event, and what follows from them. */
  get decision(): Decision {
    this.#decided ??= this.#matcher.decide(this.#group, this.#raw, this.#context);
    return this.#decided;
  }

  /** The value of the first definition that has one; null: removed; undefined: no definition maps it. */
  #mapped({ parts }: PlannedField, forDataModels: boolean): Value | undefined {
    let gone = false;
    for (const part of parts) {
      if (part.forDataModels && !forDataModels) continue;
      const value = part.run(this.#raw, this.#context);
      if (value === removed) gone = true;
      else if (value !== null) return value;
    }
    return gone ? null : undefined;
  }

  #unmapped(field: string): Value {
    if (field === 'tag') return this.tags.size === 0 ? null : multivalue([...this.tags]);
    if (field === 'eventtype') return this.#eventtypes();
    if (field.startsWith('tag::')) return this.#tagsOf(field.slice(5));
    const value = this.#raw.get(field);
    if (value === null && (field === 'source' || field === 'sourcetype')) return this.#assigned(field);
    return value;
  }

  /** `source` or `sourcetype` that a definition assigns to events that come without. */
  #assigned(field: 'source' | 'sourcetype'): Value {
    for (const { assign, sourceExpression } of this.decision.sources) {
      if (field === 'sourcetype' && assign.sourcetype !== undefined) return assign.sourcetype;
      if (field === 'source' && assign.source !== undefined) return assign.source;
      if (field === 'source' && sourceExpression !== undefined) {
        return sourceExpression(Event.over(this.#raw), this.#context);
      }
    }
    return null;
  }

  #eventtypes(): Value {
    const given = valuesOf(this.#raw.get('eventtype')).map(String);
    const { eventtypes, conditionalTags } = this.decision;
    if (!conditionalTags.some((each) => each.eventtypes.length > 0)) {
      return multivalue(given.length === 0 ? eventtypes : [...new Set([...given, ...eventtypes])]);
    }
    this.#conditionalTypes ??= this.#findConditionalTypes();
    return multivalue([...new Set([...given, ...eventtypes, ...this.#conditionalTypes])]);
  }

  /** An event type may ask for another; those found so far count. */
  #findConditionalTypes(): ReadonlySet<string> {
    const found = new Set<string>();
    this.#conditionalTypes = found;
    const view = this.mapped;
    for (let before = -1; before < found.size; ) {
      before = found.size;
      for (const { condition, eventtypes } of this.decision.conditionalTags) {
        if (eventtypes.every((each) => found.has(each)) || !condition(view, this.#context)) continue;
        for (const each of eventtypes) found.add(each);
      }
    }
    return found;
  }

  #findTags(): ReadonlySet<string> {
    // Tags that came with the event count; JSON gives a list of them as `tag{}`.
    const given = [...valuesOf(this.#raw.get('tag')), ...valuesOf(this.#raw.get('tag{}'))];
    const { tags, conditionalTags } = this.decision;
    if (given.length === 0 && tags.length === 0 && conditionalTags.length === 0) return noTags;
    const found = new Set(given.map(String));
    for (const tag of tags) found.add(tag);
    if (conditionalTags.length > 0) {
      // A condition may ask for the tags found so far.
      this.#tags = found;
      const view = this.mapped;
      for (const each of conditionalTags) {
        if (each.condition(view, this.#context)) for (const tag of each.tags) found.add(tag);
      }
    }
    return found;
  }

  /** `tag::<field>`: tags of the field's value. Those of a source are tags of its event types. */
  #tagsOf(field: string): Value {
    const { tags, conditionalTags } = this.decision;
    const found = new Set<string>(field === 'eventtype' ? tags : []);
    const view = this.mapped;
    for (const each of conditionalTags) {
      if ((each.field ?? 'eventtype') !== field || !each.condition(view, this.#context)) continue;
      for (const tag of each.tags) found.add(tag);
    }
    return multivalue([...found]);
  }
}

/** An event as data models see it, where raw searches see another value. */
class DataModelFields implements FieldSource {
  readonly #event: NormalisedEvent;

  constructor(event: NormalisedEvent) {
    this.#event = event;
  }

  get characters(): number {
    return this.#event.characters;
  }

  get(field: string): Value {
    return this.#event.value(field, true);
  }

  fieldNames(): Iterable<string> {
    return this.#event.names(true);
  }

  otherNames(field: string): readonly string[] {
    return this.#event.otherNames(field);
  }

  asWritten(field: string): Value {
    return this.#event.withEntities?.value(field, true) ?? null;
  }
}
