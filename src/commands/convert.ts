import type { TransformItem, ValueChange } from '../plan/nodes/row.js';
import { didYouMean, suggest } from '../support/suggest.js';
import { options, wrappedFields } from '../syntax/forms.js';
import { asterisks } from '../values/wildcard.js';
import { defineCommand } from './define.js';
import { text } from './options.js';

const plain = ['auto', 'num', 'none', 'dur2sec', 'mstime', 'memk', 'rmcomma', 'rmunit'] as const;
const names = ['ctime', 'mktime', ...plain];

/** `convert`: values changed by functions (spl-commands 6.5). */
export const convert = defineCommand({
  name: 'convert',
  kind: 'streaming',
  mode: 'words',
  forms: [options(), wrappedFields('function', { min: 1, as: true })],
  options: { timeformat: text('%m/%d/%Y %H:%M:%S', 'The time format of ctime and mktime (strftime).') },
  lower(args, input, cx) {
    const items: TransformItem[] = [];
    for (const argument of args.pairs) {
      const field = argument.kind === 'pair' ? argument.from : argument;
      if (field.kind !== 'field') continue;
      // `auto` alone is `auto(*)`.
      const bare = field.wrapper === undefined && !field.quoted && plain.some((each) => each === field.name);
      const name = bare ? field.name : (field.wrapper ?? '');
      const pattern = bare ? '*' : field.name;
      const change: ValueChange | undefined =
        name === 'ctime' || name === 'mktime'
          ? { name, format: args.options.timeformat }
          : plain.some((each) => each === name)
            ? { name: name as (typeof plain)[number] }
            : undefined;
      if (change === undefined && field.wrapper === undefined && names.includes(field.name)) {
        const reason = `needs its field in brackets: ${field.name}(field)`;
        cx.report('wrong-arguments', { name: field.name, reason }, field.span);
        continue;
      }
      if (change === undefined) {
        cx.report('unknown-function', { name: name === '' ? field.name : name }, field.span, {
          help: [...didYouMean(suggest(name, names)), `convert knows ${names.join(', ')}.`],
        });
        continue;
      }
      const to = argument.kind === 'pair' ? argument.to : undefined;
      const as = to === undefined ? undefined : to.kind === 'field' ? to.name : to.text;
      if (as !== undefined && asterisks(pattern) !== asterisks(as))
        cx.report('wildcard-mismatch', { from: pattern, to: as }, argument.span);
      items.push({ pattern, as, change });
    }
    return { kind: 'transform', input, items, span: args.span };
  },
  doc: {
    summary: 'Changes the values of fields by functions, for instance an epoch time into text.',
    notes: [
      '`ctime` epoch to text and `mktime` text to epoch (with `timeformat`), `auto` and `num` to numbers, `dur2sec` `D+HH:MM:SS` to seconds, `mstime` `MM:SS.SSS` to seconds, `memk` sizes to kilobytes, `rmcomma`, `rmunit`, `none` leaves fields out of patterns.',
      'Without AS the field is overwritten. Null stays null.',
    ],
    examples: [
      {
        title: 'What `security_content_ctime` does',
        spl: 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime)',
        input: [{ firstTime: '1700000000' }],
        output: [{ firstTime: '2023-11-14T22:13:20' }],
      },
    ],
  },
});
