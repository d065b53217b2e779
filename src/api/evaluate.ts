import { Catalog } from '../content/catalog.js';
import type { CatalogMacro } from '../content/catalog-macro.js';
import type { Deployment } from '../content/deployment.js';
import type { Detection } from '../content/detection.js';
import { readContentFile } from '../content/read-file.js';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import type { Finding, MissingField, RiskEvent } from '../findings/finding.js';
import { findingsFor } from '../findings/findings-for.js';
import { createSource } from '../source/source.js';
import { columnsOf } from './columns.js';
import { macrosOf, readSettings, type SearchOptions } from './options.js';
import { type PlainEvent, type Row, rowOf } from './plain-events.js';
import { prepare } from './run.js';
import { runInMemory } from './run-in-memory.js';

/** A detection as YAML text, as the object that text would parse to, or as loaded before. */
export type DetectionInput = string | Readonly<Record<string, unknown>> | Detection;

export interface EvaluateOptions extends SearchOptions {
  /** Over which time: `all` (default), or the `schedule` of the detection, relative to `now`. `earliest` and `latest` win over both. */
  readonly over?: 'all' | 'schedule';
}

/** What a detection makes of events. A refused detection has an error among its diagnostics, and no rows. */
export interface Evaluation {
  readonly rows: Row[];
  /** Names of the columns in the order in which Splunk would show them. */
  readonly columns: string[];
  /** Notables (classic formats) or findings (ESCU 6.x), one per row where the detection or its type asks for them. */
  readonly findings: readonly Finding[];
  /** Risk events (classic) or intermediate findings (ESCU 6.x), one per row and entity. */
  readonly riskEvents: readonly RiskEvent[];
  /** Fields that the detection names for its findings and rows lack; nothing is made up for them. */
  readonly missing: readonly MissingField[];
  readonly diagnostics: Diagnostic[];
}

const nothing = { rows: [], columns: [], findings: [], riskEvents: [], missing: [] };

/**
 * Evaluates a detection over events in memory: `await evaluate(yamlText, events, { macros: { wmi: 'sourcetype=x' } })`.
 * Events and options are those of `search`. The filter macro of the detection exists without being given.
 */
export async function evaluate(
  detection: DetectionInput,
  events: Iterable<PlainEvent> | AsyncIterable<PlainEvent>,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  const loaded = readInput(detection);
  const { diagnostics } = loaded;
  if (loaded.detection === undefined) return { ...nothing, diagnostics };
  const found = loaded.detection;
  const macros: readonly CatalogMacro[] = macrosOf(options.macros);
  const catalog = new Catalog({ macros, detections: [found] });
  const deployment = catalog.deploymentFor(found);
  const { settings, diagnostics: wrong } = readSettings({ ...scheduleOf(deployment, options), ...options });
  diagnostics.push(...wrong);
  const compiled = prepare(found.search, catalog, settings, 'search');
  diagnostics.push(...compiled.diagnostics);
  const results = await runInMemory({ compiled, catalog, settings }, events, options, diagnostics);
  if (results === undefined) return { ...nothing, diagnostics };
  const rows = results.map(rowOf);
  const { findings, riskEvents, missing } = findingsFor(found, rows, deployment, {
    originalSearch: compiled.source.text,
    ...boundText('earliest', settings.range.earliest),
    ...boundText('latest', settings.range.latest),
  });
  return { rows, columns: columnsOf(compiled.plan!.root, results), findings, riskEvents, missing, diagnostics };
}

function boundText(name: 'earliest' | 'latest', epoch: number): { [name: string]: string } {
  return Number.isFinite(epoch) ? { [name]: String(epoch) } : {};
}

function scheduleOf({ schedule }: Deployment, { over }: EvaluateOptions): Pick<SearchOptions, 'earliest' | 'latest'> {
  if (over !== 'schedule') return {};
  const { earliest, latest } = schedule;
  return { ...(earliest === undefined ? {} : { earliest }), ...(latest === undefined ? {} : { latest }) };
}

function readInput(input: DetectionInput): { detection: Detection | undefined; diagnostics: Diagnostic[] } {
  if (typeof input === 'object' && isLoaded(input)) return { detection: input, diagnostics: [] };
  // JSON is YAML, so that an object is read by the same rules as a file.
  const text = typeof input === 'string' ? input : JSON.stringify(input, undefined, 2);
  const source = createSource('<detection>', text);
  const items = readContentFile({ source, path: 'detections/detection.yml', origin: 'user' });
  const diagnostics = [...items.diagnostics];
  if (hasErrors(diagnostics)) return { detection: undefined, diagnostics };
  const detection = items.detections[0];
  if (detection === undefined) diagnostics.push(diagnostic('content-not-a-mapping', { found: 'no detection' }));
  return { detection, diagnostics };
}

function isLoaded(input: object): input is Detection {
  return 'document' in input && 'fileName' in input && 'annotations' in input;
}
