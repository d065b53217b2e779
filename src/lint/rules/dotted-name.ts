import { fieldOf } from '../../plan/fields/row-shape.js';
import type { NodeFlow } from '../../plan/fields.js';
import type { Expression } from '../../syntax/ast.js';
import { partsOf } from '../../syntax/parts.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `match(userIdentity.userName, x)`: a name with dots that is not in single quotes, where a dot joins two values. */
export const dottedName = defineRule({
  id: 'dotted-name',
  severity: 'warning',
  category: 'language',
  what: 'A name with dots stands in an eval expression without single quotes, and the search makes no fields of the names between the dots.',
  why: 'In an expression a dot joins two values. The names on its sides are those of no fields, so that the result is null whatever the event holds.',
  fix: "Put the name in single quotes: 'userIdentity.userName'. Write blanks around a dot that is to join the values of two fields.",
  good: [
    { search: 'index=a sourcetype=b | where match(\'actor.name\', "^x") | stats count by dest, user' },
    { search: 'index=a sourcetype=b | eval who=domain . name | stats count by dest, user, who' },
    { search: 'index=a sourcetype=b | eval pair=user.dest | stats count by dest, user, pair' },
    { search: 'index=a sourcetype=b | eval who=user."@".dest | stats count by dest, user, who' },
    {
      search:
        'index=a sourcetype=b | rex field=m "(?<first>a+)(?<rest>b+)" | eval all=first.rest | stats count by dest, user, all',
    },
    { search: 'index=a sourcetype=b | eval one=1, two=2, both=one.two | stats count by dest, user, both' },
    { search: 'index=a sourcetype=b | stats count by dest, user | eval both=dest.user' },
  ],
  bad: [
    { search: 'index=a sourcetype=b | eval own=if(match(actor.name, user), 1, 0) | stats count by dest, user, own' },
    { search: 'index=a sourcetype=b | where actor.account.name="x" | stats count by dest, user' },
    { search: 'index=a sourcetype=b | stats count(eval(actor.name="x")) as n by dest, user' },
  ],
  search(search, cx) {
    const flows = [...(search.flow?.nodes.values() ?? [])];
    for (const flow of flows) {
      const isReadElsewhere = (name: string): boolean =>
        defaultFields.has(name) ||
        flows.some((other) => other !== flow && other.reads.some((read) => read.name === name));
      for (const joined of joinedNames(flow, isReadElsewhere)) {
        const name = search.compiled.source.text.slice(joined.span.start, joined.span.end);
        if (!/^\w+(?:\.\w+)+$/.test(name)) continue;
        cx.report(`\`${name}\` is no name here: the dots join the values of ${name.split('.').join(', ')}.`, {
          at: searchPlace(search, joined.span),
          help: [`Write '${name}' for the field of this name.`],
        });
      }
    }
  },
});

/** Fields that events have whatever they are. */
const defaultFields = new Set(['_time', 'host', 'index', 'source', 'sourcetype']);

/** What is joined of fields alone, none of which the search makes or looks at by itself. */
function joinedNames({ node, inputs: [shape] }: NodeFlow, isReadElsewhere: (name: string) => boolean): Expression[] {
  if (shape === undefined) return [];
  const targets = node.kind === 'extend' ? node.assignments.map(({ target }) => target) : [];
  const isMade = (name: string): boolean => {
    const { from, presence } = fieldOf(shape, name);
    // Rows of groups and tables have the fields that the search names, and no others.
    return from !== undefined || (shape.rest !== 'any' && presence !== 'never') || targets.includes(name);
  };
  const found: Expression[] = [];
  const inner = new Set<Expression>();
  for (const part of expressionsOf(node).flatMap((each) => [...partsOf(each)])) {
    if (part.kind === 'binary' && part.operator === '.') inner.add(part.left);
    if (inner.has(part)) continue;
    const names = namesJoined(part);
    if (names === undefined || names.length < 2) continue;
    if (!names.some((name) => isMade(name) || isReadElsewhere(name))) found.push(part);
  }
  return found;
}

function expressionsOf(node: NodeFlow['node']): readonly Expression[] {
  switch (node.kind) {
    case 'filter':
      return node.condition.language === 'eval' ? [node.condition.expression] : [];
    case 'extend':
      return node.assignments.map(({ expression }) => expression);
    case 'aggregate':
    case 'annotate-groups':
      return node.aggregations.flatMap(({ argument }) => (argument.kind === 'expression' ? [argument.expression] : []));
    default:
      return [];
  }
}

/** The fields between the dots; undefined where something else is joined. */
function namesJoined(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'field') return [expression.name];
  if (expression.kind !== 'binary' || expression.operator !== '.') return undefined;
  const left = namesJoined(expression.left);
  return left !== undefined && expression.right.kind === 'field' ? [...left, expression.right.name] : undefined;
}
