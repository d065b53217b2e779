import { parseNamedGroups } from '../../regex/group-names.js';
import type { NodeOf } from '../plan.js';
import { namedReads } from './field-reads.js';
import { madeAt, type OperatorFlow } from './node-flow.js';
import { cleanPrefixPattern } from './prefix-pattern.js';
import {
  anyField,
  either,
  type FieldFact,
  fieldOf,
  mayHave,
  type RowShape,
  withFields,
  withRest,
} from './row-shape.js';

const searchFacts = ['info_min_time', 'info_max_time', 'info_search_time', 'info_sid'];
const places = ['City', 'Country', 'Region', 'lat', 'lon'];
const morePlaces = ['Continent', 'MetroCode', 'Timezone'];

/** The fields that an extraction takes out of others. */
export function extractFlow(node: NodeOf<'extract'>, shape: RowShape): OperatorFlow {
  const { method, span } = node;
  const flow = (
    output: RowShape,
    reads: readonly string[],
    makes: readonly string[] = [],
    tolerant = false,
  ): OperatorFlow => ({
    output,
    reads: namedReads(reads, span, 'value', tolerant),
    makes,
    drops: [],
  });
  /** Fields that are set where something was found, and stay as they were elsewhere. */
  const found = (names: readonly string[], fact: Partial<FieldFact> = {}): RowShape =>
    withFields(
      shape,
      names.map((name): [string, FieldFact] => {
        const made = madeAt(span, fact);
        const old = fieldOf(shape, name);
        // An event field of that name that nobody has spoken of is taken not to exist: the extraction is there to make it.
        return [
          name,
          shape.fields.has(name) && old.presence !== 'never'
            ? { ...either(old, made), constraints: [], from: span }
            : made,
        ];
      }),
    );
  switch (method.name) {
    case 'rex': {
      const groups = parseNamedGroups(method.pattern) ?? [];
      const plurality = method.maxMatch === 1 ? 'single' : 'many';
      const source = fieldOf(shape, method.field);
      let output = shape;
      for (const group of groups) {
        const made: FieldFact = {
          ...madeAt(span),
          plurality: source.plurality !== 'single' && shape.fields.has(method.field) ? source.plurality : plurality,
          values: { kind: 'capture', pattern: method.pattern, group },
        };
        const known = shape.fields.has(group) && mayHave(shape, group);
        output = withFields(output, [
          [group, known ? { ...either(fieldOf(shape, group), made), constraints: [], from: span } : made],
        ]);
      }
      if (method.offsetField !== undefined) output = withFields(output, [[method.offsetField, madeAt(span)]]);
      return flow(output, [method.field]);
    }
    case 'sed': {
      const old = fieldOf(shape, method.field);
      return flow(
        old.presence === 'never'
          ? shape
          : withFields(shape, [[method.field, { ...old, values: anyField.values, constraints: [], from: span }]]),
        [method.field],
      );
    }
    case 'spath':
      if (method.path === undefined) return flow(withRest(shape, 'any'), [method.field]);
      return flow(found([method.output ?? method.path]), [method.field]);
    case 'kv':
      return flow(withRest(shape, 'any'), ['_raw']);
    case 'xmlkv':
      return flow(withRest(shape, 'any'), [method.field]);
    case 'xpath':
      return flow(found([method.output], method.fallback === undefined ? {} : { presence: 'always' }), [method.field]);
    case 'fromjson':
      return flow(withRest(shape, cleanPrefixPattern(method.prefix)), [method.field]);
    case 'iplocation': {
      const names = [...places, ...(method.allFields ? morePlaces : [])].map((name) => method.prefix + name);
      return flow(found(names, { plurality: 'single' }), [method.field]);
    }
    case 'rangemap': {
      const texts = [...new Set([...method.ranges.map((range) => range.name), method.fallback])];
      const made = madeAt(span, { presence: 'always', values: { kind: 'texts', texts } });
      return flow(withFields(shape, [['range', made]]), [method.field], ['range']);
    }
    case 'strcat': {
      const made = madeAt(span, { presence: method.allRequired ? 'maybe' : 'always', plurality: 'single' });
      const parts = method.parts.filter((part) => !part.literal).map((part) => part.text);
      return flow(withFields(shape, [[method.output, made]]), parts, [method.output], !method.allRequired);
    }
    case 'tojson':
      return flow(
        withFields(shape, [[method.output, madeAt(span, { presence: 'always', plurality: 'single' })]]),
        method.patterns.length === 0 ? ['*'] : method.patterns.map((each) => each.pattern),
        [],
        true,
      );
    case 'addtotals':
      return flow(
        withFields(shape, [
          [method.output, madeAt(span, { presence: 'always', plurality: 'single', values: { kind: 'number' } })],
        ]),
        method.patterns,
        [],
        true,
      );
    case 'addinfo': {
      const made = searchFacts.map((name): [string, FieldFact] => [
        name,
        madeAt(span, {
          presence: 'always',
          plurality: 'single',
          ...(name === 'info_sid' ? {} : { values: { kind: 'epoch' as const } }),
        }),
      ]);
      return flow(withFields(shape, made), [], searchFacts);
    }
    case 'reltime':
      return flow(
        withFields(
          shape,
          method.times.map(({ as }) => [as, madeAt(span, { presence: 'always', plurality: 'single' })]),
        ),
        method.times.map(({ field }) => field),
        method.times.map(({ as }) => as),
        true,
      );
  }
}
