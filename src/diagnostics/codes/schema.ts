import { defineCodes } from '../define-codes.js';

/** Diagnostics of schema mappings: the files, and what a search asks of tables that do not have it. */
export const schemaCodes = defineCodes({
  'schema-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `There is no schema mapping "${p.name}".`,
    explanation:
      'What stands after `--schema` or `extends` is neither the name of a mapping that comes with escudo (rules/schemas/) nor a file. Correct the name, or give the path of a file with its ending.',
  },
  'schema-cycle': {
    severity: 'error',
    message: (p: { name: string }) => `The schema mapping ${p.name} extends itself.`,
    explanation: 'Following `extends` leads back to the same file. Remove one of the links.',
  },
  'schema-mapping': {
    severity: 'error',
    message: (p: { path: string; problem: string }) => `\`${p.path}\` ${p.problem}.`,
    explanation:
      'A part of a schema mapping cannot be used: a path that is none, a key that does not go with another, a table without a time. docs/schema-mapping.md describes each key. Nothing is ported with a mapping that has errors, because a field that is read from the wrong place gives wrong findings silently.',
  },
  'schema-unknown-data-set': {
    severity: 'error',
    message: (p: { name: string }) => `There is no data set ${p.name}.`,
    explanation:
      'A table of a schema mapping stands for a data set that no loaded data model has, so no search could reach it. Correct the name (`Model.Dataset`), or load the data model with `--knowledge`.',
  },
  'schema-unknown-field': {
    severity: 'warning',
    message: (p: { field: string; dataset: string }) => `${p.dataset} has no field ${p.field}.`,
    explanation:
      'A schema mapping gives a value to a field that the data set does not have. Searches over the data set cannot name it, so it has no effect. Correct the spelling or remove it.',
  },
  'schema-no-table': {
    severity: 'error',
    message: (p: { what: string; schema: string }) => `The schema mapping ${p.schema} has no table for ${p.what}.`,
    explanation:
      'The search reads a data set, or events, for which the schema mapping names no table, so there is nothing to read. The detection is refused. Add the table to a mapping of your own that extends this one.',
  },
  'schema-field-unmapped': {
    severity: 'error',
    message: (p: { field: string; schema: string; table: string; use: string; others: readonly string[] }) =>
      `${p.field} has no mapping in ${p.schema} (${p.table}), and ${p.use}.${p.others.length === 0 ? '' : ` The search needs as well: ${p.others.join(', ')}.`}`,
    explanation:
      'The search decides by a field for which the schema mapping has no place: a condition on it, a group that is lost without it, a value that is worked on. With nothing in its place the detection would find other rows than in Splunk, so it is refused. Add the field to a mapping of your own that extends this one.',
  },
  'schema-field-shown-only': {
    severity: 'error',
    message: (p: { field: string; schema: string; table: string; use: string }) =>
      `${p.field} has values of its own in ${p.schema} (${p.table}), and ${p.use}.`,
    explanation:
      'The schema mapping has a place for the field, but what stands there is not what Splunk has: names that each product gives its own events, for example. Comparing it with the text of the search would never fit, or not mean the same, so the detection is refused. Searches that only show the field or group by it are ported. Say in a mapping of your own, with `values`, what the texts stand for.',
  },
  'schema-field-empty': {
    severity: 'warning',
    message: (p: { field: string; schema: string; table: string; shows: string }) =>
      `${p.field} has no mapping in ${p.schema} (${p.table}): ${p.shows}.`,
    explanation:
      'The search only shows a field for which the schema mapping has no place. The same rows are found, as in Splunk over a log source that does not have the field: it is missing there, or has the default of its data set. The port is graded equivalent with caveats. Add the field to a mapping of your own to see its values.',
  },
  'schema-engine': {
    severity: 'error',
    message: (p: { what: string; engine: string }) =>
      `The schema mapping has ${p.what} in the SQL of other engines only, not for ${p.engine}.`,
    explanation:
      'An `expression` or condition of the schema mapping says its SQL by engine and leaves out the one that the detection is ported to. The detection is refused. Add the SQL for that engine, or write a path, which is read on every engine.',
  },
  'schema-field-type': {
    severity: 'error',
    message: (p: { field: string; schema: string; table: string; taken: string; type: string }) =>
      `${p.field} in ${p.schema} (${p.table}) is taken for ${p.taken}, but the table has ${p.type} there.`,
    explanation:
      'The column or member that the schema mapping names is of a type that cannot be what the mapping takes it for: a list where one value is wanted, a struct or a map as a whole, a time without its unit. The engine would give texts that no search compares with, or nothing, so the search is refused before it runs. Correct the path or the `type` of the field.',
  },
  'schema-field-place': {
    severity: 'error',
    message: (p: { field: string; schema: string; table: string; reason: string }) =>
      `${p.field} in ${p.schema} (${p.table}) cannot be read from the table: ${p.reason}.`,
    explanation:
      'The engine knows no such column or member, or nothing of the kind can be read from what stands there. Compare the path with the columns of the table; names are compared exactly, and one with characters other than letters, digits and underscores stands in double quotes, or after `column`.',
  },
  'schema-fields-shown': {
    severity: 'warning',
    message: (p: { schema: string; table: string }) =>
      `The rows show the fields that ${p.schema} maps (${p.table}), not every field there is.`,
    explanation:
      'The search asks for all fields of its rows, or for all that fit a pattern. Through a schema mapping these are the fields the mapping names. Name the wanted fields in the search, or map them all.',
  },
  'schema-order': {
    severity: 'warning',
    message: (p: { table: string }) =>
      `Rows of ${p.table} with the same time come in any order, as the schema mapping has no \`order\`.`,
    explanation:
      'The search depends on the order of its events. Events stand newest first; where several have the same time, the engine may give them in any order, unless the table has a column that numbers them. Name it with `order` in the mapping.',
  },
  'schema-keyword': {
    severity: 'warning',
    message: (p: { table: string }) => `Keywords look at _raw of ${p.table} and at the fields that this search names.`,
    explanation:
      'Where an event has no _raw, Splunk-like keyword search looks at all of its fields. Through a schema mapping only the fields that the search names are read. Compare a field instead of searching for a word.',
  },
});
