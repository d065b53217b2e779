import type { AnyCommand } from '../commands/define.js';
import type { OptionSpec } from '../commands/options.js';
import { commandRegistry } from '../compile/compile.js';
import type { CatalogMacro } from '../content/catalog-macro.js';
import type { DataSource } from '../content/data-source.js';
import type { LookupDefinition } from '../content/lookup-definition.js';
import type { Label } from '../diagnostics/diagnostic.js';
import { findAggregate } from '../functions/aggregate/index.js';
import type { AggregateFunction, ScalarFunction } from '../functions/define.js';
import { scalarRegistry } from '../functions/scalar/index.js';
import type { Span } from '../source/span.js';
import { keywordsOf } from '../syntax/forms.js';
import { type Cursor, cursorAt } from './cursor.js';
import { type Expected, expectedAt, operators } from './expected.js';
import type { LanguageContext } from './known-rows.js';
import { type LanguageFile, type WrittenPlace, writtenAt } from './written-place.js';

/** What a word of a file means. */
export type Meaning =
  | { readonly kind: 'command'; readonly command: AnyCommand }
  | { readonly kind: 'option'; readonly name: string; readonly spec: OptionSpec<unknown> }
  | { readonly kind: 'function'; readonly definition: ScalarFunction }
  | { readonly kind: 'aggregation'; readonly definition: AggregateFunction }
  | { readonly kind: 'macro'; readonly macros: readonly CatalogMacro[] }
  | { readonly kind: 'lookup'; readonly lookup: LookupDefinition }
  | { readonly kind: 'data-source'; readonly source: DataSource }
  | { readonly kind: 'field'; readonly name: string; readonly rows: string; readonly place: WrittenPlace };

/** A word of a file, with what it means there. */
export interface Word {
  readonly span: Span;
  readonly meaning: Meaning;
}

/** The word that an offset of a file lies in or next to; undefined where it means nothing that is known. */
export function wordAt(file: LanguageFile, offset: number, cx: LanguageContext): Word | undefined {
  const place = writtenAt(file, offset);
  if (place === undefined) return namedOutside(file, offset, cx);
  const { text } = place.written;
  const cursor = cursorAt(text.slice(0, place.offset));
  const behind = (cursor.at === 'macro' ? /^[^`(,|]*/ : /^[\w.{}*@]*/).exec(text.slice(place.offset))![0];
  const whole = cursorAt(text.slice(0, place.offset + behind.length));
  const meaning = meaningOf(whole, place, text.slice(place.offset + behind.length), cx);
  if (meaning === undefined) return undefined;
  return { span: { start: offset - cursor.word.length, end: offset + behind.length }, meaning };
}

function meaningOf(cursor: Cursor, place: WrittenPlace, behind: string, cx: LanguageContext): Meaning | undefined {
  switch (cursor.at) {
    case 'nothing':
      return undefined;
    case 'macro':
      return macroNamed(cursor.word, behind, cx);
    case 'macro-argument':
      return cursor.word === '' ? undefined : { kind: 'field', name: cursor.word, rows: cursor.rows, place };
    case 'command': {
      const command = commandRegistry.get(cursor.word);
      return command === undefined ? undefined : { kind: 'command', command };
    }
    case 'argument':
      return cursor.word === '' ? undefined : argumentMeaning(cursor, place, behind, cx);
  }
}

/** A call of a macro up to its end: a macro is told by its name and the number of its arguments. */
function macroNamed(word: string, behind: string, { catalog }: LanguageContext): Meaning | undefined {
  const name = /^[^(]*/.exec(word)![0].trim();
  const all = catalog.macros.named(name) as readonly CatalogMacro[];
  const call = `${word}${behind.split('`', 1)[0]}`;
  const given = call.includes('(') ? call.slice(call.indexOf('(') + 1).split(',').length : 0;
  const fitting = all.filter(({ args }) => args.length === given);
  const macros = fitting.length > 0 ? fitting : all;
  return macros.length === 0 ? undefined : { kind: 'macro', macros };
}

function argumentMeaning(
  cursor: Extract<Cursor, { at: 'argument' }>,
  place: WrittenPlace,
  behind: string,
  { catalog }: LanguageContext,
): Meaning | undefined {
  const { word } = cursor;
  const command = commandRegistry.get(cursor.command);
  if (command === undefined) return undefined;
  const expected = expectedAt(command, cursor);
  const field: Meaning = { kind: 'field', name: word, rows: cursor.rows, place };
  if (cursor.quoted) return field;
  const isCall = /^\s*\(/.test(behind);
  if (!isCall && isWordOf(word, command, expected)) return undefined;
  if (expected.includes('option') && /^\s*=/.test(behind)) {
    const spec = command.options[word.toLowerCase()] as OptionSpec<unknown> | undefined;
    if (spec !== undefined) return { kind: 'option', name: word.toLowerCase(), spec };
  }
  if (expected.includes('function') && isCall) {
    const definition = scalarRegistry.get(word);
    return definition === undefined ? undefined : { kind: 'function', definition };
  }
  if (expected.includes('aggregation')) {
    const found = findAggregate(word);
    if (found !== undefined && (isCall || found.definition.argument === 'optional'))
      return { kind: 'aggregation', definition: found.definition };
  }
  if (expected.includes('lookup')) {
    const lookup = catalog.lookup(word);
    if (lookup !== undefined) return { kind: 'lookup', lookup };
  }
  return expected.includes('field') && !/^\d*(?:\.\d*)?$/.test(word) ? field : undefined;
}

/** Whether a word belongs to the language at a place: `BY`, `OR`. */
function isWordOf(word: string, command: AnyCommand, expected: readonly Expected[]): boolean {
  const name = word.toLowerCase();
  if (expected.includes('operator') && operators.includes(name)) return true;
  return expected.includes('keyword') && keywordsOf(command.forms).has(name);
}

/** A name outside of the searches: of a data source of a detection. */
function namedOutside({ file, items }: LanguageFile, offset: number, { catalog }: LanguageContext): Word | undefined {
  const isHere = ({ source, span }: Label): boolean =>
    source.name === file.source.name && span.start <= offset && offset <= span.end;
  for (const { dataSources } of items.detections)
    for (const { text, at } of dataSources) {
      const source = isHere(at) ? catalog.dataSource(text) : undefined;
      if (source !== undefined) return { span: at.span, meaning: { kind: 'data-source', source } };
    }
  return undefined;
}
