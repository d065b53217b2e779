import type { CodeParams, DiagnosticCode } from '../diagnostics/codes.js';
import type { DiagnosticDetails } from '../diagnostics/diagnostic.js';
import type { CallSite, Parameter, ParameterType, ScalarFunction, StaticKind } from '../functions/define.js';
import type { Span } from '../source/span.js';
import type { Registry } from '../support/registry.js';
import { didYouMean } from '../support/suggest.js';
import type { Expression, FunctionCall, Pipeline } from '../syntax/ast.js';
import { decimalText } from '../values/significant.js';

/** What the check asks of the lowering it is part of. */
export interface ExpressionChecks {
  readonly functions: Registry<ScalarFunction>;
  report<C extends DiagnosticCode>(
    code: C,
    params: CodeParams<C>,
    at: Span,
    details?: Omit<DiagnosticDetails, 'at'>,
  ): void;
  /** A subsearch, and whether a condition or a value is wanted of it; `any`: an operand or argument. */
  subsearch(pipeline: Pipeline, place: 'value' | 'condition' | 'any'): void;
  checkRegex(pattern: string, at: Span): unknown;
}

/** The value of a literal, also in parentheses. */
export function literalOf(expression: Expression | undefined): string | undefined {
  if (expression === undefined) return undefined;
  if (expression.kind === 'group') return literalOf(expression.inner);
  if (expression.kind === 'string') return expression.value;
  if (expression.kind === 'number')
    return expression.text.includes('.') ? decimalText(expression.text) : expression.text;
  if (expression.kind === 'unary' && expression.operator === '-') {
    const inner = literalOf(expression.operand);
    return inner === undefined ? undefined : `-${inner}`;
  }
  return undefined;
}

const comparisons = new Set(['=', '!=', '<', '<=', '>', '>=']);

/** What is known of an expression before a row is read (spl-core 2.1). */
export function kindOf(expression: Expression, functions: Registry<ScalarFunction>): StaticKind {
  switch (expression.kind) {
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'field':
    case 'subsearch':
      return 'dynamic';
    case 'group':
      return kindOf(expression.inner, functions);
    case 'in':
      return 'boolean';
    case 'call': {
      const definition = functions.get(expression.name);
      if (definition?.chooses === undefined) return definition?.result ?? 'dynamic';
      // A choice among Booleans is a Boolean, which no field can hold (spl-core 1.11); null may be among them.
      const kinds = choicesOf(expression, definition).map((argument) => kindOf(argument, functions));
      const given = kinds.filter((kind) => kind !== 'null');
      return given.length > 0 && given.every((kind) => kind === 'boolean') ? 'boolean' : definition.result;
    }
    case 'unary':
      return expression.operator === 'not' ? 'boolean' : 'number';
    case 'binary':
      switch (expression.operator) {
        case '.':
          return 'string';
        case '-':
        case '*':
        case '/':
        case '%':
          return 'number';
        case '+': {
          const left = kindOf(expression.left, functions);
          const right = kindOf(expression.right, functions);
          if (left === 'string' || right === 'string') return 'string';
          return left === 'number' && right === 'number' ? 'number' : 'dynamic';
        }
        default:
          return 'boolean';
      }
  }
}

/** The arguments of a call that may be its result. */
function choicesOf(call: FunctionCall, definition: ScalarFunction): Expression[] {
  return call.args.filter((_, index) => definition.chooses?.(index) === true);
}

/** Whether an expression may be true or false: a Boolean, a choice with a Boolean in it, null, or the text of a subsearch. */
function mayBeCondition(expression: Expression, functions: Registry<ScalarFunction>): boolean {
  switch (expression.kind) {
    case 'group':
      return mayBeCondition(expression.inner, functions);
    case 'subsearch':
      return true;
    case 'call': {
      const definition = functions.get(expression.name);
      // An unknown function is reported for itself.
      if (definition === undefined || definition.result === 'boolean' || definition.result === 'null') return true;
      const choices = choicesOf(expression, definition).filter((argument) => kindOf(argument, functions) !== 'null');
      if (definition.chooses !== undefined && choices.length === 0) return true;
      return choices.some((argument) => mayBeCondition(argument, functions));
    }
    default:
      return kindOf(expression, functions) === 'boolean';
  }
}

/**
 * Refuses what Splunk refuses before it runs an expression: unknown functions, wrong argument counts, conditions where a
 * value is needed and values where a condition is needed, text literals compared with number literals (spl-core 1.11, 2.2).
 */
export function checkExpression(
  expression: Expression,
  place: 'value' | 'condition' | 'any',
  checks: ExpressionChecks,
): void {
  const { functions } = checks;
  const kind = kindOf(expression, functions);
  if (place === 'value' && kind === 'boolean') {
    checks.report('type-mismatch', { reason: 'Fields cannot be assigned a Boolean result.' }, expression.span, {
      help: ['Wrap the condition: if(condition, value, other).'],
    });
  }
  if (place === 'condition') checkCondition(expression, checks);
  descend(expression, place, checks);
}

function checkCondition(expression: Expression, checks: ExpressionChecks): void {
  if (mayBeCondition(expression, checks.functions)) return;
  checks.report('type-mismatch', { reason: 'A condition is needed here, and this is a value.' }, expression.span, {
    help: conditionHelp(expression),
  });
}

/** What to write instead of a value where a condition is needed. */
function conditionHelp(expression: Expression): string[] {
  if (expression.kind !== 'field') return [];
  // A word without parentheses is a field, whatever its name is.
  const constant = /^(?:true|false)$/i.exec(expression.name)?.[0];
  if (constant !== undefined) return [`\`${constant}\` is the name of a field; write ${constant.toLowerCase()}().`];
  return ['Compare the field with a value, or ask isnotnull(field).'];
}

function descend(expression: Expression, place: 'value' | 'condition' | 'any', checks: ExpressionChecks): void {
  switch (expression.kind) {
    case 'number':
    case 'string':
    case 'field':
      return;
    case 'subsearch':
      checks.subsearch(expression.pipeline, place);
      return;
    case 'group':
      descend(expression.inner, place, checks);
      return;
    case 'in':
      checkExpression(expression.needle, 'any', checks);
      for (const item of expression.items) checkExpression(item, 'any', checks);
      return;
    case 'unary':
      checkExpression(expression.operand, expression.operator === 'not' ? 'condition' : 'any', checks);
      return;
    case 'call':
      checkCall(expression, checks);
      return;
    case 'binary': {
      const { operator, left, right } = expression;
      const logical = operator === 'and' || operator === 'or' || operator === 'xor';
      checkExpression(left, logical ? 'condition' : 'any', checks);
      checkExpression(right, logical ? 'condition' : 'any', checks);
      if (comparisons.has(operator)) {
        const kinds = [kindOf(left, checks.functions), kindOf(right, checks.functions)];
        if (kinds.includes('string') && kinds.includes('number')) {
          checks.report(
            'type-mismatch',
            { reason: `The ${operator} operator compares text with a number.` },
            expression.span,
            {
              help: [
                'Convert one side with tonumber() or tostring(). A dotted field name needs single quotes: without them the dot joins two fields as text.',
              ],
            },
          );
        }
      }
    }
  }
}

/** How many arguments a function takes, in words. */
function arityText(least: number, most: number): string {
  const plural = (count: number): string => `${count} argument${count === 1 ? '' : 's'}`;
  if (most === Number.POSITIVE_INFINITY) return `at least ${plural(least)}`;
  return least === most ? plural(least) : `${least} to ${plural(most)}`;
}

function fits(type: ParameterType, argument: Expression, kind: StaticKind): boolean {
  switch (type) {
    case 'number':
      return (
        kind !== 'string' || (literalOf(argument) !== undefined && Number.isFinite(Number(literalOf(argument) || 'x')))
      );
    case 'field':
      return argument.kind === 'field';
    case 'literal':
      return literalOf(argument) !== undefined;
    default:
      return true;
  }
}

const typeWords: Partial<Record<ParameterType, string>> = {
  number: 'a number',
  field: 'a field name',
  literal: 'a text in quotes',
};

/** The parameter an argument is for: the last ones repeat, together. */
function parameterAt(parameters: readonly Parameter[], index: number): Parameter {
  if (index < parameters.length) return parameters[index]!;
  const first = parameters.findIndex((each) => each.repeated === true);
  return parameters[first + ((index - first) % (parameters.length - first))]!;
}

function checkCall(call: FunctionCall, checks: ExpressionChecks): void {
  const definition = checks.functions.get(call.name);
  if (definition === undefined) {
    checks.report('unknown-function', { name: call.name }, call.nameSpan, {
      help: didYouMean(checks.functions.suggest(call.name)),
    });
    for (const argument of call.args) descend(argument, 'any', checks);
    return;
  }
  const { parameters } = definition;
  const last = parameters[parameters.length - 1];
  const least = parameters.filter((each) => each.optional !== true).length;
  const most = last?.repeated === true ? Number.POSITIVE_INFINITY : parameters.length;
  if (call.args.length < least || call.args.length > most) {
    const reason = `takes ${arityText(least, most)}, not ${call.args.length}`;
    checks.report('wrong-arguments', { name: call.name, reason }, call.span, {
      help: [
        `${definition.name}(${parameters.map((each) => each.name + (each.repeated === true ? ', ...' : '')).join(', ')}): ${definition.summary}`,
      ],
    });
    return;
  }
  const kinds = call.args.map((argument) => kindOf(argument, checks.functions));
  const site: Pick<CallSite, 'args' | 'kinds' | 'literal'> = {
    args: call.args,
    kinds,
    literal: (index) => literalOf(call.args[index]),
  };
  const problem = definition.check?.(site);
  call.args.forEach((argument, index) => {
    const parameter = parameterAt(parameters, index);
    const { type } = parameter;
    // What is said of an argument below is enough: the value that stands where `case` wants a condition is one too many.
    const condition = type === 'boolean' && index !== problem?.argument;
    checkExpression(argument, condition ? 'condition' : 'any', checks);
    if (!fits(type, argument, kinds[index]!)) {
      const reason = `takes ${typeWords[type]} as ${parameter.name}`;
      checks.report('wrong-arguments', { name: call.name, reason }, argument.span);
    }
    const pattern = type === 'regex' && argument.kind === 'string' ? argument.value : undefined;
    if (pattern !== undefined) checks.checkRegex(pattern, argument.span);
  });
  if (problem !== undefined) {
    checks.report(
      'wrong-arguments',
      { name: call.name, reason: problem.message },
      call.args[problem.argument]?.span ?? call.span,
    );
  }
}

/** How two sides are compared, decided by what is known of them (spl-core 2.2). */
export type Comparing = 'number' | 'text' | 'either' | 'boolean';

/** {@link Comparing} of two kinds. */
export function comparing(left: StaticKind, right: StaticKind): Comparing {
  if (left === 'boolean' && right === 'boolean') return 'boolean';
  if (left === 'string' || right === 'string') return 'text';
  if (left === 'number' || right === 'number') return 'number';
  return 'either';
}
