import {
  filledText,
  flag,
  type JsonSchema,
  listOf,
  longText,
  mapping,
  named,
  oneOfWords,
  text,
} from './building-blocks.js';

const described = (schema: JsonSchema, description: string): JsonSchema => ({ ...schema, description });
const mapOf = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values });
const scalar: JsonSchema = { type: ['string', 'number', 'boolean'] };

const units = ['seconds', 'milliseconds', 'microseconds', 'nanoseconds', 'timestamp', 'timestamptz', 'iso'];
const types = ['text', 'number', 'list', 'ip', 'boolean', 'time'];

const sqlText: JsonSchema = {
  type: ['string', 'object'],
  minLength: 1,
  properties: { duckdb: filledText, clickhouse: filledText },
  additionalProperties: false,
};

const field: JsonSchema = { $ref: '#/$defs/field' };

const fieldKeys: Readonly<Record<string, JsonSchema>> = {
  path: described(filledText, 'Members of structs or JSON: `process.file.hashes[].value`.'),
  column: described(filledText, 'A column by its exact name; with `json` or `key` the column to look into.'),
  json: described(filledText, 'A path in the JSON of the column.'),
  key: described(text, 'A key of the map in the column.'),
  expression: described(sqlText, 'SQL that is taken as it stands, for all engines or by engine.'),
  constant: described(text, 'One text for every row.'),
  template: described(filledText, 'Texts with paths in braces: `{reg_value.path}\\{reg_value.name}`.'),
  first: described(listOf(field), 'The first that has a value.'),
  all: described(listOf(field), 'All that have a value, as a list.'),
  type: described(oneOfWords(...types), 'What SPL sees. Default: text, or list for a path with `[]`.'),
  unit: described(oneOfWords(...units), 'Of a time.'),
  values: described(mapOf(text), 'The text to show by the value in the table.'),
  otherwise: described(
    { type: ['string', 'number', 'boolean', 'null'] },
    'For values without an entry: a text, or null for none. Default: the value itself.',
  ),
  after_last: described(filledText, 'Keeps what stands after the last of these.'),
  shown_only: described(flag, 'The values are of the own kind of the table: a search that compares them is refused.'),
  hex: described(
    { type: 'integer', minimum: 1, maximum: 16 },
    'Writes whole numbers as 0x and at least so many hexadecimal digits.',
  ),
  when: described({ $ref: '#/$defs/conditions' }, 'Rows for which the value counts; it is none in others.'),
  letters: described(oneOfWords('lower', 'upper'), 'Changes the letters, before `values` are looked up.'),
};

/** A path, a list of values of which the first counts, or a value said in full. Null takes away what a base maps. */
const fieldSchema: JsonSchema = {
  type: ['string', 'array', 'object', 'null'],
  minLength: 1,
  minItems: 1,
  items: field,
  properties: fieldKeys,
  additionalProperties: false,
};

const conditions: JsonSchema = {
  type: ['string', 'object', 'array'],
  description: 'Values by path, or SQL that is taken as it stands.',
  minLength: 1,
  minItems: 1,
  items: { type: ['string', 'object'], additionalProperties: { $ref: '#/$defs/wanted' } },
  additionalProperties: { $ref: '#/$defs/wanted' },
};

const time: JsonSchema = {
  type: ['string', 'object'],
  minLength: 1,
  properties: { ...fieldKeys, always: described(flag, 'No row lacks a time.') },
  additionalProperties: false,
};

const rest: JsonSchema = {
  ...mapping([], {
    lists: described(filledText, 'A column with a map from texts to lists of texts.'),
    texts: described(filledText, 'A column with a map from texts to texts.'),
    json: described(filledText, 'A column with a JSON object.'),
  }),
  type: ['object', 'null'],
  minProperties: 1,
  maxProperties: 1,
  description: 'Where the fields are that `fields` does not name.',
};

const under: JsonSchema = {
  ...mapOf({ type: ['string', 'null'], minLength: 1 }),
  description:
    'Columns of JSON by the first part of the names of the fields in them: `requestParameters` of `requestParameters.userName`.',
};

const part: Readonly<Record<string, JsonSchema>> = {
  table: {
    type: ['string', 'array'],
    minLength: 1,
    minItems: 1,
    items: filledText,
    description: 'A table or view, or a list of database, schema and table.',
  },
  where: { $ref: '#/$defs/conditions' },
  time,
  order: field,
  rest,
  under,
  fields: mapOf(field),
};

const table: JsonSchema = {
  ...mapping([], { ...part, parts: mapOf({ ...mapping([], part), type: ['object', 'null'] }) }),
  type: ['object', 'null'],
};

/** `rules/schemas/*.yml` and the files given with `--schema`. */
export const schemaMappingSchema: JsonSchema = named('schema-mapping', 'Schema mapping', {
  ...mapping(['name'], {
    name: filledText,
    description: longText,
    extends: described(filledText, 'A mapping that comes with escudo, or a file.'),
    layout: described(oneOfWords('loaded'), 'The tables are those that escudo load writes.'),
    paths: {
      type: ['string', 'object'],
      pattern: '^(?:struct|flat)$',
      description: '`struct`, `flat` (a column is named by the whole path), or `json: COLUMN`.',
      properties: { json: filledText },
      required: ['json'],
      additionalProperties: false,
    },
    empty: described(oneOfWords('value', 'missing'), 'What an empty text is. Default: value.'),
    time,
    order: field,
    rest,
    under,
    fields: described(mapOf(field), 'Fields of every table.'),
    events: described(table, 'The table that searches over events read.'),
    tables: described(mapOf(table), 'Tables by data set: `Endpoint.Processes`.'),
  }),
  $defs: {
    field: fieldSchema,
    conditions,
    wanted: { type: ['string', 'number', 'boolean', 'array'], minItems: 1, items: scalar },
  },
});
