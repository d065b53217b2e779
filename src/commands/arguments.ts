import { diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../source/span.js';
import { didYouMean, suggest } from '../support/suggest.js';
import type {
  AggregationArgument,
  Argument,
  AssignmentArgument,
  ClauseArgument,
  Command,
  Expression,
  FieldArgument,
  OptionArgument,
  PairArgument,
  SearchExpression,
  SubsearchArgument,
  TemplateArgument,
  WordArgument,
} from '../syntax/ast.js';
import type { Form } from '../syntax/forms.js';
import type { AnyCommand, LowerContext } from './define.js';
import type { OptionSpecs, OptionValues } from './options.js';

/** The arguments of one command as its `lower` reads them: by kind, in the order written. */
export class CommandArguments<O extends OptionSpecs = OptionSpecs> {
  readonly command: Command;
  readonly options: OptionValues<O>;
  readonly #items: readonly Argument[];

  constructor(command: Command, options: OptionValues<O>, items: readonly Argument[] = command.args) {
    this.command = command;
    this.options = options;
    this.#items = items;
  }

  get span(): Span {
    return this.command.span;
  }

  get all(): readonly Argument[] {
    return this.#items;
  }

  #of<K extends Argument['kind']>(kind: K): (Argument & { kind: K })[] {
    return this.#items.filter((item): item is Argument & { kind: K } => item.kind === kind);
  }

  get fields(): readonly FieldArgument[] {
    return this.#of('field');
  }

  get fieldNames(): string[] {
    return this.fields.map((each) => each.name);
  }

  get words(): readonly WordArgument[] {
    return this.#of('word');
  }

  /** Fields with or without a second name. */
  get pairs(): readonly (FieldArgument | PairArgument)[] {
    return this.#items.filter(
      (item): item is FieldArgument | PairArgument => item.kind === 'field' || item.kind === 'pair',
    );
  }

  get aggregations(): readonly AggregationArgument[] {
    return this.#of('aggregation');
  }

  get assignments(): readonly AssignmentArgument[] {
    return this.#of('assignment');
  }

  get expressions(): readonly Expression[] {
    return this.#of('expression').map((each) => each.expression);
  }

  get search(): SearchExpression | undefined {
    return this.#of('search')[0]?.expression;
  }

  get subsearches(): readonly SubsearchArgument[] {
    return this.#of('subsearch');
  }

  get template(): TemplateArgument | undefined {
    return this.#of('template')[0];
  }

  /** The option as written, for messages and for values that a spec cannot read; also behind the fields of a clause. */
  option(name: string): OptionArgument | undefined {
    const inClauses = this.#of('clause').flatMap((each) => each.items);
    return [...this.#items, ...inClauses].find(
      (each): each is OptionArgument => each.kind === 'option' && each.name === name,
    );
  }

  get optionArguments(): readonly OptionArgument[] {
    return this.#of('option');
  }

  /** What belongs to a keyword; several clauses of one keyword are read as one. Undefined when it was not written. */
  clause(...keywords: readonly string[]): CommandArguments<O> | undefined {
    const found = this.#of('clause').filter((each) => keywords.includes(each.keyword));
    if (found.length === 0) return undefined;
    return new CommandArguments(
      this.command,
      this.options,
      found.flatMap((each: ClauseArgument) => each.items),
    );
  }
}

/** What a form asks for, in words. */
function formLabel(form: Form): string {
  switch (form.kind) {
    case 'field':
    case 'word':
    case 'wrapped':
      return form.label;
    case 'pair':
      return form.required ? `${form.label} ${form.keyword.toUpperCase()} ${form.label}` : form.label;
    case 'aggregation':
      return 'aggregation';
    case 'expression':
      return 'expression';
    case 'search':
      return 'search term';
    case 'subsearch':
      return 'subsearch in brackets';
    case 'template':
      return 'subpipeline in brackets';
    case 'clause':
      return `${form.keywords[0]!.toUpperCase()} clause`;
    case 'assignments':
      return 'assignment';
    case 'match':
      return 'pattern';
    case 'option':
      return 'option';
  }
}

function argumentKinds(form: Form): readonly Argument['kind'][] {
  switch (form.kind) {
    case 'wrapped':
      return form.as ? ['field', 'pair'] : ['field'];
    case 'pair':
      return form.required ? ['pair'] : ['field', 'pair'];
    case 'assignments':
      return ['assignment'];
    case 'match':
      return ['pair', 'word'];
    default:
      return [form.kind];
  }
}

/** Checks the number of arguments of each form and reads the options. */
export function readArguments<O extends OptionSpecs>(
  command: Command,
  definition: AnyCommand,
  cx: LowerContext,
): CommandArguments<O> {
  checkCounts(command, definition.forms, cx);
  const given: OptionArgument[] = [];
  const signed = takesSigns(definition.forms);
  const collect = (items: readonly Argument[], inClause: boolean): void => {
    // In `by a span=1h b span=10` each field has options of its own.
    let names = new Set<string>();
    for (const item of items) {
      if (inClause && item.kind === 'field') names = new Set();
      if (item.kind === 'option') {
        const several = (definition.options as OptionSpecs)[item.name]?.several === true;
        if (names.has(item.name) && !several) cx.report('repeated-option', { option: item.name }, item.span);
        names.add(item.name);
        given.push(item);
      }
      if (signed && isLoneSign(item))
        cx.report(
          'missing-argument',
          { command: command.name, what: `a field after the sign ${item.name}` },
          item.span,
        );
      if (item.kind === 'clause') collect(item.items, true);
    }
  };
  collect(command.args, false);
  const specs = definition.options as OptionSpecs;
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(specs)) {
    values[name] = spec.fallback;
    if (spec.required === true && !given.some((each) => each.name === name)) {
      cx.report('missing-argument', { command: command.name, what: `the option ${name}=` }, command.nameSpan);
    }
  }
  for (const option of given) {
    const spec = Object.hasOwn(specs, option.name) ? specs[option.name] : undefined;
    if (spec === undefined) {
      if (definition.openOptions === true) continue;
      cx.add(
        diagnostic(
          'unknown-option',
          { command: command.name, option: option.name },
          {
            at: { source: cx.source, span: option.nameSpan },
            help: [
              ...(option.name === 'span' ? ['Bins of time come first: `bin _time span=1h`.'] : []),
              ...didYouMean(suggest(option.name, Object.keys(specs))),
              Object.keys(specs).length === 0
                ? `\`${command.name}\` takes no options.`
                : `Options of \`${command.name}\`: ${Object.keys(specs).join(', ')}.`,
            ],
          },
        ),
      );
      continue;
    }
    const value = spec.read(option.value);
    if (value === undefined) {
      const found = cx.source.text.slice(option.value.span.start, option.value.span.end);
      cx.report('wrong-option-value', { option: option.name, expected: spec.expects, found }, option.value.span);
    } else {
      values[option.name] = value;
    }
  }
  return new CommandArguments<O>(command, values as OptionValues<O>);
}

/** Whether signs may stand before fields of these forms. */
function takesSigns(forms: readonly Form[]): boolean {
  return forms.some((form) => form.kind === 'wrapped' || (form.kind === 'clause' && takesSigns(form.forms)));
}

/** A sign that no field follows. */
function isLoneSign(item: Argument): item is FieldArgument {
  return item.kind === 'field' && !item.quoted && item.sign === undefined && /^[+-]$/.test(item.name);
}

function checkCounts(command: Command, forms: readonly Form[], cx: LowerContext): void {
  for (const form of forms) {
    const kinds = argumentKinds(form);
    const found = command.args.filter(
      (item) =>
        kinds.includes(item.kind) &&
        (item.kind !== 'clause' ||
          (form.kind === 'clause' && form.keywords.some((k) => k.toLowerCase() === item.keyword))),
    );
    const min = 'min' in form ? form.min : form.kind === 'option' ? 0 : 1;
    const max = 'max' in form ? form.max : Number.POSITIVE_INFINITY;
    const label = formLabel(form);
    if (found.length < min) {
      const what =
        min === 1
          ? `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label}`
          : /^\w+$/.test(label)
            ? `${min} ${label}s`
            : `${min} arguments (${label})`;
      cx.report('missing-argument', { command: command.name, what }, command.nameSpan);
    } else if (found.length > max) {
      cx.report('surplus-argument', { command: command.name, what: `a further ${label}` }, found[max]!.span);
    }
    if (form.kind !== 'clause') continue;
    if (found.length > 1)
      reportDoubled(
        command,
        found.filter((item) => item.kind === 'clause'),
        cx,
      );
    // `stats count by` is no stats without BY.
    for (const item of found) if (item.kind === 'clause') checkClause(command, item, form.forms, cx);
  }
}

/** `stats count by a order by b`: which of two clauses of one keyword counts would be a guess. */
function reportDoubled(command: Command, [first, second]: readonly ClauseArgument[], cx: LowerContext): void {
  const keyword = second!.keyword.toUpperCase();
  const last = first!.items[first!.items.length - 1];
  const ordered = last?.kind === 'field' && !last.quoted && /^order$/i.test(last.name);
  cx.report('surplus-argument', { command: command.name, what: `${keyword} twice` }, second!.span, {
    help: ordered ? ['Sort the results after this command: `sort -field`.'] : [],
  });
}

/** A keyword needs what its first required form asks for. */
function checkClause(command: Command, given: ClauseArgument, forms: readonly Form[], cx: LowerContext): void {
  const required = forms.find((form) => 'min' in form && form.min > 0);
  if (required === undefined || given.items.some((item) => item.kind !== 'option')) return;
  const label = formLabel(required);
  const what = `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label} after ${given.keyword.toUpperCase()}`;
  cx.report('missing-argument', { command: command.name, what }, given.span);
}
