import type { AnyCommand } from '../commands/define.js';
import type { Form } from '../syntax/forms.js';

const named = (label: string): string => `<${label.replaceAll(' ', '-')}>`;

/** `x`, `[x]`, `x...`: how often a form may stand. */
function counted(text: string, min: number, max: number): string {
  const shown = max === 1 ? text : text.includes(' ') && min > 0 ? `(${text})...` : `${text}...`;
  return min === 0 ? `[${shown}]` : shown;
}

function usageOf(form: Form): string {
  switch (form.kind) {
    case 'option':
      return '[<option>=<value>...]';
    case 'field':
    case 'word':
      return counted(named(form.label), form.min, form.max);
    case 'wrapped':
      return counted(`[+|-]${named(form.label)}${form.as ? ' [AS <name>]' : ''}`, form.min, form.max);
    case 'pair': {
      const keyword = form.keyword.toUpperCase();
      const second = `${keyword} ${named(form.label)}`;
      return counted(`${named(form.label)} ${form.required ? second : `[${second}]`}`, form.min, form.max);
    }
    case 'aggregation':
      return counted('<aggregation> [AS <field>]', form.min, form.max);
    case 'assignments':
      return '<field> = <expression>, ...';
    case 'expression':
      return counted('<expression>', form.min, 1);
    case 'search':
      return counted('<search-terms>', form.min, 1);
    case 'match':
      return '[<field>=|<field>!=]<pattern>';
    case 'subsearch':
      return counted('"[" <subsearch> "]"', form.min, form.max);
    case 'template':
      return '"[" <commands> "]"';
    case 'clause': {
      const keyword = form.keywords.map((each) => each.toUpperCase()).join('|');
      const text = [keyword, ...form.forms.map(usageOf)].join(' ');
      return counted(text, form.min, 1);
    }
  }
}

/** One line that shows how a command is written, from its forms. */
export function usageLine(command: AnyCommand): string {
  return [command.name, ...command.forms.map(usageOf)].join(' ');
}
