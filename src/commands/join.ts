import { cover, type Span } from '../source/span.js';
import { didYouMean, suggest } from '../support/suggest.js';
import type { FieldArgument, OptionArgument } from '../syntax/ast.js';
import { clause, fields, options, subsearch, words } from '../syntax/forms.js';
import { isDatasetName, typedDataset } from './dataset-rows.js';
import { defineCommand, type LowerContext } from './define.js';
import { boolean, choice, integer, text } from './options.js';

const joinOptions = {
  type: choice(['inner', 'outer', 'left'], 'inner', 'inner drops rows without a match, left and outer keep them.'),
  usetime: boolean(false, 'Only rows of the subsearch that are earlier, or later, than the row count.'),
  earlier: boolean(true, 'With usetime: earlier rows, otherwise later ones.'),
  overwrite: boolean(true, 'Fields of the subsearch overwrite those of the row.'),
  max: integer(1, 'Rows of the subsearch that are joined to one row; 0 for all.', { min: 0 }),
  left: text(undefined, 'A name for the rows before, for use in WHERE.'),
  right: text(undefined, 'A name for the rows of the subsearch, for use in WHERE.'),
};

/** `L.a=R.b` as two field names. */
function aliasKey(
  given: OptionArgument,
  left: string,
  right: string,
  cx: LowerContext,
): { left: string; right: string } | undefined {
  // Option names are kept in lower case; field names are not.
  const name = cx.source.text.slice(given.nameSpan.start, given.nameSpan.end).replace(/^(["'])(.*)\1$/, '$2');
  const value = given.value.kind === 'word' ? given.value.text : '';
  const strip = (text: string, alias: string): string | undefined =>
    text.startsWith(`${alias}.`) ? text.slice(alias.length + 1) : undefined;
  const [l, r] = [strip(name, left) ?? strip(value, left), strip(name, right) ?? strip(value, right)];
  if (l !== undefined && r !== undefined) return { left: l, right: r };
  cx.report(
    'wrong-arguments',
    { name: 'join', reason: `takes ${left}.<field>=${right}.<field> after WHERE` },
    given.span,
  );
  return undefined;
}

/** `datamodel:Web.Web` or `datamodel:"Web.Web"` behind the fields, and of how many words it is. */
function datasetAtEnd(list: readonly FieldArgument[]): { name: string; span: Span; words: number } | undefined {
  const [type, last] = [list[list.length - 2], list[list.length - 1]];
  if (last === undefined) return undefined;
  if (isDatasetName(last.name)) return { name: last.name, span: last.span, words: 1 };
  const name = `${type?.name}${last.name}`;
  if (type === undefined || !last.quoted || type.span.end !== last.span.start || !isDatasetName(name)) return undefined;
  return { name, span: cover(type.span, last.span), words: 2 };
}

/** `join`: rows of a subsearch beside those they agree with (spl-commands 9.3). */
export const join = defineCommand({
  name: 'join',
  kind: 'streaming',
  mode: 'words',
  forms: [options(), fields(), clause('where', [options(), words('AND')]), subsearch({ max: 1 })],
  options: joinOptions,
  openOptions: true,
  lower(args, input, cx) {
    const { options: given, span } = args;
    for (const option of args.optionArguments) {
      if (Object.hasOwn(joinOptions, option.name)) continue;
      const known = Object.keys(joinOptions);
      const help = [...didYouMean(suggest(option.name, known)), `Options of \`join\`: ${known.join(', ')}.`];
      cx.report('unknown-option', { command: 'join', option: option.name }, option.nameSpan, { help });
    }
    const list = [...args.fields];
    const found = args.subsearches[0];
    const last = datasetAtEnd(list);
    let right = found === undefined ? undefined : cx.subsearch(found.pipeline);
    if (right === undefined && last !== undefined) {
      right = typedDataset(last.name, last.span, 'join', span);
      list.splice(-last.words);
    }
    if (right === undefined) {
      cx.report('missing-argument', { command: 'join', what: 'a subsearch in brackets' }, args.command.nameSpan);
      return input;
    }
    const where = args.clause('where');
    let keys = list.map((field) => ({ left: field.name, right: field.name }));
    if (where !== undefined) {
      const { left = 'left', right: other = 'right' } = given;
      keys = where.optionArguments.flatMap((each) => aliasKey(each, left, other, cx) ?? []);
      if (keys.length === 0) cx.report('missing-argument', { command: 'join', what: 'a comparison after WHERE' }, span);
    } else if (given.left !== undefined || given.right !== undefined) {
      cx.report('missing-argument', { command: 'join', what: 'WHERE with the names left= and right=' }, span);
    }
    return {
      kind: 'join',
      input,
      right,
      outer: given.type !== 'inner',
      keys: keys.length === 0 ? undefined : keys,
      leftAlias: given.left,
      rightAlias: given.right,
      overwrite: given.overwrite,
      max: given.max,
      useTime: given.usetime,
      earlier: given.earlier,
      span,
    };
  },
  doc: {
    summary: 'Adds the fields of the subsearch row that agrees with the row in all listed fields.',
    notes: [
      'Without a list all fields that both sides have must agree. Values compare with letter case; null agrees with nothing.',
      'Only the first matching row is joined unless max=0. `type=left` keeps rows without a match. The subsearch is cut at 50,000 rows.',
    ],
    examples: [
      {
        title: 'Only matching rows stay',
        spl: 'join id [| inputlookup vendors]',
        input: [{ id: '1' }, { id: '9' }],
        output: [{ id: '1', vendor: 'acme' }],
        lookups: { vendors: [{ id: '1', vendor: 'acme' }] },
      },
    ],
  },
});
