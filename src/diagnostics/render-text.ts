import { type LineIndex, lineIndexOf } from '../source/line-index.js';
import type { Source } from '../source/source.js';
import type { AnyDiagnostic, Fix } from './diagnostic.js';
import { type Mark, marksOf } from './diagnostic-marks.js';
import { renderExcerpt } from './render-excerpt.js';
import { colored, type Paint, plain } from './text-style.js';
import { cellsOf, visible, widthOf } from './visible-text.js';

export interface RenderTextOptions {
  /** Colours for a terminal. */
  readonly color?: boolean;
  /** Columns that source lines are clipped to (100). Messages are never cut. */
  readonly width?: number;
  /** Where line indexes come from, for a caller that keeps its own. */
  readonly lineIndexFor?: (source: Source) => LineIndex;
}

/**
 * A diagnostic as a person reads it: message, place in the file with the marked source, the macro calls that led there,
 * related places, help and fixes. Ends without a line break. Whatever the sources hold, the only control
 * characters in it are line feeds and, with `color`, our own colour codes.
 */
export function renderText(diagnostic: AnyDiagnostic, options: RenderTextOptions = {}): string {
  const paint: Paint = options.color === true ? colored : plain;
  const width = Math.max(40, options.width ?? 100);
  const indexOf = options.lineIndexFor ?? lineIndexOf;
  const { severity } = diagnostic;
  const marks = marksOf(diagnostic);
  const blocks = new Map<Source, Mark[]>();
  let gutter = 1;
  for (const mark of marks) {
    const block = blocks.get(mark.source);
    if (block === undefined) blocks.set(mark.source, [mark]);
    else block.push(mark);
    const last = Math.max(mark.span.start, mark.span.end - 1);
    gutter = Math.max(gutter, String(indexOf(mark.source).positionAt(last).line).length);
  }
  const lines = [
    paint(severity, `${severity}[${diagnostic.code}]`) + paint('title', `: ${visible(diagnostic.message)}`),
  ];
  const margin = ' '.repeat(gutter);
  for (const [source, block] of blocks) {
    const { line, column } = indexOf(source).positionAt(block[0]!.span.start);
    const arrow = lines.length === 1 ? '-->' : ':::';
    if (lines.length > 1) lines.push(paint('frame', `${margin} |`));
    lines.push(`${margin}${paint('frame', arrow)} ${visible(source.name)}:${line}:${column}`);
    lines.push(...renderExcerpt(source, block, indexOf(source), { gutter, width, severity, paint }));
  }
  const notes = [
    ...diagnostic.help.map((text) => `${paint('help', 'help:')} ${visible(text)}`),
    ...diagnostic.fixes.map((fix) => `${paint('help', 'fix:')} ${fixText(fix)}`),
  ];
  if (notes.length > 0 && blocks.size > 0) lines.push(paint('frame', `${margin} |`));
  for (const note of notes) lines.push(`${margin} ${paint('frame', '=')} ${note}`);
  return lines.join('\n');
}

function fixText(fix: Fix): string {
  const title = visible(fix.title);
  const old = quoted(fix.source.text.slice(fix.span.start, fix.span.end));
  if (fix.text === '') return `${title}: remove ${old}`;
  if (fix.span.end === fix.span.start) return `${title}: insert ${quoted(fix.text)}`;
  return `${title}: replace ${old} by ${quoted(fix.text)}`;
}

/** A text between backticks, cut when it is long. */
function quoted(text: string): string {
  const most = 60;
  const cells = cellsOf(text.slice(0, 4 * most), most);
  const shown = cells.map((cell) => cell.text).join('');
  const isCut = text.length > 4 * most || widthOf(cellsOf(text)) > most;
  const fence = shown.includes('`') ? '' : '`';
  return `${fence}${shown}${isCut ? '…' : ''}${fence}`;
}
