import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import { type CodeParams, codes, type DiagnosticCode } from './codes.js';
import type { Severity } from './severity.js';

export type { Severity } from './severity.js';

/** A place in a text, with a word on what is there. */
export interface Label {
  readonly source: Source;
  readonly span: Span;
  readonly message?: string;
}

/** A mechanical correction: replace `span` of `source` by `text`. */
export interface Fix {
  readonly title: string;
  readonly source: Source;
  readonly span: Span;
  readonly text: string;
}

/** The key of a content file that a diagnostic is about. */
export interface ContentKey {
  /** `tags.product[0]`. */
  readonly key: string;
  /** It is not in the file: the place is that of what lacks it. */
  readonly missing?: true;
}

/** What escudo has to say about a rule, a search or an input. Rendering is in `render-text.ts`. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly primary?: Label;
  readonly about?: ContentKey;
  readonly related: readonly Label[];
  readonly help: readonly string[];
  readonly fixes: readonly Fix[];
}

/** A diagnostic of any kind: also of a lint rule, whose code is the id of the rule. What renderers take. */
export type AnyDiagnostic = Omit<Diagnostic, 'code'> & { readonly code: string };

export interface DiagnosticDetails {
  readonly at?: Label;
  readonly about?: ContentKey;
  readonly related?: readonly Label[];
  readonly help?: readonly string[];
  readonly fixes?: readonly Fix[];
  /** Overrides the severity of the code. */
  readonly severity?: Severity;
}

/** Builds a diagnostic; the parameters are those that the code declares. */
export function diagnostic<C extends DiagnosticCode>(
  code: C,
  params: CodeParams<C>,
  details: DiagnosticDetails = {},
): Diagnostic {
  const spec = codes[code] as { severity: Severity; message: (params: CodeParams<C>) => string };
  return {
    code,
    severity: details.severity ?? spec.severity,
    message: spec.message(params),
    ...(details.at === undefined ? {} : { primary: details.at }),
    ...(details.about === undefined ? {} : { about: details.about }),
    related: details.related ?? [],
    help: details.help ?? [],
    fixes: details.fixes ?? [],
  };
}

export function hasErrors(diagnostics: Iterable<Pick<Diagnostic, 'severity'>>): boolean {
  for (const each of diagnostics) if (each.severity === 'error') return true;
  return false;
}
