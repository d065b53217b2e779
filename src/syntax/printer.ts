import type { Command, Expression, Pipeline, PipelineItem, SearchExpression } from './ast.js';
import type { Form } from './forms.js';
import type { SyntaxCommand } from './parser.js';
import { type ArgumentPlace, printArguments } from './print-arguments.js';
import { printExpression as expressionText } from './print-expression.js';
import { printSearch } from './print-search.js';

/** The commands the printer writes for: quoting depends on how a command's arguments are cut into tokens. */
export interface PrintVocabulary {
  command(name: string): SyntaxCommand | undefined;
}

export interface PrintOptions {
  /** `line`: all in one line (default). `lines`: one command per line, each with its pipe in front. */
  readonly layout?: 'line' | 'lines';
  /**
   * The text the tree was parsed from. With it, aggregations without AS are copied from there: their text is the name of
   * the column (spl-commands 3.1), so `stats Count( x )` must not become `count(x)`.
   */
  readonly text?: string;
}

/**
 * A pipeline as SPL. Parsing the result gives the same tree, spans aside: the author's parentheses stay, quotes are
 * written where they are needed or were part of the meaning, commands get their own names in lower case. Commands that
 * did not parse are copied.
 */
export function printPipeline(tree: Pipeline, vocabulary: PrintVocabulary, options: PrintOptions = {}): string {
  const inner: PrintOptions = { ...options, layout: 'line' };
  const commands = tree.commands.map((each) => printCommand(each, vocabulary, inner));
  const separator = options.layout === 'lines' ? '\n| ' : ' | ';
  return (tree.leadingPipe ? '| ' : '') + commands.join(separator);
}

/** One command with its arguments, without a pipe. */
function printCommand(item: PipelineItem, vocabulary: PrintVocabulary, options: PrintOptions = {}): string {
  if (item.kind !== 'command') return item.text;
  if (item.filled === true) return printFilled(item, vocabulary, options);
  const args = printArguments(item.args, placeOf(item, vocabulary, options), standsApart(item, vocabulary));
  if (item.implicit === true) return args;
  return args === '' ? item.name : `${item.name} ${args}`;
}

/** Pieces of text, which hold the blanks around them, and subsearches in turn. */
function printFilled({ name, args }: Command, vocabulary: PrintVocabulary, options: PrintOptions): string {
  const pieces = args.map((each) => {
    if (each.kind === 'subsearch') return `[${printPipeline(each.pipeline, vocabulary, options)}]`;
    return each.kind === 'word' ? each.text : '';
  });
  return `${name} ${pieces.join('')}`.trimEnd();
}

/** An eval expression that stands alone. */
export function printExpression(expression: Expression, vocabulary: PrintVocabulary): string {
  return expressionText(expression, alone(vocabulary));
}

/** Search terms that stand alone. */
export function printSearchExpression(expression: SearchExpression, vocabulary: PrintVocabulary): string {
  return printSearch(expression, alone(vocabulary));
}

const alone = (vocabulary: PrintVocabulary) => ({
  keywords: new Set<string>(),
  pipeline: (tree: Pipeline): string => printPipeline(tree, vocabulary),
});

/** Whether the first argument is no part of the list after it: the table of `lookup`. */
function standsApart(command: Command, vocabulary: PrintVocabulary): boolean {
  const forms = vocabulary.command(command.name)?.forms ?? [];
  return forms.some((form) => form.kind === 'pair' && !form.required && form.min > 1);
}

function placeOf(command: Command, vocabulary: PrintVocabulary, options: PrintOptions): ArgumentPlace {
  const known = vocabulary.command(command.name);
  const keywords = known?.keywords ?? new Set<string>();
  const declared = new Map<string, string>();
  collectKeywords(known?.forms ?? [], declared);
  const { text } = options;
  return {
    mode: known?.mode ?? 'words',
    keywords,
    options: (known?.forms.length ?? 0) > 1,
    keyword: (lower) => declared.get(lower) ?? lower,
    pipeline: (tree) => printPipeline(tree, vocabulary, options),
    written: (part) => text?.slice(part.span.start, part.span.end),
  };
}

/** Keywords in the letter case of the command's forms: `by`, `OUTPUT`. */
function collectKeywords(forms: readonly Form[], into: Map<string, string>): void {
  for (const form of forms) {
    if (form.kind === 'pair') into.set(form.keyword.toLowerCase(), form.keyword);
    if (form.kind !== 'clause') continue;
    for (const keyword of form.keywords) into.set(keyword.toLowerCase(), keyword);
    collectKeywords(form.forms, into);
  }
}
