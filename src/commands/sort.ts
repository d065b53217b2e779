import type { SortKey } from '../plan/nodes/set.js';
import type { FieldArgument } from '../syntax/ast.js';
import { options, wrappedFields } from '../syntax/forms.js';
import { defineCommand, type LowerContext } from './define.js';
import { integer } from './options.js';
import { reportStrayKeywords } from './stray-keywords.js';

const orders = new Set(['auto', 'str', 'ip', 'num']);

/** Sort keys as `sort` and `dedup sortby` write them. */
export function sortKeys(fields: readonly FieldArgument[], command: string, cx: LowerContext): SortKey[] {
  let apart: FieldArgument['sign'];
  return fields.map((field) => {
    if (/^[-+]\s/.test(cx.source.text.slice(field.span.start, field.span.start + 2))) apart = field.sign;
    const sign = field.sign ?? (cx.semantics.sortSignApart === 'following-fields' ? apart : undefined);
    const order = field.wrapper ?? 'auto';
    if (!orders.has(order)) {
      cx.report(
        'wrong-arguments',
        { name: command, reason: `knows the orders auto, str, ip and num, not ${order}` },
        field.span,
      );
    }
    return { field: field.name, descending: sign === '-', order: order as SortKey['order'] };
  });
}

const strayKeywords = {
  asc: 'Fields ascend without a word.',
  ascending: 'Fields ascend without a word.',
  by: 'The fields follow `sort` at once.',
  desc: 'Only at the end it turns the whole order round; write `-` before a field that is to descend.',
  descending: 'Write `-` before a field that is to descend.',
  limit: 'Write `sort 10 -field` or `limit=10`.',
};

/** `sort`: rows in order of fields (spl-commands 5.1). */
export const sort = defineCommand({
  name: 'sort',
  kind: 'blocking',
  mode: 'words',
  forms: [options(), wrappedFields('field', { min: 1 })],
  options: {
    limit: integer(undefined, 'How many rows at most; 0 for all. Also written as a number in front.', { min: 0 }),
  },
  lower(args, input, cx) {
    const list = [...args.fields];
    let limit = args.options.limit;
    const first = list[0];
    if (first !== undefined && !first.quoted && first.sign !== '-' && /^\d+$/.test(first.name)) {
      limit = Number(first.name);
      list.shift();
      if (list.length === 0) cx.report('missing-argument', { command: 'sort', what: 'a field' }, args.command.nameSpan);
    }
    const last = list[list.length - 1];
    const reversed =
      list.length > 1 && last !== undefined && !last.quoted && /^(d|desc)$/i.test(last.name) && last.sign === undefined;
    if (reversed) list.pop();
    if (list.length > 1) reportStrayKeywords(list, 'sort', strayKeywords, cx);
    return { kind: 'sort', input, keys: sortKeys(list, 'sort', cx), limit, reversed, span: args.span };
  },
  doc: {
    summary: 'Puts the rows in order of fields; `-` before a field turns its order round.',
    notes: [
      'At most 10,000 rows come out unless a count says otherwise; `sort 0 ..` keeps all.',
      'Two numbers compare as numbers, two IPv4 addresses as addresses, everything else as text. Null is last in both directions.',
    ],
    examples: [
      {
        title: 'Largest first',
        spl: 'sort - count',
        input: [{ count: '9' }, { count: '10' }, { user: 'x' }],
        output: [{ count: '10' }, { count: '9' }, { user: 'x' }],
      },
    ],
  },
});
