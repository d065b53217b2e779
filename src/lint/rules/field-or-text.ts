import type { Expression, FieldReference } from '../../syntax/ast.js';
import { partsOf } from '../../syntax/parts.js';
import { commandsOf, expressionsOf, literalCalls } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `where isadmin=true`, `mvcount("user")`: in eval expressions a bare word is a field, and a text in double quotes is none. */
export const fieldOrText = defineRule({
  id: 'field-or-text',
  severity: 'warning',
  category: 'language',
  what: 'What is meant as a value is taken for the name of a field, or the other way round: `true` or `false` stands in an eval expression as a bare word, or a value is compared with `null`; or a text in double quotes is given to a function that asks about the values of a field.',
  why: 'A bare word is the name of a field there. No event has one of this name, so that the value is null and a comparison with it never holds. A text in double quotes is always one value, itself.',
  fix: 'Write a text in double quotes, or call the function: true(), false(), null(). Whether there is a value is asked by isnull(field) and isnotnull(field). A name with blanks goes in single quotes.',
  good: [
    { search: 'index=a sourcetype=b | where admin="true" | stats count by dest, user' },
    { search: 'index=a sourcetype=b | eval admin=if(x>1, "true", null()) | stats count by dest, user, admin' },
    { search: "index=a sourcetype=b | where admin='true' | stats count by dest, user" },
    { search: 'index=a sourcetype=b admin=true | stats count by dest, user' },
    { search: 'index=a sourcetype=b | stats dc(eval(if(x>1, y, null))) as n by dest, user' },
  ],
  bad: [
    { search: 'index=a sourcetype=b | where admin=true | stats count by dest, user' },
    { search: 'index=a sourcetype=b | eval admin=if(x>1, True, false) | stats count by dest, user, admin' },
    { search: 'index=a sourcetype=b | where user!=NULL | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where mvcount("IP List") > 1 | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where isnotnull("user") | stats count by dest, user' },
  ],
  search(search, cx) {
    const { source, tree } = search.compiled;
    for (const command of commandsOf(tree)) {
      for (const { name, span } of wordsOf(expressionsOf(command))) {
        // In single quotes the name of a field is meant.
        if (source.text.startsWith("'", span.start)) continue;
        const isNull = name.toLowerCase() === 'null';
        cx.report(`\`${name}\` is the name of a field here, and not ${isNull ? 'null' : 'a truth value'}.`, {
          at: searchPlace(search, span),
          help: [
            isNull
              ? 'Nothing compares with null: ask isnull(field) or isnotnull(field).'
              : `Write "${name.toLowerCase()}" for the text, or ${name.toLowerCase()}().`,
          ],
        });
      }
      for (const name of aboutValues)
        for (const { literal } of literalCalls(command, name, 0))
          cx.report(`"${literal.value}" in double quotes is a text, and \`${name}\` looks at no field.`, {
            at: searchPlace(search, literal.span),
            help: [`Write ${name}('${literal.value}') for the field of this name.`],
          });
    }
  },
});

/** Functions of which the answer for a fixed text is known. */
const aboutValues = ['isnull', 'isnotnull', 'isint', 'isnum', 'isstr', 'mvcount', 'mvdedup', 'mvsort'];

/** Words that are meant as values. A field of the name `null` gives what `null()` does, where nothing is compared with it. */
function wordsOf(expressions: readonly Expression[]): FieldReference[] {
  const found: FieldReference[] = [];
  for (const part of expressions.flatMap((each) => [...partsOf(each)])) {
    if (part.kind === 'field' && /^(?:true|false)$/i.test(part.name)) found.push(part);
    for (const each of comparedIn(part)) if (each.kind === 'field' && /^null$/i.test(each.name)) found.push(each);
  }
  return found;
}

function comparedIn(part: Expression): readonly Expression[] {
  if (part.kind === 'in') return part.items;
  return part.kind === 'binary' && comparisons.has(part.operator) ? [part.left, part.right] : [];
}

const comparisons: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
