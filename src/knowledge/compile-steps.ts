import type { RawEvent } from '../events/raw-event.js';
import { cleanKey } from '../extraction/clean-name.js';
import { FieldBag } from '../extraction/field-bag.js';
import { kvFields } from '../extraction/kv.js';
import { toText } from '../values/coerce.js';
import { type FieldSource, noFields } from '../values/event.js';
import type { Value } from '../values/value.js';
import { compileWildcard } from '../values/wildcard.js';
import { automaticExtraction, type ExtractionContext } from './automatic-extraction.js';
import { delimitedFields } from './extract/delimited.js';
import { jsonFields } from './extract/json.js';
import { xmlFields } from './extract/xml.js';
import type { GroupMatcher } from './knowledge-compiler.js';
import type { RawExtraction } from './raw-event-fields.js';
import type { Extraction, ExtractionStep } from './source-definition.js';

/** The extraction rules of an add-on's stanza, made ready. */
export interface CompiledSteps {
  /** Whether the stanza is about the event: `[source::...]`, `[host::...]`. */
  concerns(event: RawEvent): boolean;
  /** Applies the rules in order; the first value of a field stays unless a rule adds values. */
  run(event: RawEvent, bag: FieldBag): void;
  /** What comes after the rules; undefined: whatever else is known of such events. */
  readonly after: RawExtraction | undefined;
  /** What comes after them where nothing else is known. */
  readonly otherwise: RawExtraction;
}

type StepsExtraction = Extract<Extraction, { kind: 'steps' }>;

/** Makes the rules of a stanza ready. `pattern` gives null for one that does not compile, which has been reported then. */
export function compileSteps(
  extraction: StepsExtraction,
  context: ExtractionContext,
  pattern: (text: string) => GroupMatcher | null,
): CompiledSteps {
  const fits = (wildcard: string | undefined): ((text: string | undefined) => boolean) => {
    if (wildcard === undefined) return () => true;
    const test = compileWildcard(wildcard, { caseSensitive: false });
    return (text) => text !== undefined && test(text);
  };
  const source = fits(extraction.onlySource);
  const host = fits(extraction.onlyHost);
  const steps = extraction.steps.flatMap((step) => compileStep(step, pattern) ?? []);
  return {
    concerns: (event) => source(event.source) && host(event.host),
    run: (event, bag) => {
      for (const step of steps) step(event, bag);
    },
    after: afterSteps(extraction.after, context),
    otherwise: (event) => automaticExtraction(event.raw, context),
  };
}

/** The extraction of events that add-on rules concern: the rules first, then what adds the missing fields. */
export function withSteps(all: readonly CompiledSteps[], base: RawExtraction | undefined): RawExtraction | undefined {
  if (all.length === 0) return base;
  return (event) => {
    const bag = new FieldBag();
    let last = base ?? all[0]!.otherwise;
    for (const steps of all) {
      if (!steps.concerns(event)) continue;
      steps.run(event, bag);
      last = steps.after ?? last;
    }
    return new LayeredFields(bag, last(event));
  };
}

/** Fields of rules over those of another extraction. */
class LayeredFields implements FieldSource {
  readonly #bag: FieldBag;
  readonly #below: FieldSource;

  constructor(bag: FieldBag, below: FieldSource) {
    this.#bag = bag;
    this.#below = below;
  }

  get(field: string): Value {
    return this.#bag.get(field) ?? this.#below.get(field);
  }

  *fieldNames(): Iterable<string> {
    yield* this.#bag.fieldNames();
    for (const name of this.#below.fieldNames()) if (!this.#bag.has(name)) yield name;
  }
}

function afterSteps(after: StepsExtraction['after'], context: ExtractionContext): RawExtraction | undefined {
  const { limits, semantics } = context;
  const options = { fields: limits.kvFields, characters: limits.kvCharacters };
  switch (after) {
    case undefined:
      return undefined;
    case 'none':
      return () => noFields;
    case 'auto':
      return (event) => automaticExtraction(event.raw, context);
    case 'auto_escaped':
      return (event) => kvFields(event.raw, { ...options, escaped: true });
    case 'json':
      return (event) => jsonFields(event.raw, semantics.jsonNull) ?? noFields;
    case 'xml':
      return (event) => xmlFields(event.raw);
  }
}

type Step = (event: RawEvent, bag: FieldBag) => void;

function compileStep(step: ExtractionStep, pattern: (text: string) => GroupMatcher | null): Step | undefined {
  const { from, addValues, cleanKeys } = step;
  const subject = (event: RawEvent, bag: FieldBag): string | null => {
    if (from === undefined || from === '_raw') return event.raw;
    const metadata = from === 'source' || from === 'sourcetype' || from === 'host' ? event[from] : undefined;
    return metadata ?? toText(bag.get(from));
  };
  const put = (bag: FieldBag, name: string, value: string | undefined, existed: ReadonlySet<string>): void => {
    const field = cleanKeys ? cleanKey(name) : name;
    if (field === '' || value === undefined || value === '') return;
    if (addValues && !existed.has(field)) bag.add(field, value);
    else bag.addFirst(field, value);
  };
  if (step.pattern === undefined) return delimiterStep(step, subject, put);
  const matcher = pattern(step.pattern);
  if (matcher === null) return undefined;
  const format = step.format === undefined ? undefined : parseFormat(step.format);
  // A name that comes out of the text asks for every match, as does MV_ADD.
  const max = addValues || format?.some(({ name }) => name.includes('$')) === true ? maxMatches : 1;
  return (event, bag) => {
    const text = subject(event, bag);
    if (text === null) return;
    const existed = addValues ? new Set<string>() : new Set(bag.fieldNames());
    for (const match of matcher(text, max)) {
      if (format === undefined) {
        for (const [name, value] of match.named) {
          const [key, result] = /^_KEY_\d+$/.test(name) ? keyed(name, value, match.named) : [name, value];
          if (!/^_VAL_\d+$/.test(name)) put(bag, key, result, existed);
        }
      } else {
        for (const { name, value } of format)
          put(bag, filled(name, match.groups), filled(value, match.groups), existed);
      }
    }
  };
}

/** Matches of one rule in one event at most. */
const maxMatches = 1_000;

/** Groups `_KEY_1` and `_VAL_1` are a name and its value. */
function keyed(
  name: string,
  value: string,
  named: readonly (readonly [string, string])[],
): [string, string | undefined] {
  return [value, named.find(([other]) => other === `_VAL_${name.slice(5)}`)?.[1]];
}

interface FormatPart {
  readonly name: string;
  readonly value: string;
}

/** `a::$1 b::"x $2"`: names and values, `$n` a group. */
function parseFormat(format: string): FormatPart[] {
  return [...format.matchAll(/("(?:[^"\\]|\\.)*"|[^\s:]+)::("(?:[^"\\]|\\.)*"|\S+)/g)].map(([, name, value]) => ({
    name: unquoted(name!),
    value: unquoted(value!),
  }));
}

function unquoted(text: string): string {
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function filled(template: string, groups: readonly (string | undefined)[]): string {
  return template.replace(/\$(\d+)/g, (_, number: string) => groups[Number(number)] ?? '');
}

function delimiterStep(
  step: ExtractionStep,
  subject: (event: RawEvent, bag: FieldBag) => string | null,
  put: (bag: FieldBag, name: string, value: string, existed: ReadonlySet<string>) => void,
): Step | undefined {
  const [pairs, values] = step.delimiters;
  if (pairs === undefined || pairs === '') return undefined;
  const none = new Set<string>();
  return (event, bag) => {
    const text = subject(event, bag);
    if (text === null) return;
    const found =
      values === undefined
        ? delimitedFields(text, { separator: pairs, columns: step.columns })
        : kvFields(text, { pairDelimiters: pairs, kvDelimiters: values, repeated: step.addValues ? 'all' : 'first' });
    for (const name of found.fieldNames()) {
      const value = found.get(name);
      for (const each of typeof value === 'object' && value !== null ? value : [value])
        put(bag, name, String(each), none);
    }
  };
}
