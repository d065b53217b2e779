import type { Expression } from '../../syntax/ast.js';

/**
 * The field and the delimiter of `split(<field>, "<delimiter>")`, of which a function around it may look at the pieces where they stand;
 * undefined for anything else. The delimiter is not empty.
 */
export function splitField(
  expression: Expression | undefined,
): { readonly name: string; readonly delimiter: string } | undefined {
  if (expression?.kind !== 'call' || expression.name.toLowerCase() !== 'split') return undefined;
  const [field, delimiter] = expression.args;
  if (field?.kind !== 'field' || delimiter?.kind !== 'string' || delimiter.value === '') return undefined;
  return { name: field.name, delimiter: delimiter.value };
}
