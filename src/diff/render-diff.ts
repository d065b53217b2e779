import { visible } from '../diagnostics/visible-text.js';
import type { Change } from './change.js';
import { type DetectionDiff, isDifferent, type VersionLabel } from './detection-diff.js';
import type { PlainRow, RowsDiff } from './rows-diff.js';

const areaNames: Readonly<Record<Change['area'], string>> = {
  search: 'Search',
  conditions: 'Conditions that rows no longer decide, or do again',
  fields: 'Fields of the result',
  macros: 'Macros',
  lookups: 'Lookups',
  risk: 'Risk',
  schedule: 'Schedule and actions',
  metadata: 'Filed under',
};
const signs: Readonly<Record<Change['kind'], string>> = {
  added: '+',
  removed: '-',
  changed: '~',
  moved: '~',
  dead: '!',
  alive: '*',
};

const mostRows = 20;
const mostValue = 200;
/** The part of an event that tells it apart is often its end. */
const mostRaw = 700;

function title({ before, after, status }: DetectionDiff): string {
  const label = (after ?? before)!;
  const versions = [before, after].flatMap((each) => (each === undefined ? [] : [versionText(each)]));
  return `${label.name} (${status === 'changed' || status === 'same' ? versions.join(' -> ') : `${status}, ${versions[0]}`})`;
}

function versionText({ version, file }: VersionLabel): string {
  return version === undefined ? file : `version ${version}`;
}

/** The parts of a change as lines; the first goes behind its sign. */
function changeLines(change: Change): string[] {
  const { kind, what, before, after, note } = change;
  const lines =
    kind === 'changed'
      ? [what, `before: ${before ?? ''}`, `after:  ${after ?? ''}`]
      : kind === 'dead'
        ? [`dead: ${after ?? ''}`]
        : [`${what}${kind === 'moved' ? ' differs' : ''}: ${before ?? after ?? ''}`];
  return note === undefined ? lines : [...lines, note];
}

/** Lines for a person; nothing in them controls a terminal. */
export function renderDiffText(diffs: readonly DetectionDiff[]): string {
  const blocks: string[] = [];
  for (const diff of diffs) {
    if (!isDifferent(diff)) continue;
    const lines = [title(diff)];
    for (const [area, name] of Object.entries(areaNames)) {
      const changes = diff.changes.filter((each) => each.area === area);
      if (changes.length === 0) continue;
      lines.push(`  ${name}:`);
      for (const change of changes) {
        const [first, ...more] = changeLines(change);
        lines.push(`    ${signs[change.kind]} ${first}`, ...more.map((line) => `        ${line}`));
      }
    }
    if (diff.rowsProblem !== undefined) lines.push('  Rows:', `    ${diff.rowsProblem}`);
    if (diff.rows !== undefined) lines.push(...rowLines(diff.rows).map((line) => `  ${line}`));
    blocks.push(lines.map(visible).join('\n'));
  }
  blocks.push(summary(diffs));
  return `${blocks.join('\n\n')}\n`;
}

function rowLines({ before, after, gained, lost, keys, events }: RowsDiff): string[] {
  const lines: string[] = [`Rows: ${before} before, ${after} after; ${gained.length} gained, ${lost.length} lost`];
  lines.push(...listed('+', gained, rowText), ...listed('-', lost, rowText));
  if (keys !== undefined) {
    lines.push(
      `By ${keys.fields.join(', ')}: ${keys.gained.length} gained, ${keys.lost.length} lost, ${keys.changed.length} with other values`,
    );
    lines.push(...listed('+', keys.gained, rowText), ...listed('-', keys.lost, rowText));
    lines.push(
      ...listed(
        '~',
        keys.changed.map((each) => changedFields(each.before, each.after)),
        (text) => text,
      ),
    );
  }
  if (events !== undefined) {
    lines.push(
      `Events that meet the conditions: ${events.before} before, ${events.after} after; ${events.gained.length} fire only now, ${events.lost.length} no longer`,
    );
    lines.push(...listed('+', events.gained, rowText), ...listed('-', events.lost, rowText));
  }
  return lines;
}

function listed<T>(sign: string, rows: readonly T[], text: (row: T) => string): string[] {
  const lines = rows.slice(0, mostRows).map((row) => `  ${sign} ${text(row)}`);
  if (rows.length > mostRows) lines.push(`  ${sign} ... and ${rows.length - mostRows} more`);
  return lines;
}

function rowText(row: PlainRow): string {
  return Object.entries(row)
    .map(([name, value]) => `${name}=${valueText(value, name === '_raw' ? mostRaw : mostValue)}`)
    .join('  ');
}

function valueText(value: string | readonly string[] | undefined, most = mostValue): string {
  const text = value === undefined ? '(none)' : typeof value === 'string' ? value : value.join(', ');
  const line = text.replace(/\s+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

function changedFields(before: PlainRow, after: PlainRow): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name) => {
      const [old, now] = [valueText(before[name]), valueText(after[name])];
      return old === now ? `${name}=${now}` : `${name}=${old} -> ${now}`;
    })
    .join('  ');
}

function summary(diffs: readonly DetectionDiff[]): string {
  const count = (status: DetectionDiff['status']): number => diffs.filter((each) => each.status === status).length;
  const parts = [
    `${count('changed')} changed`,
    `${count('added')} added`,
    `${count('removed')} removed`,
    `${count('same')} with the same meaning`,
  ];
  return `${parts.join(', ')}.`;
}

/** For a pull request. */
export function renderDiffMarkdown(diffs: readonly DetectionDiff[]): string {
  const lines = ['## What detections mean', '', summary(diffs)];
  for (const diff of diffs) {
    if (!isDifferent(diff)) continue;
    lines.push('', `### ${escapeText(title(diff))}`);
    const rows = diff.changes.map((change) => [
      areaNames[change.area].split(' ')[0]!,
      change.kind === 'dead' ? `**dead** ${change.what}` : `${change.kind} ${change.what}`,
      change.before === undefined ? '' : inline(change.before),
      [change.after === undefined ? '' : inline(change.after), change.note === undefined ? '' : escapeText(change.note)]
        .filter((part) => part !== '')
        .join('<br>'),
    ]);
    if (rows.length > 0) {
      lines.push('', '| | what | before | after |', '|---|---|---|---|');
      for (const [area, what, ...cells] of rows)
        lines.push(`| ${area} | ${escapeText(what!)} | ${cells.join(' | ')} |`);
    }
    if (diff.rowsProblem !== undefined) lines.push('', escapeText(diff.rowsProblem));
    if (diff.rows !== undefined) {
      const text = rowLines(diff.rows).map(visible);
      const fence = '`'.repeat(
        Math.max(
          3,
          ...(text
            .join('\n')
            .match(/`+/g)
            ?.map((run) => run.length + 1) ?? []),
        ),
      );
      lines.push('', `${fence}text`, ...text, fence);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Text that shows as it is in a table cell. */
function escapeText(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replaceAll('\\*\\*dead\\*\\*', '**dead**');
}

function inline(text: string): string {
  const shown = visible(text.replace(/\s+/g, ' '));
  const fence = '`'.repeat(1 + Math.max(0, ...(shown.match(/`+/g)?.map((run) => run.length) ?? [])));
  return `${fence}${/^`|`$/.test(shown) ? ` ${shown} ` : shown}${fence}`.replaceAll('|', '\\|');
}
