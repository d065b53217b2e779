import type { AnyCommand } from '../commands/define.js';
import type { OptionSpec } from '../commands/options.js';
import { commandRegistry } from '../compile/compile.js';
import type { CatalogMacro } from '../content/catalog-macro.js';
import { aggregateNames, findAggregate } from '../functions/aggregate/index.js';
import { scalarFunctions } from '../functions/scalar/index.js';
import { knownNames } from '../plan/fields/row-shape.js';
import type { Span } from '../source/span.js';
import { keywordsOf } from '../syntax/forms.js';
import { type Cursor, cursorAt } from './cursor.js';
import { aboutAggregate, aboutCommand, aboutFunction, aboutLookup, aboutMacro, aboutOption } from './descriptions.js';
import { type Expected, expectedAt, namesTable, operators } from './expected.js';
import { fieldsOfDataSet, fieldsOfLogs, type LanguageContext, rowsAfter } from './known-rows.js';
import { isSingleQuoted, type LanguageFile, typedAt, type WrittenPlace } from './written-place.js';

export type CompletionKind =
  | 'command'
  | 'option'
  | 'value'
  | 'keyword'
  | 'function'
  | 'aggregation'
  | 'field'
  | 'macro'
  | 'lookup'
  | 'data-model';

/** A word that may stand at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label. */
  readonly detail?: string;
  /** Markdown. Worked out when it is asked for. */
  readonly documentation?: () => string;
  /** What of the file is replaced: the word that was begun. */
  readonly span: Span;
  readonly text: string;
}

type Candidate = Omit<Completion, 'span' | 'text'> & { readonly text?: string };

/** The words that may stand at an offset of a file, the likelier ones first; none outside of SPL. */
export function completionsAt(file: LanguageFile, offset: number, cx: LanguageContext): Completion[] {
  const place = typedAt(file, offset);
  if (place === undefined) return [];
  const cursor = cursorAt(place.before);
  const span = { start: offset - cursor.word.length, end: offset };
  // A word that was folded or escaped is not replaced: what stands in the file is longer than it.
  if (file.file.source.text.slice(span.start, span.end) !== cursor.word) return [];
  const typed = cursor.word.toLowerCase();
  const inFile = (text: string) => (isSingleQuoted(place.written) ? text.replaceAll("'", "''") : text);
  const found = candidates(cursor, place, cx).map((each) => ({ each, rank: rankOf(each.label.toLowerCase(), typed) }));
  return found
    .filter(({ rank }) => rank < unlike)
    .sort((a, b) => a.rank - b.rank)
    .map(({ each }) => ({ ...each, text: inFile(each.text ?? each.label), span }));
}

const unlike = 3;

/** How well a word fits the letters typed so far: it begins with them, holds them, has them in their order, or does not. */
function rankOf(label: string, typed: string): number {
  if (label.startsWith(typed)) return 0;
  if (label.includes(typed)) return 1;
  let at = 0;
  for (const char of label) if (char === typed[at]) at++;
  return at === typed.length ? 2 : unlike;
}

function candidates(cursor: Cursor, place: WrittenPlace, cx: LanguageContext): Candidate[] {
  switch (cursor.at) {
    case 'nothing':
      return [];
    case 'macro':
      return macroCandidates(cx);
    case 'macro-argument':
      return macroArguments(cursor.rows, cx);
    case 'command':
      return commandRegistry.all.flatMap((command) =>
        [command.name, ...(command.aliases ?? [])].map((label) => commandCandidate(label, command)),
      );
    case 'argument': {
      const command = commandRegistry.get(cursor.command);
      if (command === undefined) return [];
      if (cursor.quoted) return fieldCandidates(cursor, command, place, cx);
      return expectedAt(command, cursor).flatMap((expected) =>
        argumentCandidates(expected, cursor, command, place, cx),
      );
    }
  }
}

function macroCandidates({ catalog }: LanguageContext): Candidate[] {
  const found: Candidate[] = [];
  for (const name of catalog.macros.names())
    for (const macro of catalog.macros.named(name) as readonly CatalogMacro[])
      found.push({
        label: macro.name,
        kind: 'macro',
        detail: macro.args.length === 0 ? 'macro' : `(${macro.args.join(', ')})`,
        documentation: () => aboutMacro(macro),
      });
  return found;
}

function commandCandidate(label: string, command: AnyCommand): Candidate {
  return { label, kind: 'command', detail: command.doc.summary, documentation: () => aboutCommand(command) };
}

/** Macros are asked for fields, or for the name of a data set that stands before them. */
function macroArguments(commands: string, cx: LanguageContext): Candidate[] {
  const names = knownNames(rowsAfter(commands, cx).shape);
  const prefixes = names.flatMap((name) => (name.includes('.') ? [name.slice(0, name.lastIndexOf('.'))] : []));
  return fieldsNamed([...names, ...prefixes]);
}

function fieldsNamed(names: readonly string[]): Candidate[] {
  return [...new Set(names)].map((label) => ({ label, kind: 'field' }));
}

type Arguments = Extract<Cursor, { at: 'argument' }>;

function argumentCandidates(
  expected: Expected,
  cursor: Arguments,
  command: AnyCommand,
  place: WrittenPlace,
  cx: LanguageContext,
): Candidate[] {
  if (typeof expected === 'object') return valueCandidates(expected.valueOf, command, cursor, place, cx);
  switch (expected) {
    case 'option':
      return optionCandidates(command, cursor);
    case 'keyword':
      return keywordCandidates(keywordsOf(command.forms));
    case 'eval':
      return [{ label: 'eval', kind: 'keyword', detail: 'an expression as the argument' }];
    case 'operator':
      return keywordCandidates(operators);
    case 'function':
      return scalarFunctions.map((each) => ({
        label: each.name,
        kind: 'function',
        detail: each.summary,
        documentation: () => aboutFunction(each),
      }));
    case 'aggregation':
      return aggregateNames().flatMap((label): Candidate[] => {
        const { definition } = findAggregate(label)!;
        const { only, summary: detail } = definition;
        const isOffered = only === undefined || only.includes(command.name);
        return isOffered
          ? [{ label, kind: 'aggregation', detail, documentation: () => aboutAggregate(definition) }]
          : [];
      });
    case 'field':
      return fieldCandidates(cursor, command, place, cx);
    case 'lookup':
      return lookupCandidates(cx);
    case 'data-model':
      return dataModelCandidates(cursor, command, cx);
  }
}

function keywordCandidates(words: Iterable<string>): Candidate[] {
  return [...words].map((word) => ({ label: word.toUpperCase(), kind: 'keyword' }));
}

function optionCandidates({ options }: AnyCommand, { head }: Arguments): Candidate[] {
  return Object.entries(options as Readonly<Record<string, OptionSpec<unknown>>>)
    .filter(([name, { several }]) => several === true || !new RegExp(`\\b${name}\\s*=`, 'i').test(head))
    .map(([name, spec]) => ({
      label: `${name}=`,
      kind: 'option',
      detail: spec.text,
      documentation: () => aboutOption(name, spec),
    }));
}

function valueCandidates(
  option: string,
  command: AnyCommand,
  cursor: Arguments,
  place: WrittenPlace,
  cx: LanguageContext,
): Candidate[] {
  const spec = command.options[option] as OptionSpec<unknown>;
  if (spec.choices !== undefined) return spec.choices.map((label) => ({ label, kind: 'value' }));
  if (typeof spec.fallback === 'boolean') return ['true', 'false'].map((label) => ({ label, kind: 'value' }));
  return /field/.test(spec.expects) || /field$|input$|output$/.test(option)
    ? fieldCandidates(cursor, command, place, cx)
    : [];
}

/** What every event has. */
const defaultFields = ['_time', '_raw', 'host', 'source', 'sourcetype', 'index'] as const;

/** Names that eval and where take without quotes. */
const plainName = /^[A-Za-z_]\w*$/;

function fieldCandidates(
  cursor: Arguments,
  command: AnyCommand,
  { written, offset, search }: WrittenPlace,
  cx: LanguageContext,
): Candidate[] {
  const { shape } = rowsAfter(cursor.rows, cx);
  const known = knownNames(shape);
  // What stands behind the place says of which data set a `tstats` is, too.
  const rest = written.text.slice(offset).split('|', 1)[0]!;
  const named = command.kind === 'generating' ? fieldsOfDataSet(`${cursor.head} ${rest}`, cx) : [];
  const isOpen = shape.rest === 'any';
  const columns = command.forms.some(namesTable)
    ? (cx.schemas.lookupColumns(/^\s*(\S*)/.exec(cursor.head)![1]!) ?? [])
    : [];
  const logged = isOpen && named.length === 0 ? fieldsOfLogs(search, cx) : [];
  const fields = fieldsNamed([...columns, ...known, ...named, ...logged, ...(isOpen ? defaultFields : [])]);
  if (command.mode !== 'expression' || cursor.quoted) return fields;
  return fields.map((each) => (plainName.test(each.label) ? each : { ...each, text: `'${each.label}'` }));
}

function lookupCandidates({ catalog, schemas }: LanguageContext): Candidate[] {
  return [...catalog.lookupNames()].map((name) => {
    const lookup = catalog.lookup(name)!;
    return {
      label: name,
      kind: 'lookup',
      detail: lookup.kind,
      documentation: () => aboutLookup(lookup, schemas.lookupColumns(name)),
    };
  });
}

/** How a command names a data set: `datamodel=Endpoint.Processes`, `datamodel:Endpoint.Processes`, `Endpoint Processes`. */
function dataModelCandidates({ head }: Arguments, { name }: AnyCommand, { schemas }: LanguageContext): Candidate[] {
  const isNamed = /[=:]\s*$/.test(head);
  const prefix = isNamed || name === 'datamodel' ? '' : 'datamodel:';
  const between = name === 'datamodel' ? ' ' : '.';
  return schemas.modelNames().flatMap((model) =>
    (schemas.datasetNames(model) ?? []).map((dataset): Candidate => {
      const text = `${prefix}${model}${between}${dataset}`;
      return { label: text, kind: 'data-model' };
    }),
  );
}
