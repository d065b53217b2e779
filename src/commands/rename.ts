import { pairs } from '../syntax/forms.js';
import { asterisks } from '../values/wildcard.js';
import { defineCommand } from './define.js';

/** `rename`: new names for fields (spl-commands 6.2). */
export const rename = defineCommand({
  name: 'rename',
  kind: 'streaming',
  mode: 'names',
  forms: [pairs('as', 'field', { min: 1, required: true })],
  options: {},
  lower(args, input, cx) {
    const found = args.pairs.flatMap((pair) => {
      if (pair.kind !== 'pair') return [];
      const from = pair.from.kind === 'field' ? pair.from.name : pair.from.text;
      const to = pair.to.kind === 'field' ? pair.to.name : pair.to.text;
      if (asterisks(from) !== asterisks(to)) cx.report('wildcard-mismatch', { from, to }, pair.span);
      return [{ from, to, span: pair.span }];
    });
    for (const [index, pair] of found.entries()) {
      const earlier = found.slice(0, index);
      if (earlier.some((other) => other.from === pair.from)) {
        cx.report('rename-conflict', { field: pair.from, reason: 'is renamed twice' }, pair.span);
      } else if (earlier.some((other) => other.to === pair.to && !pair.to.includes('*'))) {
        cx.report('rename-conflict', { field: pair.to, reason: 'is the new name of two fields' }, pair.span);
      }
    }
    return { kind: 'rename', input, pairs: found.map(({ from, to }) => ({ from, to })), span: args.span };
  },
  doc: {
    summary: 'Gives fields new names; a pattern renames all fields it fits.',
    notes: ['The target is replaced in every row, also by nothing where the source is absent.'],
    examples: [
      {
        title: 'Dropping a data model prefix',
        spl: 'rename "Processes.*" as *',
        input: [{ 'Processes.user': 'amy', 'Processes.dest': 'pc1' }],
        output: [{ user: 'amy', dest: 'pc1' }],
      },
    ],
  },
});
