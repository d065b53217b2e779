import type { LintReport } from '../report.js';

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** `2 errors, 1 warning, 0 notes in 1279 detections`. */
export function countsText({ counts, checked, suppressed }: LintReport): string {
  const found = `${plural(counts.error, 'error')}, ${plural(counts.warning, 'warning')}, ${plural(counts.info, 'note')}`;
  const things = [
    plural(checked.detections, 'detection'),
    plural(checked.macros, 'macro'),
    plural(checked.lookups, 'lookup'),
    ...(checked.dashboards === 0 ? [] : [plural(checked.dashboards, 'dashboard')]),
  ].join(', ');
  return `${found} in ${things}${suppressed === 0 ? '' : ` (${suppressed} suppressed)`}`;
}
