import type { Row } from '../../api/plain-events.js';
import type { SearchOutcome } from '../../api/run-searches.js';
import type { Detection } from '../../content/detection.js';
import { renderJson } from '../../diagnostics/render-json.js';
import type { Findings } from '../../findings/finding.js';
import type { TextSink } from '../io.js';
import type { OutputFormat } from '../run-settings.js';
import { csvLines, safeCsv } from './csv.js';
import { renderFindings } from './findings-text.js';
import { JsonList, jsonDocument, jsonLines } from './json.js';
import type { ShownRows } from './shown-rows.js';
import { heading, shownColumns, type TableOptions, tableLines } from './table.js';
import { writePieces } from './write-pieces.js';

/** The result of one detection, ready to be shown. */
export interface DetectionResult {
  readonly detection: Detection;
  /** Its name, with version or file where another has the same. */
  readonly label: string;
  readonly outcome: SearchOutcome;
  readonly rows: ShownRows;
  /** With `--findings`. */
  readonly findings: Findings | undefined;
}

/** Names for detections under which they can be told apart. */
export function labelsOf(detections: readonly Detection[]): string[] {
  const count = (labels: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    return counts;
  };
  const names = detections.map(({ name }) => name);
  const byName = count(names);
  const versioned = detections.map(({ name, version }) =>
    byName.get(name)! > 1 && version !== undefined ? `${name} (version ${version})` : name,
  );
  const byVersion = count(versioned);
  return versioned.map((label, index) =>
    byVersion.get(label)! > 1 ? `${label} (${detections[index]!.file.name})` : label,
  );
}

/** Writes the results of detections in the format asked for. */
export async function writeResults(
  results: readonly DetectionResult[],
  format: OutputFormat,
  sink: TextSink,
  options: TableOptions,
): Promise<void> {
  switch (format) {
    case 'table':
      for (const result of results) await writePieces(tableOf(result, results.length > 1, options), sink);
      return;
    case 'json':
      return writePieces(jsonDocument(new JsonList(results.map(jsonOf))), sink);
    case 'ndjson':
      for (const result of results) await writePieces(jsonLines(recordsOf(result, results.length > 1)), sink);
      return;
    case 'csv':
      return writeCsv(results, sink);
  }
}

/** Writes the rows of a search. */
export async function writeRows(
  columns: readonly string[],
  rows: ShownRows,
  format: OutputFormat,
  sink: TextSink,
  options: TableOptions,
): Promise<void> {
  switch (format) {
    case 'table':
      return writePieces(tableOfRows(columns, rows, options), sink);
    case 'json':
      return writePieces(jsonDocument(new JsonList(inOrders(columns, rows))), sink);
    case 'ndjson':
      return writePieces(jsonLines(inOrders(columns, rows)), sink);
    case 'csv':
      return writePieces(safeCsv(csvLines(columns, rows), sink), sink);
  }
}

function tableOfRows(columns: readonly string[], rows: ShownRows, options: TableOptions): Iterable<string> {
  const shown = shownColumns(columns);
  return tableLines(shown, rows.only(shown), options);
}

function* tableOf(
  { label, outcome, rows, findings, detection }: DetectionResult,
  titled: boolean,
  options: TableOptions,
): Generator<string> {
  if (rows.length === 0) return;
  if (titled) yield heading(label, options);
  yield* tableOfRows(outcome.columns, rows, options);
  yield '\n';
  if (findings !== undefined) yield renderFindings(findings, detection, options.width);
}

function jsonOf({ detection, outcome, rows, findings }: DetectionResult): unknown {
  const { name, id, version, type, file } = detection;
  return {
    detection: { name, id, version, type, file: file.name },
    state: outcome.state,
    columns: outcome.columns,
    rows: new JsonList(inOrders(outcome.columns, rows)),
    ...(findings === undefined
      ? {}
      : { findings: findings.findings, riskEvents: findings.riskEvents, missing: findings.missing }),
    diagnostics: outcome.diagnostics.map(renderJson),
  };
}

/** With findings each line is one of them, else a row; several detections are told apart by `detection`. */
function* recordsOf({ label, outcome, rows, findings }: DetectionResult, several: boolean): Generator<unknown> {
  if (findings !== undefined) {
    for (const each of findings.findings) yield { kind: 'finding', ...each };
    for (const each of findings.riskEvents) yield { kind: 'risk', ...each };
    return;
  }
  for (const row of rows) yield inOrder(outcome.columns, several ? withLabel(row, label) : row, several);
}

/** A row that has a field `detection` itself keeps it as `orig_detection`. */
function withLabel(row: Row, label: string): Row {
  const entries = Object.entries(row).map(
    ([name, value]) => [name === 'detection' ? 'orig_detection' : name, value] as const,
  );
  return Object.fromEntries([['detection', label], ...entries]);
}

function* inOrders(columns: readonly string[], rows: Iterable<Row>): Generator<Row> {
  for (const row of rows) yield inOrder(columns, row);
}

/** Fields in the order of the columns. */
function inOrder(columns: readonly string[], row: Row, labelled = false): Row {
  if (labelled) return row;
  const ordered: [string, string | string[]][] = [];
  for (const column of columns) if (Object.hasOwn(row, column)) ordered.push([column, row[column]!]);
  return Object.fromEntries(ordered);
}

const findingColumns = [
  'detection',
  'kind',
  'row',
  'text',
  'entity_field',
  'entity_type',
  'entity',
  'score',
  'threat_objects',
  'mitre_attack',
  'analytic_story',
];

async function writeCsv(results: readonly DetectionResult[], sink: TextSink): Promise<void> {
  if (results.some(({ findings }) => findings !== undefined)) {
    const rows = results.flatMap(findingRows);
    return writePieces(safeCsv(csvLines(findingColumns, rows), sink), sink);
  }
  const [only] = results;
  if (results.length === 1 && only !== undefined) {
    const { rows, outcome } = only;
    return rows.length === 0 ? undefined : writePieces(safeCsv(csvLines(outcome.columns, rows), sink), sink);
  }
  if (results.every(({ rows }) => rows.length === 0)) return;
  const columns = results.flatMap(({ outcome }) =>
    outcome.columns.map((each) => (each === 'detection' ? 'orig_detection' : each)),
  );
  const rows = { [Symbol.iterator]: () => labelledRows(results) };
  return writePieces(safeCsv(csvLines([...new Set(['detection', ...columns])], rows), sink), sink);
}

function* labelledRows(results: readonly DetectionResult[]): Generator<Row> {
  for (const { rows, label } of results) for (const row of rows) yield withLabel(row, label);
}

function findingRows({ findings, label }: DetectionResult): Row[] {
  const rows: Row[] = [];
  for (const each of [...(findings?.findings ?? []), ...(findings?.riskEvents ?? [])]) {
    const isRisk = 'entity' in each;
    const row: Row = {
      detection: label,
      kind: isRisk ? 'risk' : 'finding',
      row: String(each.row + 1),
      text: isRisk ? each.message : each.title,
    };
    const entity = isRisk ? each.entity : each.entities[0];
    if (entity !== undefined) {
      row.entity_field = entity.field;
      row.entity_type = entity.type;
      row.entity = entity.value;
      row.score = String(entity.score);
    }
    row.threat_objects = each.threatObjects.map(({ type, value }) => `${type}=${value}`);
    row.mitre_attack = [...each.annotations.mitreAttackIds];
    row.analytic_story = [...each.annotations.analyticStories];
    rows.push(row);
  }
  return rows;
}
