import type { AnyCommand } from '../commands/define.js';
import type { AggregateFunction, ScalarFunction } from '../functions/define.js';
import { keywordsOf } from '../syntax/forms.js';

const names = (given: readonly { readonly name: string; readonly aliases?: readonly string[] }[]): string[] =>
  [...new Set(given.flatMap((each) => [each.name, ...(each.aliases ?? [])]))].sort();

/** One of some words, longest first so that none hides another. */
function oneOf(words: readonly string[]): string {
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return `(?:${escaped.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|')})`;
}

/** A TextMate grammar of SPL for editors: commands, functions, options, clauses, macro calls, quotes and comments. */
export function textMateGrammar(
  commands: readonly AnyCommand[],
  scalars: readonly ScalarFunction[],
  aggregates: readonly AggregateFunction[],
): string {
  const keywords = new Set(
    commands.flatMap((each) => [...keywordsOf(each.forms)]).filter((word) => /^\w+$/.test(word)),
  );
  const aggregations = aggregates.flatMap((each) =>
    [each.name, ...(each.aliases ?? [])].map((name) => ({ name, numbered: each.parameterized === true })),
  );
  const plain = aggregations.filter((each) => !each.numbered).map((each) => each.name);
  const numbered = aggregations.filter((each) => each.numbered).map((each) => each.name);
  const grammar = {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'SPL',
    scopeName: 'source.spl',
    fileTypes: ['spl'],
    patterns: [{ include: '#all' }],
    repository: {
      all: {
        patterns: [
          'comment',
          'macro',
          'string',
          'field',
          'command',
          'phrase',
          'function',
          'aggregation',
          'option',
          'operator',
          'keyword',
          'placeholder',
          'number',
          'subsearch',
        ].map((name) => ({ include: `#${name}` })),
      },
      comment: { name: 'comment.block.spl', begin: '```', end: '```' },
      macro: {
        name: 'meta.macro.spl',
        match: '`([^`(]+)(\\([^`]*\\))?`',
        captures: { 1: { name: 'entity.name.function.macro.spl' }, 2: { name: 'variable.parameter.macro.spl' } },
      },
      string: {
        name: 'string.quoted.double.spl',
        begin: '"',
        end: '"',
        patterns: [{ name: 'constant.character.escape.spl', match: '\\\\["\\\\]' }],
      },
      field: { name: 'variable.other.field.spl', match: "'[^'|]*'" },
      command: {
        match: `([|\\[])\\s*(?i:(${oneOf(names(commands))})(?=[\\s|\\]]|$))`,
        captures: { 1: { name: 'punctuation.separator.pipe.spl' }, 2: { name: 'keyword.control.command.spl' } },
      },
      phrase: { name: 'support.function.search.spl', match: '\\b(?:TERM|CASE)(?=\\()' },
      function: { name: 'support.function.eval.spl', match: `(?i:\\b${oneOf(names(scalars))})(?=\\s*\\()` },
      aggregation: {
        name: 'support.function.aggregate.spl',
        match: `(?i:\\b(?:${oneOf(plain)}|${oneOf(numbered)}\\d+(?:\\.\\d+)?))(?=\\s*\\()`,
      },
      option: {
        match: `(?i:\\b(${oneOf([...new Set(commands.flatMap((each) => Object.keys(each.options as object)))])}))\\s*(=)`,
        captures: { 1: { name: 'variable.parameter.option.spl' }, 2: { name: 'keyword.operator.assignment.spl' } },
      },
      operator: {
        name: 'keyword.operator.logical.spl',
        match: '\\b(?:AND|OR|NOT|XOR|IN|LIKE)\\b|(?i:\\b(?:and|or|not|xor|like)\\b)',
      },
      keyword: { name: 'keyword.other.clause.spl', match: `(?i:\\b${oneOf([...keywords])}\\b)` },
      placeholder: { name: 'variable.language.placeholder.spl', match: '<<\\w+>>|\\$[\\w.{}|]+\\$' },
      number: { name: 'constant.numeric.spl', match: '(?<![\\w.])\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w.])' },
      subsearch: { name: 'punctuation.section.brackets.spl', match: '[\\[\\]]' },
    },
  };
  return `${JSON.stringify(grammar, undefined, 2)}\n`;
}
