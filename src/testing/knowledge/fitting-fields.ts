import { language } from '../../compile/compile.js';
import { createSource } from '../../source/source.js';
import type { SearchExpression, SearchValue } from '../../syntax/ast.js';

/**
 * Fields and words with which an event fits a search condition: the first alternative of every OR and IN, a letter for every `*`. What
 * must not hold is left alone. Undefined when the condition does not parse.
 */
export function fittingFields(condition: string): { fields: Map<string, string>; words: string[] } | undefined {
  const { tree } = language.parseSearchExpression(createSource('condition', condition));
  if (tree === undefined) return undefined;
  const fields = new Map<string, string>();
  const words: string[] = [];
  fit(tree, fields, words);
  return { fields, words };
}

function fit(term: SearchExpression, fields: Map<string, string>, words: string[]): void {
  switch (term.kind) {
    case 'and':
      for (const each of term.operands) fit(each, fields, words);
      return;
    case 'or': {
      // An alternative that the fields so far satisfy needs nothing more.
      if (!term.operands.some((each) => agrees(each, fields))) fit(term.operands[0]!, fields, words);
      return;
    }
    case 'group':
      fit(term.inner, fields, words);
      return;
    case 'comparison':
      if (term.operator === '=') set(fields, term.field, term.value);
      else if (term.operator === '!=') {
        if (!fields.has(term.field)) fields.set(term.field, 'other');
      } else fields.set(term.field, `${Number(term.value.text) + (term.operator.startsWith('<') ? -1 : 1)}`);
      return;
    case 'in':
      if (term.values[0] !== undefined && !agrees(term, fields)) set(fields, term.field, term.values[0]);
      return;
    case 'keyword':
      words.push(term.text.replaceAll('*', ''));
      return;
    case 'not':
    case 'time':
    case 'everything':
    case 'subsearch':
      return;
  }
}

function set(fields: Map<string, string>, field: string, value: SearchValue): void {
  // `f=*` asks for no more than that there is one.
  if (value.text === '*' && fields.has(field)) return;
  fields.set(field, value.text.replaceAll('*', 'x'));
}

function agrees(term: SearchExpression, fields: ReadonlyMap<string, string>): boolean {
  if (term.kind === 'group') return agrees(term.inner, fields);
  if (term.kind === 'comparison') return term.operator === '=' && fields.get(term.field) === term.value.text;
  if (term.kind === 'in') return term.values.some((each) => each.text === fields.get(term.field));
  return term.kind === 'and' && term.operands.every((each) => agrees(each, fields));
}
