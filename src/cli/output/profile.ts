import type { SearchCost } from '../../api/passes/search-cost.js';
import { type TableOptions, tableLines } from './table.js';

/** What a search of a run cost and gave. */
export interface ProfiledSearch {
  /** How the rule is called in the results. */
  readonly label: string;
  /** Undefined: it did not run. */
  readonly cost: SearchCost | undefined;
  readonly rows: number;
}

/** Rules and patterns that are listed; the others are counted. */
const mostListed = 20;

/** Where the time of a run went: the slowest rules, then the slowest regular expressions. Ends with a line break. */
export function renderProfile(searches: readonly ProfiledSearch[], options: TableOptions): string {
  const ran = searches.filter((each) => each.cost !== undefined);
  const whole = ran.reduce((sum, { cost }) => sum + cost!.milliseconds, 0);
  const rules = ran.filter(({ cost }) => cost!.events > 0 || cost!.tested > 0);
  rules.sort((a, b) => b.cost!.milliseconds - a.cost!.milliseconds || b.cost!.events - a.cost!.events);
  const ruleRows = rules.slice(0, mostListed).map(({ label, cost, rows }) => ({
    rule: label,
    tested: String(cost!.tested),
    events: String(cost!.events),
    rows: String(rows),
    'time (ms)': cost!.milliseconds.toFixed(1),
    '%': percent(cost!.milliseconds, whole),
  }));
  const patterns = rules.flatMap(({ label, cost }) =>
    [...cost!.regexes].filter(([, { calls }]) => calls > 0).map(([pattern, each]) => ({ pattern, label, ...each })),
  );
  patterns.sort((a, b) => b.milliseconds - a.milliseconds || b.calls - a.calls);
  const patternRows = patterns.slice(0, mostListed).map(({ pattern, label, calls, milliseconds }) => ({
    'regular expression': pattern,
    rule: label,
    calls: String(calls),
    'time (ms)': milliseconds.toFixed(1),
  }));
  const idle = ran.length - rules.length;
  const lines = ['== Profile ==\n'];
  if (ruleRows.length > 0) {
    lines.push(...tableLines(['rule', 'tested', 'events', 'rows', 'time (ms)', '%'], ruleRows, options));
    lines.push(more(rules.length, 'rules'));
  }
  if (idle > 0) lines.push(`${idle} rules concerned no event.\n`);
  if (patternRows.length > 0) {
    lines.push('\n', ...tableLines(['regular expression', 'rule', 'calls', 'time (ms)'], patternRows, options));
    lines.push(more(patterns.length, 'regular expressions'));
  }
  lines.push(
    '\ntested: rows the index could not rule out; events: those that fitted the first conditions; time: of the commands after them.\n',
  );
  return lines.join('');
}

function more(count: number, what: string): string {
  return count > mostListed ? `... and ${count - mostListed} more ${what}\n` : '';
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0' : ((100 * part) / whole).toFixed(0);
}
