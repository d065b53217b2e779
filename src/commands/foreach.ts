import { type ForeachTemplate, fillTemplate, readTemplate, type SlotValues } from '../plan/foreach-template.js';
import type { ForeachFields, ForeachItems } from '../plan/nodes/row.js';
import { planShape } from '../plan/plan.js';
import { createSource } from '../source/source.js';
import type { TemplateArgument } from '../syntax/ast.js';
import { fields, options, template } from '../syntax/forms.js';
import { defineCommand, type LowerContext, type LoweredBranch } from './define.js';
import { itemAssignments } from './foreach-items.js';
import { choice, text } from './options.js';

const modes = ['multifield', 'multivalue', 'json_array', 'auto_collections'] as const;

/** Names that a template is tried with: parts that read as fields, and parts that read as numbers. */
const samples: readonly SlotValues[] = [
  { field: 'sample_field', match: 'sample_match', segment1: 'sample_1', segment2: 'sample_2', segment3: 'sample_3' },
  { field: 'sample_field', match: '1', segment1: '1', segment2: '2', segment3: '3' },
];

/** The template filled in with a sample and lowered; places lead back to the template as written. */
function tryTemplate(
  parts: ForeachTemplate,
  given: TemplateArgument,
  sample: SlotValues,
  cx: LowerContext,
): LoweredBranch {
  let length = 0;
  const origin = given.textSpan.start;
  const pieces = parts.map((part) => {
    const start = length;
    length += part.slot === undefined ? part.text.length : sample[part.slot].length;
    return {
      start,
      end: length,
      source: cx.source,
      origin: { start: origin + part.start, end: origin + part.end },
      exact: part.slot === undefined,
    };
  });
  return cx.branch(createSource(cx.source.name, fillTemplate(parts, sample), { pieces }));
}

function overFields(
  patterns: readonly string[],
  given: TemplateArgument,
  parts: ForeachTemplate,
  cx: LowerContext,
): ForeachFields {
  const tried = tryTemplate(parts, given, samples[0]!, cx);
  // `head <<MATCHSTR>>` makes sense with a number only.
  const retried = tried.plan === undefined ? tryTemplate(parts, given, samples[1]!, cx) : tried;
  const branch = retried.plan === undefined ? tried : retried;
  for (const found of branch.diagnostics) cx.add(found);
  for (const command of branch.commands) {
    if (command.kind === 'streaming' || command.kind === 'unsupported') continue;
    const reason = `runs commands that take one row at a time; \`${command.name}\` is none`;
    cx.report('wrong-arguments', { name: 'foreach', reason }, given.textSpan);
  }
  if (branch.plan !== undefined && branch.plan.subsearches.size > 0) {
    cx.report('wrong-arguments', { name: 'foreach', reason: 'takes no subsearch in its template' }, given.textSpan);
  }
  const shape = branch.plan === undefined ? '' : planShape(branch.plan.root);
  return { over: 'fields', patterns, template: parts, templateSpan: given.textSpan, shape };
}

/** `foreach`: commands for each field, or for each item of a field (spl-commands 6.7). */
export const foreach = defineCommand({
  name: 'foreach',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), fields('field', { min: 1 }), template()],
  options: {
    mode: choice(modes, 'multifield', 'What is gone through: fields, the values of one field, or a JSON array.'),
    fieldstr: text('<<FIELD>>', 'What stands for the name of the field.'),
    matchstr: text('<<MATCHSTR>>', 'What stands for the part of the name that the wildcards fit.'),
    matchseg1: text('<<MATCHSEG1>>', 'What stands for the part that the first wildcard fits.'),
    matchseg2: text('<<MATCHSEG2>>', 'What stands for the part that the second wildcard fits.'),
    matchseg3: text('<<MATCHSEG3>>', 'What stands for the part that the third wildcard fits.'),
    itemstr: text('<<ITEM>>', 'What stands for the item.'),
    iterstr: text('<<ITER>>', 'What stands for the number of the item, from 0.'),
  },
  lower(args, input, cx) {
    const { options: given, span } = args;
    const found = args.template;
    if (found === undefined) return input;
    if (given.mode === 'multifield') {
      const parts = readTemplate(found.text, {
        field: given.fieldstr,
        match: given.matchstr,
        segment1: given.matchseg1,
        segment2: given.matchseg2,
        segment3: given.matchseg3,
      });
      return { kind: 'foreach', input, each: overFields(args.fieldNames, found, parts, cx), span };
    }
    const surplus = args.fields[1];
    if (surplus !== undefined) {
      cx.report(
        'surplus-argument',
        { command: 'foreach', what: `a second field with mode=${given.mode}` },
        surplus.span,
      );
    }
    const assignments = itemAssignments(found, { item: given.itemstr, iteration: given.iterstr }, cx);
    const each: ForeachItems = { over: 'items', mode: given.mode, field: args.fieldNames[0] ?? '', assignments };
    return { kind: 'foreach', input, each, span };
  },
  doc: {
    summary: 'Runs commands for each field that fits, or evaluates for each item of a multivalue or JSON array.',
    notes: [
      'The text in brackets is filled in for each field: `<<FIELD>>` is its name, `<<MATCHSTR>>` what the wildcards stood for, `<<MATCHSEG1>>` to `<<MATCHSEG3>>` what each of them stood for.',
      "It is text: a name with dots or blanks needs `'<<FIELD>>'`. A name with quotes, pipes, brackets, backticks or backslashes is passed over.",
      'Names without wildcard need not exist; `*` leaves internal fields out.',
      'With `mode=multivalue` or `mode=json_array` a single `eval` runs for each item, `<<ITEM>>`; `<<ITER>>` counts from 0.',
    ],
    examples: [
      {
        title: 'Sum of fields',
        spl: "eval total=0 | foreach test* [eval total=total + '<<FIELD>>']",
        input: [{ 'test-1': '1', 'test-2': '2' }],
        output: [{ 'test-1': '1', 'test-2': '2', total: '3' }],
      },
      {
        title: 'Each value',
        spl: 'eval sum=0 | foreach mode=multivalue grades [eval sum=sum + <<ITEM>>]',
        input: [{ grades: ['50', '100'] }],
        output: [{ grades: ['50', '100'], sum: '150' }],
      },
    ],
  },
});
