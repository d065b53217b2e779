import type { AnyCommand } from '../commands/define.js';
import type { Form } from '../syntax/forms.js';
import type { CommandAt } from './cursor.js';

/** What may stand at a place among the arguments of a command. */
export type Expected =
  | 'option'
  | 'keyword'
  | 'operator'
  /** `eval(..)` as the argument of an aggregation. */
  | 'eval'
  | 'field'
  | 'function'
  | 'aggregation'
  | 'lookup'
  | 'data-model'
  /** A value of the option of this name. */
  | { readonly valueOf: string };

/** Words between conditions. */
export const operators: readonly string[] = ['and', 'or', 'not', 'in'];

const inExpression: readonly Expected[] = ['field', 'function', 'operator'];

/** What may stand at a place of a command, from its forms and from what stands before the place. */
export function expectedAt(command: AnyCommand, { head }: Pick<CommandAt, 'head'>): readonly Expected[] {
  const plain = withoutTexts(head);
  if (/\bdatamodel\s*[=:]\s*$/i.test(plain)) return ['data-model'];
  const option = /(?:^|[\s,(])(\w+)\s*=\s*$/.exec(plain)?.[1]?.toLowerCase();
  if (option !== undefined && Object.hasOwn(command.options, option)) return [{ valueOf: option }];
  const calls = openCalls(plain);
  const call = calls.at(-1);
  if (call !== undefined && (command.mode === 'expression' || calls.includes('eval'))) return inExpression;
  if (call === 'in' || call === 'term' || call === 'case') return [];
  if (call !== undefined && call !== '' && command.forms.some(({ kind }) => kind === 'aggregation'))
    return ['field', 'eval'];
  const { forms, text } = formsAt(command.forms, plain);
  return [...new Set(forms.flatMap((form) => expectedOf(form, text)))];
}

/** The same text with blanks for what stands in double quotes. */
function withoutTexts(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, (quoted) => `"${' '.repeat(quoted.length - 2)}"`);
}

/** The names before the parentheses that are still open, in lower case, outer ones first. */
function openCalls(text: string): string[] {
  const calls: string[] = [];
  for (const [part] of text.matchAll(/(?<!\w)\w*\(|\)/g)) {
    if (part === ')') calls.pop();
    else calls.push(part.slice(0, -1).toLowerCase());
  }
  return calls;
}

/** The forms that may stand at a place, and the text since they may: those of the clause that was begun last, or of the command. */
function formsAt(forms: readonly Form[], text: string): { forms: readonly Form[]; text: string } {
  let begun: { end: number; forms: readonly Form[] } | undefined;
  for (const form of forms) {
    if (form.kind !== 'clause') continue;
    for (const keyword of form.keywords) {
      const calls = text.matchAll(new RegExp(`(?<![\\w=.(])${keyword}(?=\\s)`, 'gi'));
      for (const { index } of calls)
        if (index + keyword.length > (begun?.end ?? 0)) begun = { end: index + keyword.length, forms: form.forms };
    }
  }
  if (begun === undefined) return { forms, text };
  const others = forms.filter(({ kind }) => kind === 'clause');
  return { forms: [...begun.forms, ...others], text: text.slice(begun.end) };
}

/** Whether a word of a command names a lookup table. */
export function namesTable(form: Form): boolean {
  return (form.kind === 'word' || form.kind === 'pair') && /\blookup\b/.test(form.label);
}

const models = /\bdata ?set\b|\bdata model\b/;

function expectedOf(form: Form, text: string): Expected[] {
  const isStart = text.trim() === '';
  switch (form.kind) {
    case 'option':
      return ['option'];
    case 'aggregation':
      return isBehindAs(text) ? [] : ['aggregation', 'keyword'];
    case 'field':
    case 'match':
      return ['field'];
    case 'wrapped':
      return isBehindAs(text) ? [] : ['field', ...(form.as ? (['keyword'] as const) : [])];
    case 'pair':
      if (isBehindAs(text)) return namesTable(form) ? ['field'] : [];
      return isStart && namesTable(form) ? ['lookup'] : ['field', 'keyword'];
    case 'word':
      if (namesTable(form)) return ['lookup'];
      return models.test(form.label) ? ['data-model'] : [];
    case 'assignments':
      return /(?:^|,)\s*$/.test(text) ? ['field'] : [...inExpression];
    case 'expression':
      return [...inExpression];
    case 'search':
      return /[=<>]\s*$/.test(text) ? [] : ['field', 'operator'];
    case 'clause':
      return ['keyword'];
    case 'subsearch':
    case 'template':
      return [];
  }
}

/** Where a name of the writer's choice stands. */
function isBehindAs(text: string): boolean {
  return /\bas\s*$/i.test(text);
}
