import type { FieldType, TimeUnit } from './mapping.js';

/** A place of a table that a search reads through a schema mapping. */
export interface MappedPlace {
  /** Name of the mapping, what it calls the table, and the field. */
  readonly schema: string;
  readonly table: string;
  readonly field: string;
  /** The table, and the expression that reads the place before anything is made of it, in SQL. */
  readonly from: string;
  readonly sql: string;
  readonly type: FieldType;
  /** Of a time. */
  readonly unit: TimeUnit | undefined;
}

type Kind = 'list' | 'struct' | 'map' | 'time' | 'number' | 'boolean' | 'text' | 'other';

/** What a type of DuckDB or ClickHouse holds. */
function kindOf(written: string): Kind {
  const type = written.replace(/^(?:Nullable\(|LowCardinality\(|SimpleAggregateFunction\(\w+, )+/, '');
  if (/\[\d*\]$|^Array\(/.test(type)) return 'list';
  if (/^(?:STRUCT|Tuple|Nested)\(/.test(type)) return 'struct';
  if (/^map\(/i.test(type)) return 'map';
  if (/^(?:TIMESTAMP|DateTime|Date)/i.test(type)) return 'time';
  if (/^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|U?Int\d+|FLOAT|B?Float\d+|DOUBLE|Decimal|VARINT|BIGNUM)/i.test(type))
    return 'number';
  if (/^bool/i.test(type)) return 'boolean';
  return /^(?:VARCHAR|JSON|String|FixedString|Variant|Dynamic|UNION)/i.test(type) ? 'text' : 'other';
}

/** What is wrong with a place of an engine's type for what the mapping takes it for, and what to write instead; undefined: nothing. */
export function problemOfType(
  { type, unit }: Pick<MappedPlace, 'type' | 'unit'>,
  stored: string,
): { readonly taken: string; readonly help: string } | undefined {
  const kind = kindOf(stored);
  const taken = {
    text: 'a text',
    number: 'a number',
    list: 'a list',
    ip: 'an address',
    boolean: 'a truth value',
    time: 'a time',
  }[type];
  if (type === 'list')
    return kind === 'list'
      ? undefined
      : { taken, help: 'Write the path without [] and the field without `type: list`.' };
  if (kind === 'list')
    return { taken, help: 'Say `type: list` for all of its items, or write NAME[0] for the first one.' };
  if (kind === 'struct') return { taken, help: 'Go on to a member of it, as in NAME.MEMBER.' };
  if (kind === 'map') return { taken, help: 'Say which entry of it: { column: NAME, key: KEY }.' };
  if (type === 'number' && (kind === 'time' || kind === 'other'))
    return {
      taken,
      help: 'No value of this type is a number: leave `type` out, or make a number of it with `expression`.',
    };
  if (type !== 'time') return undefined;
  const asTime = unit === 'timestamp' || unit === 'timestamptz';
  if (asTime !== (kind === 'time'))
    return {
      taken: `a time in the unit ${unit ?? 'seconds'}`,
      help: asTime
        ? 'Say as `unit` what the values count (seconds, milliseconds, ...), or `iso` for texts.'
        : 'Write `unit: timestamp`, or `unit: timestamptz` for a type with a zone.',
    };
  return undefined;
}
