import { fieldOf } from '../plan/fields/row-shape.js';
import type { Span } from '../source/span.js';
import {
  aboutAggregate,
  aboutCommand,
  aboutDataSource,
  aboutField,
  aboutFunction,
  aboutLookup,
  aboutMacro,
  aboutOption,
} from './descriptions.js';
import { fieldsOfLogs, type LanguageContext, rowsAfter } from './known-rows.js';
import { type Meaning, wordAt } from './word.js';
import type { LanguageFile } from './written-place.js';

/** What there is to say of a word. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

/** What the word at an offset of a file means; undefined where nothing is known of it. */
export function hoverAt(file: LanguageFile, offset: number, cx: LanguageContext): Hover | undefined {
  const word = wordAt(file, offset, cx);
  return word === undefined ? undefined : { span: word.span, markdown: about(word.meaning, cx) };
}

function about(meaning: Meaning, cx: LanguageContext): string {
  switch (meaning.kind) {
    case 'command':
      return aboutCommand(meaning.command);
    case 'option':
      return aboutOption(meaning.name, meaning.spec);
    case 'function':
      return aboutFunction(meaning.definition);
    case 'aggregation':
      return aboutAggregate(meaning.definition);
    case 'macro':
      return meaning.macros.map(aboutMacro).join('\n\n---\n\n');
    case 'lookup':
      return aboutLookup(meaning.lookup, cx.schemas.lookupColumns(meaning.lookup.name));
    case 'data-source':
      return aboutDataSource(meaning.source);
    case 'field':
      return aboutRowField(meaning, cx);
  }
}

function aboutRowField({ name, rows, place }: Extract<Meaning, { kind: 'field' }>, cx: LanguageContext): string {
  const { shape, text } = rowsAfter(rows, cx);
  const fact = fieldOf(shape, name);
  const made = fact.from === undefined ? undefined : text.slice(fact.from.start, fact.from.end);
  const about = aboutField(name, fact, made);
  const isLogged = made === undefined && fieldsOfLogs(place.search, cx).includes(name);
  return isLogged ? `${about}\n\nThe logs have it.` : about;
}
