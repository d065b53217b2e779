import type { LineIndex } from '../source/line-index.js';
import type { Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';
import { clipLine } from './clip-line.js';
import type { Severity } from './diagnostic.js';
import type { Mark } from './diagnostic-marks.js';
import type { Paint } from './text-style.js';
import { cellsOf, visible, widthOf } from './visible-text.js';

export interface ExcerptLayout {
  /** Columns for line numbers. */
  readonly gutter: number;
  /** Columns of the whole output. */
  readonly width: number;
  readonly severity: Severity;
  readonly paint: Paint;
}

/** The part of a mark that lies on one line. */
interface Segment {
  readonly line: number;
  readonly span: Span;
  readonly mark: Mark;
  readonly isLast: boolean;
}

/** Lines of a long mark that are shown: so many at its beginning, and its last one. */
const shownLines = 3;

/** The lines of one source that marks point at, each mark underlined, with its message. */
export function renderExcerpt(
  source: Source,
  marks: readonly Mark[],
  index: LineIndex,
  layout: ExcerptLayout,
): string[] {
  const { gutter, paint } = layout;
  const bar = paint('frame', `${' '.repeat(gutter)} |`);
  const room = Math.max(20, layout.width - gutter - 3);
  const byLine = new Map<number, Segment[]>();
  for (const mark of marks) {
    for (const segment of segmentsOf(mark, index)) {
      const there = byLine.get(segment.line);
      if (there === undefined) byLine.set(segment.line, [segment]);
      else there.push(segment);
    }
  }
  const output = [bar];
  let previous: number | undefined;
  for (const [line, segments] of [...byLine].sort(([a], [b]) => a - b)) {
    if (previous !== undefined && line > previous + 1) output.push(paint('frame', '...'));
    previous = line;
    let shown: string | undefined;
    for (const segment of segments) {
      const clipped = clipLine(source.text, index.lineSpan(line), segment.span, room);
      if (clipped.text !== shown) {
        output.push(`${paint('frame', `${String(line).padStart(gutter)} |`)} ${clipped.text}`.trimEnd());
        shown = clipped.text;
      }
      for (const row of underline(segment, clipped.column, clipped.width, room, layout)) output.push(`${bar} ${row}`);
    }
  }
  return output;
}

function segmentsOf(mark: Mark, index: LineIndex): Segment[] {
  const first = index.positionAt(mark.span.start).line;
  const last = index.positionAt(Math.max(mark.span.start, mark.span.end - 1)).line;
  const segments: Segment[] = [];
  for (let line = first; line <= last; line++) {
    if (last - first > shownLines && line === first + shownLines) line = last;
    const whole = index.lineSpan(line);
    const indent = line === first ? 0 : index.lineText(line).length - index.lineText(line).trimStart().length;
    const start = line === first ? Math.max(mark.span.start, whole.start) : Math.min(whole.start + indent, whole.end);
    const end = Math.max(start, Math.min(mark.span.end, whole.end));
    const isLast = line === last;
    if (end > start || isLast || first === last) segments.push({ line, span: span(start, end), mark, isLast });
  }
  return segments;
}

function underline(segment: Segment, column: number, width: number, room: number, layout: ExcerptLayout): string[] {
  const { mark, isLast } = segment;
  const role = mark.isPrimary ? layout.severity : 'related';
  const line = `${' '.repeat(column)}${layout.paint(role, (mark.isPrimary ? '^' : '-').repeat(width))}`;
  const message = isLast ? visible(mark.message) : '';
  if (message === '') return [line];
  const messageWidth = widthOf(cellsOf(mark.message));
  if (column + width + 1 + messageWidth <= room) return [`${line} ${layout.paint(role, message)}`];
  const start = Math.max(0, Math.min(column, room - messageWidth));
  return [line, `${' '.repeat(start)}${layout.paint(role, message)}`];
}
