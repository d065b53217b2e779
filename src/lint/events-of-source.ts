import type { DataSource } from '../content/data-source.js';
import type { FieldConstraint } from '../plan/fields/constraint.js';
import { conjunctsOfEval, conjunctsOfSearch, constraintOfEval, constraintOfSearch } from '../plan/fields/constraint.js';
import type { FieldFlow } from '../plan/fields.js';
import type { Condition } from '../plan/nodes/row.js';
import type { PlanNode } from '../plan/plan.js';
import type { Span } from '../source/span.js';
import type { SearchExpression } from '../syntax/ast.js';
import { compileWildcard } from '../values/wildcard.js';

/** Fields that hold the number of a kind of Windows events: the log has the first, its add-on adds the second. */
const eventNumbers: readonly string[] = ['EventID', 'EventCode'];

/**
 * What is known of the events of a data source, by field: its source and sourcetype, and the value that tells its kind of
 * events from others of the log. `Sysmon EventID 1` has `EventID` as its separator and 1 as its value; `AWS CloudTrail
 * CreateKey` has the rest of its name behind that of the whole log, `AWS CloudTrail`.
 */
export function eventsOfSource(source: DataSource, all: readonly DataSource[]): ReadonlyMap<string, string> {
  const { name, separator } = source;
  const known = new Map<string, string>();
  for (const key of ['source', 'sourcetype'] as const) if (source[key] !== '') known.set(key, source[key]);
  if (separator === undefined) return known;
  if (eventNumbers.includes(separator)) {
    const number = / (\d+)$/.exec(name)?.[1];
    if (number !== undefined) for (const field of eventNumbers) known.set(field, number);
    return known;
  }
  const whole = all.find((each) => isWholeLogOf(each, source));
  if (whole !== undefined) known.set(separator, name.slice(whole.name.length + 1));
  return known;
}

function isWholeLogOf(whole: DataSource, part: DataSource): boolean {
  return (
    part.name.startsWith(`${whole.name} `) &&
    whole.separator === part.separator &&
    whole.sourcetype.toLowerCase() === part.sourcetype.toLowerCase()
  );
}

/** Windows writes one log in two renderings, each with a source and sourcetype of its own. */
export function renderedAlike(sourcetype: string): string {
  return sourcetype.toLowerCase().replace(/^xml(?=wineventlog)/, '');
}

/**
 * Where a search leaves out all events of a kind: a condition of each of its scans, before any command changes a field.
 * Undefined where some scan may read such events, or the search also reads what is no events, such as data models.
 */
export function leftOutAt(flow: FieldFlow, events: ReadonlyMap<string, string>): readonly Span[] | undefined {
  const nodes = [...flow.nodes.values()].map(({ node }) => node);
  if (nodes.some(({ kind }) => kind === 'dataset' || kind === 'metrics' || kind === 'map')) return undefined;
  const scans = nodes.filter(({ kind }) => kind === 'scan');
  const found = scans.map((scan) => failedTerm(scan, nodes, events));
  return scans.length === 0 || found.includes(undefined) ? undefined : found.map((span) => span!);
}

function failedTerm(scan: PlanNode, nodes: readonly PlanNode[], events: ReadonlyMap<string, string>): Span | undefined {
  for (let node = scan; ; ) {
    const filter = nodes.find((each) => each.kind === 'filter' && each.input === node);
    if (filter?.kind !== 'filter') return undefined;
    const failed = failedPart(filter.condition, events);
    if (failed !== undefined) return failed;
    node = filter;
  }
}

function failedPart(condition: Condition, events: ReadonlyMap<string, string>): Span | undefined {
  switch (condition.language) {
    case 'search':
      return conjunctsOfSearch(condition.expression).find((term) => fails(term, events))?.span;
    case 'eval':
      return conjunctsOfEval(condition.expression).find((term) => excludes(constraintOfEval(term), events))?.span;
    case 'regex':
      return undefined;
  }
}

function fails(term: SearchExpression, events: ReadonlyMap<string, string>): boolean {
  switch (term.kind) {
    case 'group':
      return fails(term.inner, events);
    case 'and':
      return term.operands.some((each) => fails(each, events));
    case 'or':
      return term.operands.every((each) => fails(each, events));
    default:
      return excludes(constraintOfSearch(term), events);
  }
}

function excludes(constraint: FieldConstraint | undefined, events: ReadonlyMap<string, string>): boolean {
  if (constraint?.constraint.kind !== 'one-of') return false;
  const value = events.get(constraint.field);
  if (value === undefined) return false;
  // Add-ons know logs of Windows by a sourcetype that is called as the source.
  const source = constraint.field === 'sourcetype' ? events.get('source') : undefined;
  const values = [value, ...(source === undefined ? [] : [source])].flatMap(renderingsOf);
  return !constraint.constraint.texts.some(({ text }) => values.some(compileWildcard(text, { caseSensitive: false })));
}

/** A source or sourcetype as it is in either rendering. */
function renderingsOf(value: string): string[] {
  const plain = renderedAlike(value);
  return plain.startsWith('wineventlog') ? [plain, `xml${plain}`] : [value];
}
