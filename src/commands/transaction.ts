import type { Condition } from '../plan/nodes/row.js';
import type { FieldArgument, OptionArgument } from '../syntax/ast.js';
import { fields, options } from '../syntax/forms.js';
import { defineCommand, type LowerContext } from './define.js';
import { boolean, duration, filter, integer, type OptionSpec, text } from './options.js';

const mvList: OptionSpec<boolean | readonly string[]> = {
  expects: 'true, false or a list of fields',
  text: 'Lists in order of time with duplicates instead of sets: for all fields or for those named.',
  fallback: false,
  read(value) {
    const plain = boolean(false, '').read(value);
    if (plain !== undefined) return plain;
    return value.kind === 'word' ? value.text.split(/[\s,]+/).filter((name) => name !== '') : undefined;
  },
};

/** A Boolean whose default is a switch of the run. */
function optionalBoolean(summary: string): OptionSpec<boolean | undefined> {
  return { ...boolean(false, summary), fallback: undefined };
}

/** `transaction`: events put into groups (spl-commands 10.1). */
export const transaction = defineCommand({
  name: 'transaction',
  aliases: ['transam'],
  kind: 'blocking',
  mode: 'words',
  forms: [options(), fields('field')],
  options: {
    name: text(undefined, 'A transaction type of the server; not available here.'),
    fields: text(undefined, 'Fields in one text, as transactiontypes.conf lists them; the same as naming them.'),
    maxspan: duration('How long a transaction may last; -1 for any length.'),
    maxpause: duration('How far apart two events of it may be; -1 for any distance.'),
    maxevents: integer(undefined, 'How many events it may have; -1 for any number.', { min: -1 }),
    startswith: filter('The oldest event of a transaction.'),
    endswith: filter('The newest event of a transaction.'),
    connected: optionalBoolean('Whether an event must share a field with the transaction it joins; true without it.'),
    unifyends: boolean(false, 'Whether the first and last event must share a field too; here they always must.'),
    keeporphans: boolean(false, 'Whether events that belong to no transaction pass, with `_txn_orphan=1`.'),
    keepevicted: boolean(false, 'Whether transactions that lack their first or last event are shown.'),
    maxopentxn: integer(undefined, 'How many transactions may be open at once.', { min: 1 }),
    maxopenevents: integer(undefined, 'How many events open transactions may hold.', { min: 1 }),
    delim: text(' ', 'Separator where lists are shown as one text; has no effect on the values.'),
    mvlist: mvList,
    mvraw: boolean(false, 'Whether `_raw` is a list of the texts of the events.'),
    nullstr: text('NULL', 'What stands in lists for an event without the field.'),
  },
  lower(args, input, cx) {
    const given = args.options;
    if (given.name !== undefined) {
      cx.report(
        'unsupported',
        { command: 'transaction', reason: 'transaction types (name=) are configured on a Splunk server.' },
        args.option('name')!.span,
      );
    }
    const listed = typeof given.mvlist === 'boolean' ? [] : fieldsBehind(args.option('mvlist'), args.fields, cx);
    const isListed = new Set(listed);
    const named = args.fields.filter((each) => !isListed.has(each)).map(({ name }) => name);
    const inOneText = (given.fields ?? '').split(/[\s,]+/).filter((name) => name !== '');
    return {
      kind: 'transaction',
      input,
      fields: [...new Set([...named, ...inOneText])],
      maxSpan: bound(given.maxspan),
      maxPause: bound(given.maxpause),
      maxEvents: given.maxevents === -1 ? Number.POSITIVE_INFINITY : given.maxevents,
      startsWith: conditionOf('startswith', given.startswith, cx),
      endsWith: conditionOf('endswith', given.endswith, cx),
      connected: given.connected,
      unifyEnds: given.unifyends,
      keepOrphans: given.keeporphans,
      keepEvicted: given.keepevicted,
      mvList: typeof given.mvlist === 'boolean' ? given.mvlist : [...given.mvlist, ...listed.map(({ name }) => name)],
      nullText: given.nullstr,
      rawList: given.mvraw,
      maxOpen: given.maxopentxn,
      maxOpenEvents: given.maxopenevents,
      span: args.span,
    };
  },
  doc: {
    summary: 'Groups events that agree in fields, lie close in time or stand between a first and a last event.',
    notes: [
      'Events must come newest first. An event joins an open transaction if it agrees with it in every listed field that both have.',
      '`_time` is that of the oldest event, `duration` the seconds to the newest, `eventcount` the number of events; other fields hold the distinct values.',
      'A transaction that lacks a required first or last event is left out unless `keepevicted=t`.',
    ],
    examples: [
      {
        title: 'By user',
        spl: 'transaction user | table user duration eventcount action',
        input: [
          { _time: '1704067250', user: 'a', action: 'end' },
          { _time: '1704067200', user: 'a', action: 'start' },
        ],
        output: [{ user: 'a', duration: '50', eventcount: '2', action: ['end', 'start'] }],
      },
      {
        title: 'From a first to a last event',
        spl: 'transaction user startswith=(action=start) endswith=eval(action="end") | table user duration',
        input: [
          { _time: '1704067260', user: 'b', action: 'end' },
          { _time: '1704067250', user: 'a', action: 'end' },
          { _time: '1704067200', user: 'a', action: 'start' },
        ],
        output: [{ user: 'a', duration: '50' }],
      },
    ],
  },
});

/** The fields that a value written as `mvlist=a,b` goes on with: a comma with nothing around it leads to the next. */
function fieldsBehind(
  option: OptionArgument | undefined,
  given: readonly FieldArgument[],
  cx: LowerContext,
): FieldArgument[] {
  const found: FieldArgument[] = [];
  const at = new Map(given.map((each) => [each.span.start, each]));
  let end = option?.value.span.end;
  while (end !== undefined && cx.source.text[end] === ',') {
    const next = at.get(end + 1);
    if (next !== undefined) found.push(next);
    end = next?.span.end;
  }
  return found;
}

function bound(given: number | undefined): number | undefined {
  return given === undefined || given === Number.POSITIVE_INFINITY ? undefined : given;
}

/** `"quoted search"`, a bare term, `(terms)` or `eval(condition)`. */
function conditionOf(
  name: string,
  value: OptionArgument['value'] | undefined,
  cx: LowerContext,
): Condition | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'search') return { language: 'search', expression: cx.checkSearch(value.expression, 'given') };
  if (value.kind === 'word') {
    const expression = cx.parseSearch(value.text, value.span);
    return expression === undefined ? undefined : { language: 'search', expression };
  }
  const written = cx.source.text.slice(value.span.start, value.span.end);
  if (!/^eval\s*\(/i.test(written)) {
    cx.report(
      'wrong-option-value',
      { option: name, expected: 'a quoted search, (search terms) or eval(condition)', found: written },
      value.span,
    );
    return undefined;
  }
  return { language: 'eval', expression: cx.check(value.expression, 'condition') };
}
