import { scalarRegistry } from '../../functions/scalar/index.js';
import type { FunctionCall } from '../../syntax/ast.js';
import type { Emitter } from '../emitter.js';
import { NamedOperands } from '../named.js';
import { unsupported } from '../refusal.js';
import type { Scope } from '../scope.js';
import type { SqlValue } from '../value.js';
import { conversionTemplates } from './conversion.js';
import { boolean, callOf, type FunctionTemplate } from './define.js';
import { informationalTemplates } from './informational.js';
import { jsonTemplates } from './json.js';
import { matchingTemplates } from './matching.js';
import { mathematicalTemplates } from './mathematical.js';
import { timeTemplates } from './times.js';
import { valueTemplates } from './values.js';

/** Functions that work on the row as a whole. */
const rowTemplates: Readonly<Record<string, FunctionTemplate>> = {
  searchmatch: (call) => {
    const plan = call.cx.compileText(`search ${call.fixed(0, 'the search')}`);
    const root = plan?.root;
    if (root?.kind !== 'filter' || root.condition.language !== 'search')
      return unsupported('searchmatch() with such a search', call.node.span);
    return boolean(call.cx.search(root.condition.expression, call.scope));
  },
};

const known = new Map<string, FunctionTemplate>(
  Object.entries({
    ...valueTemplates,
    ...matchingTemplates,
    ...mathematicalTemplates,
    ...conversionTemplates,
    ...informationalTemplates,
    ...timeTemplates,
    ...jsonTemplates,
    ...rowTemplates,
  }),
);

/** The answer of every scalar function: a template, or a reason. */
export function templateOf(name: string): FunctionTemplate {
  const definition = scalarRegistry.get(name);
  return known.get(definition?.name ?? name) ?? { unsupported: `${name}() has no equal in SQL` };
}

/** The call of a function of eval. */
export function emitCall(node: FunctionCall, scope: Scope, cx: Emitter): SqlValue {
  const template = templateOf(node.name);
  if (typeof template !== 'function') return unsupported(template.unsupported, node.span);
  const named = new NamedOperands(cx);
  return named.around(template(callOf(node, scope, cx, named)));
}
