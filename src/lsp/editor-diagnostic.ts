import { marksOf } from '../diagnostics/diagnostic-marks.js';
import type { LintDiagnostic } from '../lint/define.js';
import { rootPlace } from '../source/origin-map.js';
import { type Location, locationOf, type Range, rangeOf } from './places.js';

/** A finding as the protocol has it; plain data. */
export interface EditorDiagnostic {
  readonly range: Range;
  /** 1 error, 2 warning, 3 information. */
  readonly severity: 1 | 2 | 3;
  readonly code: string;
  readonly source: 'escudo';
  readonly message: string;
  /** 1 unnecessary, 2 deprecated. */
  readonly tags?: (1 | 2)[];
  readonly relatedInformation?: { location: Location; message: string }[];
}

const severities = { error: 1, warning: 2, info: 3 } as const;

/** Findings about what is there for nothing. */
const unnecessary = new Set([
  'field-never-used',
  'listed-twice',
  'lookup-orphan',
  'data-source-unused',
  'suppression-unused',
]);
/** Findings about what has been replaced by something else. */
const deprecated = new Set(['content-former-form']);

/** What an editor shows of a finding; `uriOf` gives the address of a file by the name of its source. */
export function editorDiagnostic(found: LintDiagnostic, uriOf: (name: string) => string | undefined): EditorDiagnostic {
  const { code, severity, message, primary, help } = found;
  const place = primary === undefined ? undefined : rootPlace(primary.source, primary.span);
  const related = marksOf(found).flatMap((mark) => {
    const location = mark.isPrimary ? undefined : locationOf(mark.source, mark.span, uriOf);
    return location === undefined ? [] : { location, message: mark.message };
  });
  const tags = [...(unnecessary.has(code) ? [1 as const] : []), ...(deprecated.has(code) ? [2 as const] : [])];
  const word = primary?.message === undefined ? [] : [`${primary.message}.`];
  return {
    range: place === undefined ? startOfText : rangeOf(place.source, place.span),
    severity: severities[severity],
    code,
    source: 'escudo',
    message: [message, ...word, ...help].join('\n'),
    ...(tags.length === 0 ? {} : { tags }),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
  };
}

const startOfText: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
