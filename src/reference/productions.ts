import type { ISerializedGast } from 'chevrotain';
import type { Language } from '../syntax/parse.js';

/** A rule of the assembled parser, as Chevrotain describes it. */
export interface Production {
  readonly name: string;
  readonly definition: readonly ISerializedGast[];
}

/** Rules that belong together on a page. */
export interface ProductionGroup {
  readonly title: string;
  readonly rules: readonly Production[];
}

const pipeline = ['pipeline', 'command', 'subsearch'];
const expressions = [
  'expression',
  'disjunction',
  'conjunction',
  'negation',
  'comparison',
  'sum',
  'product',
  'unary',
  'primary',
];
const search = ['searchExpression', 'searchDisjunction', 'searchUnary', 'searchTerm', 'searchValue'];

const suffix = 'Arguments';

/** Name of the rule that holds a command's arguments. */
export function argumentsRule(command: string): string {
  return `${command}${suffix}`;
}

/** The rules of the grammar in reading order: pipeline, shared arguments, search terms, expressions, one per command. */
export function productionGroups(language: Language): ProductionGroup[] {
  const rules = new Map<string, Production>();
  for (const rule of language.parser.getSerializedGastProductions() as unknown as Production[])
    rules.set(rule.name, rule);
  const take = (names: readonly string[]): Production[] =>
    names.map((name) => {
      const rule = rules.get(name);
      if (rule === undefined) throw new Error(`The parser has no rule ${name}.`);
      rules.delete(name);
      return rule;
    });
  const groups: ProductionGroup[] = [
    { title: 'Pipeline', rules: take(pipeline) },
    { title: 'Search terms', rules: take(search) },
    { title: 'Expressions', rules: take(expressions) },
    { title: 'Commands', rules: take(language.commands.map((each) => argumentsRule(each.name)).sort()) },
  ];
  const shared = [...rules.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  groups.splice(1, 0, { title: 'Shared arguments', rules: shared });
  return groups;
}
