import { visible } from '../diagnostics/visible-text.js';
import type { SourceDefinition } from '../knowledge/source-definition.js';
import { type Plan, type PlanNode, walkPlan } from '../plan/plan.js';
import type { SearchExpression } from '../syntax/ast.js';
import { compileWildcard } from '../values/wildcard.js';

/** Kinds of logs that can give a search its events. */
export interface LogSources {
  /** `data set Endpoint.Processes`, `sourcetype=linux:audit`. */
  readonly asks: string;
  /** Titles of the kinds that escudo knows, by name. Empty: it knows none. */
  readonly kinds: readonly string[];
}

/** The metadata that a search names, and what kinds of logs have it. */
const namedBy = {
  sourcetype: (each: SourceDefinition) => each.match.sourcetypes,
  source: (each: SourceDefinition) => each.match.sources,
  eventtype: (each: SourceDefinition) => each.match.eventtypes,
} as const;

/**
 * The kinds of logs that can feed a plan, of those that escudo knows: for data sets those whose events land there, for raw searches those
 * with the sourcetype, source or event type that a condition names.
 */
export function logSources(plan: Plan, definitions: readonly SourceDefinition[]): LogSources[] {
  const found = new Map<string, readonly string[]>();
  const add = (asks: string, fits: (each: SourceDefinition) => boolean): void => {
    if (found.has(asks)) return;
    found.set(asks, [...new Set(definitions.filter(fits).map((each) => each.title))].sort());
  };
  for (const root of [plan.root, ...plan.subsearches.values()]) {
    for (const node of walkPlan(root)) {
      if (node.kind === 'dataset') {
        const name = node.dataset === undefined ? node.model : `${node.model}.${node.dataset}`;
        add(`data set ${name}`, (each) =>
          each.datasets.some((landing) => isOfDataset(landing, node.model, node.dataset)),
        );
      }
      for (const { field, text } of metadataOf(node)) {
        add(`${field}=${text}`, (each) =>
          namedBy[field](each).some((pattern) => pattern !== '*' && overlap(pattern, text)),
        );
      }
    }
  }
  return [...found].map(([asks, kinds]) => ({ asks, kinds }));
}

function isOfDataset(landing: string, model: string, dataset: string | undefined): boolean {
  const [ofModel = '', ofDataset = ''] = landing.toLowerCase().split('.');
  return ofModel === model.toLowerCase() && (dataset === undefined || ofDataset === dataset.toLowerCase());
}

/** Whether two names with wildcards can be the same, as far as one is a case of the other. */
function overlap(pattern: string, text: string): boolean {
  return (
    compileWildcard(pattern, { caseSensitive: false })(text) || compileWildcard(text, { caseSensitive: false })(pattern)
  );
}

function metadataOf(node: PlanNode): { field: keyof typeof namedBy; text: string }[] {
  const found: { field: keyof typeof namedBy; text: string }[] = [];
  if (node.kind !== 'filter' || node.condition.language !== 'search') return found;
  const open: SearchExpression[] = [node.condition.expression];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    switch (each.kind) {
      case 'and':
      case 'or':
        open.push(...each.operands.toReversed());
        break;
      case 'group':
        open.push(each.inner);
        break;
      case 'comparison':
        if (each.operator === '=' && isMetadata(each.field)) found.push({ field: each.field, text: each.value.text });
        break;
      case 'in':
        if (isMetadata(each.field))
          for (const value of each.values) found.push({ field: each.field, text: value.text });
        break;
      default:
        break;
    }
  }
  return found;
}

function isMetadata(field: string): field is keyof typeof namedBy {
  return Object.hasOwn(namedBy, field);
}

/** Kinds that are listed by name; the others are counted. */
const mostKinds = 12;

/** Text lines for a person. */
export function renderLogSources(sources: readonly LogSources[]): string[] {
  const lines = ['Logs that can feed it:'];
  for (const { asks, kinds } of sources) {
    lines.push(`  ${visible(asks)}:${kinds.length === 0 ? ' no kind of log that escudo knows' : ''}`);
    for (const kind of kinds.slice(0, mostKinds)) lines.push(`    ${visible(kind)}`);
    if (kinds.length > mostKinds) lines.push(`    and ${kinds.length - mostKinds} more`);
  }
  return sources.length === 0 ? [] : lines;
}
