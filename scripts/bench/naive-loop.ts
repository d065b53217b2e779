import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { sourceFilters } from '../../src/exec/rule-index/source-filters.js';
import type { Plan } from '../../src/plan/plan.js';
import type { SearchExpression } from '../../src/syntax/ast.js';

type Test = (event: Record<string, unknown>) => boolean;

/** A pattern of a search as most people write it in JavaScript: a regular expression without letter case. */
function valueTest(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is');
}

function closure(expression: SearchExpression): Test {
  switch (expression.kind) {
    case 'and': {
      const tests = expression.operands.map(closure);
      return (event) => tests.every((test) => test(event));
    }
    case 'or': {
      const tests = expression.operands.map(closure);
      return (event) => tests.some((test) => test(event));
    }
    case 'not': {
      const test = closure(expression.operand);
      return (event) => !test(event);
    }
    case 'group':
      return closure(expression.inner);
    case 'comparison': {
      const field = expression.field.slice(expression.field.lastIndexOf('.') + 1);
      const pattern = valueTest(expression.value.text);
      const wanted = expression.operator !== '!=';
      return (event) => event[field] !== undefined && pattern.test(String(event[field])) === wanted;
    }
    case 'in': {
      const field = expression.field.slice(expression.field.lastIndexOf('.') + 1);
      const patterns = expression.values.map(({ text }) => valueTest(text));
      return (event) => event[field] !== undefined && patterns.some((each) => each.test(String(event[field])));
    }
    case 'keyword': {
      const text = expression.text.toLowerCase();
      return (event) => JSON.stringify(event).toLowerCase().includes(text);
    }
    default:
      return () => true;
  }
}

/** The first conditions of plans as closures over parsed JSON: what one writes without an engine. No fields are normalised. */
export function naiveTests(plans: readonly Plan[]): Test[] {
  return plans.map((plan) => {
    const tests = [...sourceFilters(plan).values()].map((filters) =>
      closureOf(filters.map(({ condition }) => condition.expression)),
    );
    return (event) => tests.some((test) => test(event));
  });
}

function closureOf(list: readonly SearchExpression[]): Test {
  const tests = list.map(closure);
  return (event) => tests.every((test) => test(event));
}

/** Reads lines, parses each and asks every rule, one after the other; gives the number of matches. */
export async function naiveLoop(path: string, tests: readonly Test[]): Promise<number> {
  let found = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const event = JSON.parse(line) as Record<string, unknown>;
    for (const test of tests) if (test(event)) found++;
  }
  return found;
}
