import { lineIndexOf } from '../source/line-index.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import type { AnyDiagnostic, Severity } from './diagnostic.js';
import { callText } from './diagnostic-marks.js';

/** A stretch of a file; lines and columns from 1, columns in UTF-16 units; offsets from 0; ends excluded. */
export interface JsonPlace {
  readonly file: string;
  readonly start: JsonPosition;
  readonly end: JsonPosition;
  readonly message?: string;
}

export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A diagnostic as plain data, with places in files only: what JSON, SARIF and editors need. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: JsonPlace;
  /** Macro calls that led to the place, outermost first. */
  readonly calls: readonly JsonPlace[];
  readonly related: readonly JsonPlace[];
  readonly help: readonly string[];
  readonly fixes: readonly { readonly title: string; readonly place: JsonPlace; readonly text: string }[];
}

export function renderJson(diagnostic: AnyDiagnostic): JsonDiagnostic {
  const { code, severity, message, primary, help } = diagnostic;
  const calls = primary === undefined ? [] : rootPlace(primary.source, primary.span).calls;
  return {
    code,
    severity,
    message,
    ...(primary === undefined ? {} : { place: jsonPlace(primary.source, primary.span, primary.message) }),
    calls: calls.map((call) => jsonPlace(call.source, call.span, callText(call))),
    related: diagnostic.related.map((label) => jsonPlace(label.source, label.span, label.message)),
    help: [...help],
    fixes: diagnostic.fixes.map(({ title, source, span, text }) => ({ title, place: jsonPlace(source, span), text })),
  };
}

function jsonPlace(source: Source, at: Span, message?: string): JsonPlace {
  const root = rootPlace(source, at);
  const position = (offset: number) => ({ ...lineIndexOf(root.source).positionAt(offset), offset });
  const place = { file: root.source.name, start: position(root.span.start), end: position(root.span.end) };
  return message === undefined ? place : { ...place, message };
}
