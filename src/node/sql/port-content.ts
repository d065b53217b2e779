import type { Knowledge } from '../../api/knowledge.js';
import type { Settings } from '../../api/options.js';
import { type PortCandidate, portCandidate, portCompiled } from '../../api/port.js';
import { createPortSchema } from '../../api/port-schema.js';
import type { Detection } from '../../content/detection.js';
import type { LookupSource } from '../../exec/lookups/lookup-source.js';
import { lineIndexOf } from '../../source/line-index.js';
import { rootPlace } from '../../source/origin-map.js';
import type { SqlDialect } from '../../sql/dialect.js';
import { duckdb } from '../../sql/dialects/duckdb.js';
import { mappedPortSchema } from '../../sql/mapping/mapped-schema.js';
import type { SchemaMapping } from '../../sql/mapping/mapping.js';
import type { PortedSearch, RefusedSearch } from '../../sql/port.js';
import { commentText } from '../../sql/quote.js';
import type { LoadedContent } from '../content/load-content.js';

/** A detection with its SQL, or with the reason why there is none. */
export interface PortedDetection {
  readonly detection: Detection;
  readonly candidate: PortCandidate;
  readonly port: PortedSearch | RefusedSearch;
}

/** Ports detections over the default layout or the tables of a schema mapping; their lookups are read. Without `now` the SQL asks the engine's clock. */
export async function portContent(
  content: LoadedContent,
  knowledge: Knowledge,
  lookups: LookupSource,
  settings: Settings,
  dialect: SqlDialect = duckdb,
  mapping?: SchemaMapping,
  now?: number,
): Promise<PortedDetection[]> {
  const base = createPortSchema(
    {
      dataset: (model, dataset) => knowledge.views.view(model, dataset),
      properName: (model, dataset) => knowledge.views.properName(model, dataset),
      lookup: (name) => lookups.loaded(name),
      rawAlways: true,
      order: 'newest',
    },
    settings,
  );
  const schema = mapping === undefined ? base : mappedPortSchema(base, mapping, knowledge.definitions);
  const ported: PortedDetection[] = [];
  for (const detection of content.detections) {
    const candidate = portCandidate(detection.search, content.catalog, settings, 'search');
    for (const name of candidate.tables.lookups) await lookups.table(name);
    const port = portCompiled(candidate, content.catalog, settings, schema, dialect, now);
    ported.push({ detection, candidate, port });
  }
  return ported;
}

/** A caveat or reason with its code, and the line and column of the command, where it stands in a file. */
export function placedText(
  text: string,
  span: RefusedSearch['span'],
  { source }: PortCandidate,
  code?: RefusedSearch['code'],
): string {
  const message = code === undefined ? text : `${code}: ${text}`;
  if (span === undefined || span.end > source.text.length) return message;
  const place = rootPlace(source, span);
  const { line, column } = lineIndexOf(place.source).positionAt(place.span.start);
  return `${message} (${line}:${column}: ${commentText(source.text.slice(span.start, span.end), 60)})`;
}

/** The file of a detection: what it is, how equal, when it runs, and the SQL. */
export function sqlFile({ detection, candidate, port }: PortedDetection, content: LoadedContent): string | undefined {
  if (port.grade === 'refused') return undefined;
  const { schedule } = content.catalog.deploymentFor(detection);
  const lines = [
    detection.name,
    `grade: ${port.grade === 'equivalent' ? 'equivalent' : 'equivalent with caveats'}`,
    ...port.caveats.map(({ message, span, code }) => `caveat: ${placedText(message, span, candidate, code)}`),
    ...(schedule.cron === undefined ? [] : [`cron: ${schedule.cron}`]),
    ...(schedule.earliest === undefined ? [] : [`earliest: ${schedule.earliest}`]),
    ...(schedule.latest === undefined ? [] : [`latest: ${schedule.latest}`]),
  ];
  return `${lines.map((line) => `-- ${commentText(line, 300)}`).join('\n')}\n${port.sql}`;
}

/** What tools need to know of the files of a port. */
export function manifestOf(
  list: readonly PortedDetection[],
  content: LoadedContent,
  files: ReadonlyMap<PortedDetection, string>,
  dialect: SqlDialect,
  schema: string,
): string {
  const detections = list.map((each) => {
    const { detection, candidate, port } = each;
    const { id, version, type } = detection;
    const { cron, earliest, latest } = content.catalog.deploymentFor(detection).schedule;
    const base = { name: detection.name, id, version, type, grade: port.grade, schedule: { cron, earliest, latest } };
    if (port.grade === 'refused') return { ...base, reason: placedText(port.reason, port.span, candidate, port.code) };
    return {
      ...base,
      file: files.get(each),
      columns: port.columns.map(({ field, name, type: sqlType }) => ({ field, column: name, type: sqlType })),
      open: port.open,
      caveats: port.caveats.map(({ message, span, code }) => placedText(message, span, candidate, code)),
      tables: candidate.tables,
    };
  });
  const prelude = preludeOf(dialect) === undefined ? {} : { prelude: 'prelude.sql' };
  return `${JSON.stringify({ dialect: dialect.id, layout: schema, ...prelude, detections }, null, 2)}\n`;
}

/** The file with the definitions that the SQL needs; undefined where it brings its own. */
export function preludeOf({ prelude }: SqlDialect): string | undefined {
  if (prelude.length === 0) return undefined;
  return `-- Functions that the SQL of the detections uses; run this once per database.\n${prelude.join(';\n')};\n`;
}
