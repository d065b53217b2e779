import { language } from '../../../../src/compile/compile.js';
import { compileExpression } from '../../../../src/exec/compile-expression.js';
import { plainEnvironment } from '../../../../src/exec/plain-environment.js';
import type { EvalContext } from '../../../../src/functions/context.js';
import { createSource } from '../../../../src/source/source.js';
import { scalarText } from '../../../../src/values/coerce.js';
import { Event } from '../../../../src/values/event.js';
import { defaultLimits } from '../../../../src/values/limits.js';
import { defaultSemantics, type Semantics } from '../../../../src/values/semantics.js';
import { multivalue, valuesOf } from '../../../../src/values/value.js';

/** The result of an eval expression as texts, as a field would show it; checks that the row is left alone. */
export function evaluate(
  text: string,
  row: Readonly<Record<string, string | readonly string[]>> = {},
  given: Partial<Semantics> = {},
  notes: string[] = [],
): string | readonly string[] | null {
  const semantics = { ...defaultSemantics, ...given };
  const { tree, diagnostics } = language.parseExpression(createSource('<expression>', text));
  if (tree === undefined) throw new Error(diagnostics[0]?.message);
  const context: EvalContext = {
    now: 1_700_000_000,
    timeZone: 'UTC',
    limits: defaultLimits,
    semantics,
    random: () => 0.5,
    clock: () => 1_700_000_000,
    lookup: () => null,
    note: (message) => notes.push(message),
  };
  const run = compileExpression(tree, plainEnvironment(semantics));
  const event = Event.of(Object.entries(row));
  const fields = (): string => JSON.stringify(event.fieldNames().map((name) => [name, event.get(name)]));
  const before = fields();
  const value = run(event, context);
  if (fields() !== before) throw new Error('The row was changed.');
  const texts = valuesOf(multivalue(valuesOf(value))).map(scalarText);
  return texts.length === 0 ? null : texts.length === 1 ? texts[0]! : texts;
}
