import { checkExpression, kindOf } from '../compile/check-expression.js';
import { language } from '../compile/compile.js';
import { withEscapes } from '../compile/string-escapes.js';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { scalarRegistry } from '../functions/scalar/index.js';
import type { MacroEvaluation } from '../macros/expand-macros.js';
import type { Source } from '../source/source.js';
import { toText } from '../values/coerce.js';
import { Event } from '../values/event.js';
import type { Limits } from '../values/limits.js';
import type { Semantics } from '../values/semantics.js';
import { compileExpression } from './compile-expression.js';
import { plainContext, plainEnvironment } from './plain-environment.js';

/** The parts of a run an eval-based macro may see. */
export interface MacroSettings {
  readonly now: number;
  readonly timeZone: string;
  readonly limits: Limits;
  readonly semantics: Semantics;
}

/** Evaluates the text of an `iseval` macro or a validation: an eval expression over no row (spl-core 5.1). */
export function evaluateMacro(expression: Source, settings: MacroSettings): MacroEvaluation {
  const parsed = language.parseExpression(expression);
  const diagnostics: Diagnostic[] = [...parsed.diagnostics];
  const { tree } = parsed;
  if (tree === undefined || hasErrors(diagnostics)) return { diagnostics };
  checkExpression(tree, 'any', {
    functions: scalarRegistry,
    report: (code, params, at, details) => {
      diagnostics.push(diagnostic(code, params, { ...details, at: { source: expression, span: at } }));
    },
    subsearch: () => {},
    checkRegex: () => {},
  });
  if (hasErrors(diagnostics)) return { diagnostics };
  const evaluate = compileExpression(withEscapes(tree, settings.semantics), plainEnvironment(settings.semantics));
  const value = evaluate(Event.of([]), plainContext(settings));
  const isBoolean = kindOf(tree, scalarRegistry) === 'boolean';
  return { value: typeof value === 'boolean' ? value : toText(value), isBoolean };
}
