import type { Row } from '../../api/plain-events.js';
import type { RuleOverview, RunOverview } from '../../findings/overview.js';
import { formatTime } from '../../values/time/format.js';
import type { TextSink } from '../io.js';
import type { OutputFormat } from '../run-settings.js';
import { csvLines, safeCsv } from './csv.js';
import { JsonList, jsonDocument, jsonLines } from './json.js';
import { heading, type TableOptions, tableLines } from './table.js';
import { writePieces } from './write-pieces.js';

/** What is said of a rule or an entity, under the names that JSON has. */
type OverviewRecord = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Entities that a table lists; the others are counted. */
const mostListed = 50;

const ruleColumns = ['rule', 'type', 'score', 'rows', 'first', 'last', 'ATT&CK'];
const entityColumns = ['entity', 'type', 'score', 'rules', 'ATT&CK'];
const csvColumns = ['kind', 'rule', 'entity', 'type', 'score', 'rows', 'rules', 'first', 'last', 'mitre_attack'];

/** Writes what a run found in the format asked for: the rules, then the entities. */
export async function writeOverview(
  overview: RunOverview,
  format: OutputFormat,
  sink: TextSink,
  options: TableOptions,
): Promise<void> {
  const rules = overview.rules().map((each) => ruleRecord(each, options.timeZone));
  const entities = overview.entities().map((each): OverviewRecord => ({ ...each }));
  const kinds = function* (): Generator<OverviewRecord> {
    for (const each of rules) yield { kind: 'rule', ...each };
    for (const each of entities) yield { kind: 'entity', ...each };
  };
  switch (format) {
    case 'table':
      return writePieces(tables(rules, entities, options), sink);
    case 'json':
      return writePieces(jsonDocument({ rules: new JsonList(rules), entities: new JsonList(entities) }), sink);
    case 'ndjson':
      return writePieces(jsonLines(kinds()), sink);
    case 'csv': {
      const rows = [...kinds()].map(csvRow);
      return rows.length === 0 ? undefined : writePieces(safeCsv(csvLines(csvColumns, rows), sink), sink);
    }
  }
}

function ruleRecord({ first, last, mitreAttackIds, ...rule }: RuleOverview, timeZone: string): OverviewRecord {
  const text = (time: number | undefined): string | undefined =>
    time === undefined ? undefined : (formatTime(Math.floor(time), '%Y-%m-%dT%H:%M:%S', timeZone) ?? undefined);
  return { ...rule, first: text(first), last: text(last), mitreAttackIds };
}

function* tables(
  rules: readonly OverviewRecord[],
  entities: readonly OverviewRecord[],
  options: TableOptions,
): Generator<string> {
  if (rules.length === 0) return;
  yield heading('Rules', options);
  yield* tableLines(ruleColumns, rules.map(tableRow), options);
  yield '\n';
  if (entities.length === 0) return;
  yield heading('Entities', options);
  yield* tableLines(entityColumns, entities.slice(0, mostListed).map(tableRow), options);
  if (entities.length > mostListed) yield `... and ${entities.length - mostListed} more entities\n`;
  yield '\n';
}

/** A table says how many rules named an entity, and lists techniques in a line. */
function tableRow({ rules, mitreAttackIds, ...record }: OverviewRecord): Row {
  const row = rowOf(record);
  if (typeof rules === 'object') row.rules = String(rules.length);
  if (typeof mitreAttackIds === 'object') row['ATT&CK'] = mitreAttackIds.join(', ');
  return row;
}

function csvRow({ mitreAttackIds, ...record }: OverviewRecord): Row {
  return rowOf({ ...record, mitre_attack: mitreAttackIds });
}

function rowOf(record: OverviewRecord): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined) continue;
    row[name] = typeof value === 'object' ? [...value] : String(value);
  }
  return row;
}
