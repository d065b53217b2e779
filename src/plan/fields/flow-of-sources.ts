import { namedReads, readsOfSearch } from './field-reads.js';
import { type FlowByKind, madeAt } from './node-flow.js';
import { anyField, type FieldFact, type RowShape, withRest } from './row-shape.js';

const always: Partial<FieldFact> = { presence: 'always', plurality: 'single' };
const epoch: FieldFact = { ...anyField, presence: 'always', plurality: 'single', values: { kind: 'epoch' } };
const one: FieldFact = { ...anyField, plurality: 'single' };
const metadata: FieldFact = { ...one, presence: 'always' };

/** Fields that every event has (spl-core 6.1). */
const eventFields: readonly (readonly [string, FieldFact])[] = [
  ['_time', epoch],
  ['_indextime', epoch],
  ['_raw', metadata],
  ['host', metadata],
  ['source', metadata],
  ['sourcetype', metadata],
  ['index', metadata],
];

const eventShape: RowShape = { fields: new Map(eventFields), rest: 'any' };

/** Columns of tables that Splunk makes of itself (spl-commands 10, 11). */
const metadataColumns = ['firstTime', 'lastTime', 'recentTime', 'totalCount', 'type'];

/** The operators that rows come from. */
export const sourceFlows: FlowByKind<'scan' | 'dataset' | 'metrics' | 'generate' | 'branch-input'> = {
  scan: () => ({ output: eventShape, reads: [], makes: [], drops: [] }),

  dataset: (node, _inputs, { schemas }) => {
    const fields = new Map(eventFields);
    const names = node.dataset === undefined ? schemas.datasetNames(node.model) : [node.dataset];
    for (const name of names ?? []) {
      for (const field of schemas.datasetFields(node.model, name) ?? []) {
        const plurality = field.multivalue ? 'maybe' : 'single';
        fields.set(node.prefixed ? `${field.lineage}.${field.name}` : field.name, { ...anyField, plurality });
      }
    }
    // Which names a data set has is checked on its own; what it lacks is not known to be absent from its events.
    return { output: { fields, rest: 'any' }, reads: [], makes: [], drops: [] };
  },

  metrics: () => ({
    // A point of several metrics has `metric_name:<name>` instead of the two.
    output: {
      fields: new Map([eventFields[0]!, ['metric_name', one], ['_value', one]]),
      rest: 'any',
    },
    reads: [],
    makes: [],
    drops: [],
  }),

  generate: (node, _inputs, { schemas, pipelines }) => {
    const made = (names: readonly string[], fact: Partial<FieldFact> = always): RowShape => ({
      fields: new Map(names.map((name) => [name, madeAt(node.span, fact)])),
      rest: [],
    });
    const { rows } = node;
    const flow = (output: RowShape) => ({ output, reads: [], makes: [], drops: [] });
    switch (rows.from) {
      case 'makeresults': {
        const time = made(['_time'], { ...always, values: { kind: 'epoch' } });
        return flow(
          rows.annotate
            ? {
                ...time,
                fields: new Map([
                  ...time.fields,
                  ...made(['host', 'source', 'sourcetype', '_raw', 'splunk_server', 'splunk_server_group'], {}).fields,
                ]),
              }
            : time,
        );
      }
      case 'literal': {
        const cells = (column: number): FieldFact => {
          const texts = rows.cells.map((row) => row[column] ?? null);
          const values = texts.flatMap((text) => text ?? []);
          return madeAt(node.span, {
            presence: texts.includes(null) ? (values.length === 0 ? 'never' : 'maybe') : 'always',
            plurality: texts.some((text) => typeof text === 'object' && text !== null) ? 'maybe' : 'single',
            values: { kind: 'texts', texts: [...new Set(values)] },
          });
        };
        const fields = new Map(rows.columns.map((name, column) => [name, cells(column)] as const));
        return flow({ fields, rest: [] });
      }
      case 'inline':
        return flow(withRest(made(rows.format === 'json' ? ['_raw', '_time'] : []), 'any'));
      case 'gentimes':
        return flow(made(['starttime', 'endtime'], { ...always, values: { kind: 'epoch' } }));
      case 'lookup': {
        const columns = rows.file ? undefined : schemas.lookupColumns(rows.table);
        const output = made(columns ?? [], { presence: 'maybe' });
        if (rows.where !== undefined) readsOfSearch(rows.where, pipelines);
        return flow(columns === undefined ? withRest(output, 'any') : output);
      }
      case 'metadata':
        return flow(made([...metadataColumns, rows.type.slice(0, -1)]));
      case 'eventcount':
        return flow(made(rows.summarize ? ['count'] : ['count', 'index', 'server', 'size_bytes', 'provider'], {}));
    }
  },

  'branch-input': (_node, _inputs, { branchInput }) => ({
    output: branchInput,
    reads: namedReads([], { start: 0, end: 0 }),
    makes: [],
    drops: [],
  }),
};
