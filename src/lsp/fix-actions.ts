import { applyFixes, exactPlace } from '../lint/apply-fixes.js';
import type { LintDiagnostic } from '../lint/define.js';
import type { Source } from '../source/source.js';
import { type EditorDiagnostic, editorDiagnostic } from './editor-diagnostic.js';
import { editBetween, type Range, rangeOf, type TextEdit } from './places.js';

/** What an editor offers to do; plain data of the protocol. */
export interface FixAction {
  readonly title: string;
  readonly kind: string;
  readonly diagnostics?: EditorDiagnostic[];
  readonly isPreferred?: boolean;
  /** Replacements in one version of one document. */
  readonly edit: {
    readonly documentChanges: { textDocument: { uri: string; version: number | null }; edits: TextEdit[] }[];
  };
}

/** Kinds of what is offered: a fix of one finding, and all fixes of a file at once, as `escudo check --fix` makes them. */
export const fixKinds = ['quickfix', 'source.fixAll.escudo'] as const;

/** A document with what was found in it. */
export interface FixedDocument {
  readonly uri: string;
  readonly version: number;
  readonly source: Source;
  readonly findings: readonly LintDiagnostic[];
  readonly uriOf: (name: string) => string | undefined;
}

/** The fixes of findings that a range touches, and all fixes of the document; `only`: the kinds that are asked for. */
export function fixActions(document: FixedDocument, range: Range, only: readonly string[] | undefined): FixAction[] {
  const isAsked = (kind: string) =>
    only === undefined || only.some((each) => kind === each || kind.startsWith(`${each}.`));
  const actions: FixAction[] = [];
  if (isAsked('quickfix')) actions.push(...quickFixes(document, range));
  // Editors show what is for the whole file only where it is asked for, or all is.
  if (isAsked('source.fixAll.escudo')) actions.push(...fixAll(document));
  return actions;
}

function quickFixes({ findings, uri, version, source, uriOf }: FixedDocument, range: Range): FixAction[] {
  const actions: FixAction[] = [];
  const offered = new Set<string>();
  for (const found of findings) {
    if (found.fixes.length === 0) continue;
    const shown = editorDiagnostic(found, uriOf);
    if (!touches(shown.range, range)) continue;
    for (const fix of found.fixes) {
      const place = exactPlace(fix);
      if (place === undefined || place.source.name !== source.name || place.source.text !== source.text) continue;
      const edit = { range: rangeOf(source, place.span), newText: fix.text };
      const key = JSON.stringify([fix.title, edit]);
      if (offered.has(key)) continue;
      offered.add(key);
      actions.push({
        title: fix.title,
        kind: 'quickfix',
        diagnostics: [shown],
        ...(found.fixes.length === 1 ? { isPreferred: true } : {}),
        edit: { documentChanges: [{ textDocument: { uri, version }, edits: [edit] }] },
      });
    }
  }
  return actions;
}

function fixAll({ findings, uri, version, source }: FixedDocument): FixAction[] {
  const { texts, applied } = applyFixes(findings);
  const text = texts.get(source.name);
  const edit = text === undefined ? undefined : editBetween(source, text);
  if (edit === undefined) return [];
  const title = `Make ${applied === 1 ? 'the fix' : `all ${applied} fixes`} of escudo in this file`;
  const documentChanges = [{ textDocument: { uri, version }, edits: [edit] }];
  return [{ title, kind: 'source.fixAll.escudo', edit: { documentChanges } }];
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
