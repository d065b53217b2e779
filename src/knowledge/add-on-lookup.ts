import { confWords, isOn, type MergedConf } from './add-on-conf.js';

/** A table of an add-on's `lookups` folder. */
export interface AddOnTable {
  readonly fields: readonly string[];
  /** Cells by position of the field. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * `LOOKUP-x = table in AS field, in OUTPUT out AS field`: the rows of the table as a translation of fields, or undefined with the
 * reason told. Without OUTPUT all other columns are fields.
 */
export function lookupTable(
  value: string,
  transforms: MergedConf,
  tables: ReadonlyMap<string, AddOnTable>,
  unused: (problem: string) => void,
): unknown {
  const [name, ...rest] = confWords(value);
  if (name === undefined) return undefined;
  const setting = (key: string): string | undefined => transforms.get(name, key)?.trim();
  const file = setting('filename') ?? (transforms.stanzas.has(name) ? undefined : name);
  if (file === undefined) {
    unused(`the lookup ${name} is not a file`);
    return undefined;
  }
  const table = tables.get(file);
  if (table === undefined) {
    unused(`the lookups folder has no ${file}`);
    return undefined;
  }
  const parsed = parseClauses(rest);
  if (parsed === undefined || parsed.inputs.length === 0) {
    unused('expected `table field [AS name] OUTPUT field [AS name]`');
    return undefined;
  }
  const { inputs, mode } = parsed;
  const columns = new Map(table.fields.map((field, index) => [field, index]));
  const named = new Set(inputs.map((each) => each.column));
  const outputs =
    parsed.outputs.length > 0
      ? parsed.outputs
      : table.fields.filter((field) => !named.has(field)).map((field) => ({ column: field, field }));
  const absent = [...inputs, ...outputs].find((each) => !columns.has(each.column));
  if (absent !== undefined) {
    unused(`${file} has no column ${absent.column}`);
    return undefined;
  }
  const matchTypes = setting('match_type') ?? '';
  if (/CIDR/i.test(matchTypes)) {
    unused('CIDR match types are not supported here');
    return undefined;
  }
  if (setting('time_field') !== undefined) {
    unused('a time-based lookup is not supported here');
    return undefined;
  }
  const rows = table.rows.map((row) => ({
    when: Object.fromEntries(inputs.map(({ column, field }) => [field, [row[columns.get(column)!] ?? '']])),
    set: Object.fromEntries(
      outputs.flatMap(({ column, field }) => {
        const cell = row[columns.get(column)!] ?? '';
        return cell === '' ? [] : [[field, cell]];
      }),
    ),
  }));
  const caseSensitive = setting('case_sensitive_match') === undefined || isOn(setting('case_sensitive_match'));
  return {
    keys: inputs.map((each) => each.field),
    // A wildcard comparison is one without case, too.
    ...(/WILDCARD/i.test(matchTypes) || !caseSensitive ? { wildcard: true } : {}),
    mode,
    rows,
  };
}

interface Column {
  readonly column: string;
  readonly field: string;
}

function parseClauses(
  words: readonly string[],
): { inputs: Column[]; outputs: Column[]; mode: 'fill' | 'overwrite' } | undefined {
  const inputs: Column[] = [];
  const outputs: Column[] = [];
  let mode: 'fill' | 'overwrite' = 'overwrite';
  let into = inputs;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (/^OUTPUT(?:NEW)?$/i.test(word) && into === inputs) {
      mode = /NEW$/i.test(word) ? 'fill' : 'overwrite';
      into = outputs;
    } else if (/^as$/i.test(words[i + 1] ?? '')) {
      const field = words[i + 2];
      if (field === undefined) return undefined;
      into.push({ column: word, field });
      i += 2;
    } else into.push({ column: word, field: word });
  }
  return { inputs, outputs, mode };
}
