import { shownColumns } from './output/table.js';
import type { SessionResult } from './session.js';

/** A number with its noun. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** What was read, as a sentence. */
export function inputSummary({ events, reports, place }: SessionResult): string {
  if (place !== undefined) return `Database: ${place}.`;
  const bad = reports.reduce((sum, report) => sum + report.badLines, 0);
  const withoutTime = reports.reduce((sum, report) => sum + report.withoutTime, 0);
  // A search that has enough stops the reading in the middle of a file.
  const files = reports.length === 0 ? '' : ` from ${counted(reports.length, 'file')}`;
  const passedOver = reports.reduce((sum, report) => sum + report.skippedLines, 0);
  const parts = [`${counted(events, 'event')}${files}`];
  if (passedOver > 0) parts.push(`${counted(passedOver, 'line')} passed over`);
  if (bad > 0) parts.push(counted(bad, 'bad line'));
  if (withoutTime > 0) parts.push(`${counted(withoutTime, 'event')} without a time`);
  return `${parts.join(', ')}.`;
}

/** What was run, as a sentence; `unloaded` content files were broken. */
export function rulesSummary({ outcomes }: SessionResult, unloaded: number): string {
  const of = (state: string): number => outcomes.filter((each) => each.state === state).length;
  const fired = outcomes.filter((each) => each.rows.length > 0);
  const rows = fired.reduce((sum, each) => sum + each.rows.length, 0);
  const parts = [`${counted(of('done'), 'rule')} run`];
  if (of('refused') > 0) parts.push(`${of('refused')} refused`);
  if (of('crashed') > 0) parts.push(`${of('crashed')} failed in escudo`);
  if (unloaded > 0) parts.push(`${counted(unloaded, 'content file')} broken`);
  parts.push(rows === 0 ? 'no row' : `${counted(rows, 'row')} from ${counted(fired.length, 'rule')}`);
  return `${parts.join(', ')}.`;
}

/** The zone in which tables of these columns show times, as a sentence; nothing where they show none (spl-core 4.2). */
export function zoneSummary(tables: Iterable<readonly string[]>, timeZone: string): string {
  for (const columns of tables) if (shownColumns(columns).includes('_time')) return ` Time zone: ${timeZone}.`;
  return '';
}

/** How many rows a search gave, as a sentence. */
export function rowsSummary(rows: number): string {
  return rows === 0 ? 'No row.' : `${counted(rows, 'row')}.`;
}
