import { readDocument } from '../content/document.js';
import type { ContentNode } from '../content/node.js';
import { lineIndexOf } from '../source/line-index.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import type { LintDiagnostic } from './define.js';

/** A comment that says which findings of a part of a file are meant to be so. */
export interface Suppression {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly source: Source;
  /** The comment. */
  readonly span: Span;
  /** First and last line that it speaks of. */
  readonly from: number;
  readonly to: number;
  used: boolean;
}

const comment = /#\s*escudo-ignore(-file)?\s+([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s*(?::[ \t]*([^\r\n]*))?/g;
const most = 1_000;

/**
 * The suppressions of a YAML file: `# escudo-ignore rule-id: reason`. Behind a value it speaks of the entry on its line, on a line of
 * its own of the entry that follows, with all that belongs to it; `# escudo-ignore-file` speaks of the whole file. In the text of
 * a scalar it is text.
 */
export function suppressionsOf(file: Source): Suppression[] {
  if (!file.text.includes('escudo-ignore')) return [];
  const { root } = readDocument(file);
  const lines = lineIndexOf(file);
  const entries: { line: number; last: number }[] = [];
  const scalars: Span[] = [];
  if (root !== undefined) collect(root, entries, scalars, (offset) => lines.positionAt(offset).line);
  const found: Suppression[] = [];
  for (const match of file.text.matchAll(comment)) {
    if (found.length >= most) break;
    const start = match.index;
    if (scalars.some((scalar) => scalar.start <= start && start < scalar.end)) continue;
    const line = lines.positionAt(start).line;
    const whole = match[1] !== undefined;
    const ownLine = file.text.slice(lines.lineStart(line), start).trim() === '';
    const entry = ownLine
      ? entries.filter((each) => each.line > line).sort((a, b) => a.line - b.line || b.last - a.last)[0]
      : entries.filter((each) => each.line === line).sort((a, b) => b.last - a.last)[0];
    found.push({
      rules: match[2]!.split(',').map((rule) => rule.trim()),
      reason: (match[3] ?? '').trim(),
      source: file,
      span: { start, end: start + match[0].trimEnd().length },
      from: whole ? 0 : (entry?.line ?? line),
      to: whole ? Number.POSITIVE_INFINITY : (entry?.last ?? line),
      used: false,
    });
  }
  return found;
}

function collect(
  node: ContentNode,
  entries: { line: number; last: number }[],
  scalars: Span[],
  lineOf: (offset: number) => number,
): void {
  const open: ContentNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'scalar') scalars.push(next.span);
    else if (next.kind === 'list') {
      for (const item of next.items) {
        entries.push({ line: lineOf(item.span.start), last: lineOf(Math.max(item.span.start, item.span.end - 1)) });
        open.push(item);
      }
    } else {
      for (const { key, value } of next.entries.values()) {
        entries.push({ line: lineOf(key.start), last: lineOf(Math.max(key.start, value.span.end - 1)) });
        open.push(value);
      }
    }
  }
}

/** Whether a suppression with a reason speaks of a finding; it then counts as used. */
export function suppressed(found: LintDiagnostic, suppressions: readonly Suppression[]): boolean {
  if (suppressions.length === 0 || found.primary === undefined) return false;
  const place = rootPlace(found.primary.source, found.primary.span);
  const line = lineIndexOf(place.source).positionAt(place.span.start).line;
  let hides = false;
  for (const each of suppressions) {
    if (
      each.source.name !== place.source.name ||
      !each.rules.includes(found.code) ||
      line < each.from ||
      line > each.to
    )
      continue;
    each.used = true;
    if (each.reason !== '') hides = true;
  }
  return hides;
}
