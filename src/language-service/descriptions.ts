import type { AnyCommand } from '../commands/define.js';
import type { OptionSpec } from '../commands/options.js';
import type { CatalogMacro } from '../content/catalog-macro.js';
import type { DataSource } from '../content/data-source.js';
import type { LookupDefinition } from '../content/lookup-definition.js';
import type { AggregateFunction, ScalarFunction } from '../functions/define.js';
import type { FieldFact } from '../plan/fields/row-shape.js';
import { fallbackText, kindTexts } from '../reference/command-page.js';
import { aggregateSignature, signature } from '../reference/functions-page.js';
import { block, code, paragraphs } from '../reference/markdown.js';
import { usageLine } from '../reference/usage.js';

/** What there is to say of the things of the language and of the content, as Markdown for a small window. */

/** Characters of a text of the content that are shown. */
const longest = 2_000;

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}\u2026`;
}

export function aboutCommand(command: AnyCommand): string {
  const { doc } = command;
  const example = doc.examples[0];
  return paragraphs(
    block('spl', usageLine(command)),
    doc.summary,
    kindTexts[command.kind],
    doc.notes?.map((note) => `- ${note}`).join('\n'),
    example === undefined ? undefined : block('spl', example.spl),
  );
}

export function aboutOption(name: string, spec: OptionSpec<unknown>): string {
  const fallback = fallbackText(spec);
  const byDefault = fallback === '' || fallback === 'required' ? fallback : `default ${fallback}`;
  return paragraphs(
    `${code(`${name}=`)} ${[spec.expects, byDefault].filter((each) => each !== '').join(', ')}`,
    spec.text,
  );
}

export function aboutFunction(definition: ScalarFunction): string {
  const [example] = definition.examples;
  return paragraphs(
    block('spl', signature(definition)),
    [definition.summary, definition.nulls].filter((each) => each !== undefined).join(' '),
    definition.parameters.map((each) => `- ${code(each.name)} (${each.type}): ${each.text}`).join('\n'),
    example === undefined ? undefined : `For example ${code(example.expression)}.`,
  );
}

export function aboutAggregate(definition: AggregateFunction): string {
  const [example] = definition.examples;
  return paragraphs(
    block('spl', aggregateSignature(definition)),
    definition.summary,
    example === undefined ? undefined : `For example ${code(example.call)}.`,
  );
}

export function aboutMacro(macro: CatalogMacro): string {
  const args = macro.args.length === 0 ? '' : `(${macro.args.join(', ')})`;
  return paragraphs(
    `Macro ${code(`${macro.name}${args}`)}`,
    macro.isUnknown === true ? 'Other apps bring it.' : block('spl', shortened(macro.definition.text)),
    macro.description === undefined ? undefined : shortened(macro.description),
  );
}

const lookupKinds: Readonly<Record<LookupDefinition['kind'], string>> = {
  csv: 'Lookup over a CSV file',
  kvstore: 'Lookup over a KV store',
  mlmodel: 'Model of the machine learning toolkit',
};

export function aboutLookup(lookup: LookupDefinition, columns: readonly string[] | undefined): string {
  const match = [...lookup.match].map(([field, how]) => `${code(field)} (${how})`);
  return paragraphs(
    `${lookupKinds[lookup.kind]} ${code(lookup.name)}`,
    lookup.description === undefined ? undefined : shortened(lookup.description),
    columns === undefined || columns.length === 0 ? undefined : `Columns: ${columns.map(code).join(', ')}.`,
    match.length === 0 ? undefined : `Not compared exactly: ${match.join(', ')}.`,
  );
}

export function aboutDataSource(source: DataSource): string {
  return paragraphs(
    `Data source ${code(source.name)}`,
    `source ${code(source.source)}, sourcetype ${code(source.sourcetype)}`,
    shortened(source.description),
  );
}

/** `made`: the command that a value came from, as it is written. */
export function aboutField(name: string, fact: FieldFact, made: string | undefined): string {
  const presence = { always: 'Every row has it.', maybe: 'Not every row may have it.', never: 'No row has it here.' };
  const many = fact.plurality === 'many' ? 'It holds several values.' : '';
  return paragraphs(
    `Field ${code(name)}`,
    [presence[fact.presence], valuesText(fact), many].filter((each) => each !== '').join(' '),
    made === undefined ? undefined : `It comes from\n${block('spl', shortened(made))}`,
  );
}

function valuesText({ values }: FieldFact): string {
  switch (values.kind) {
    case 'any':
      return '';
    case 'texts': {
      const shown = values.texts.slice(0, 10).map((text) => code(JSON.stringify(text)));
      return `It is ${shown.join(' or ')}${values.texts.length > shown.length ? ' or another of a list' : ''}.`;
    }
    case 'capture':
      return `It is the group ${code(values.group)} of ${code(values.pattern)}.`;
    case 'number':
      return 'It is a number.';
    case 'letter-case':
      return `Its letters are ${values.letters} case.`;
    case 'epoch':
      return 'It is a time in seconds since 1970.';
    case 'time-text':
      return 'It is a time written out.';
  }
}
