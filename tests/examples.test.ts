import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commands } from '../src/commands/index.js';
import { aggregates } from '../src/functions/aggregate/index.js';
import { scalarFunctions } from '../src/functions/scalar/index.js';
import * as escudo from '../src/index.js';

const { search } = escudo;

// Every example that a user can read is true.

const errorsOf = (result: Awaited<ReturnType<typeof search>>): string[] =>
  result.diagnostics.filter((each) => each.severity === 'error').map((each) => each.message);

/** A row with every value as text, as rows come out of a search. */
function asText(row: Readonly<Record<string, unknown>>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  );
}

describe('commands', () => {
  const examples = commands.flatMap((command) =>
    command.doc.examples.map((example) => [`${command.name}: ${example.title}`, command.name, example] as const),
  );

  test.each(examples)('%s', async (_, name, example) => {
    const result = await search(example.spl, example.input, {
      now: 1_700_000_000,
      ...(example.lookups === undefined ? {} : { lookups: example.lookups }),
    });
    expect(errorsOf(result)).toEqual([]);
    expect(example.spl).toContain(name);
    // What an example does not show, such as `_time` of rows made now, is internal.
    const shown = new Set(example.output.flatMap((row) => Object.keys(row)));
    const rows = result.rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([field]) => !field.startsWith('_') || shown.has(field))),
    );
    expect(rows).toEqual(example.output.map(asText));
  });
});

describe('eval functions', () => {
  const examples = scalarFunctions.flatMap((definition) =>
    definition.examples.map((example) => [`${definition.name}: ${example.expression}`, example] as const),
  );

  test.each(examples)('%s', async (_, example) => {
    const result = await search(`eval r=${example.expression}`, [example.row ?? {}], { now: 1_700_000_000 });
    expect(errorsOf(result)).toEqual([]);
    expect(result.rows.map((row) => row.r ?? null)).toEqual([example.result]);
  });
});

describe('aggregations', () => {
  const examples = aggregates.all.flatMap((definition) =>
    definition.examples.map(
      (example) => [example.call, example, definition.only?.includes('mstats') === true] as const,
    ),
  );

  test.each(examples)('%s', async (call, example, metric) => {
    // The count keeps the row where the aggregation itself is null.
    const rows = example.values.map((x, index) => ({ x, _time: index + 1 }));
    const points = example.values.map((_value, index) => ({ index: 'm', metric_name: 'x', _value, _time: index + 1 }));
    const result = metric
      ? await search(`| mstats ${call} as r, count(x) as n where index=*`, [], { metrics: points })
      : await search(`stats ${call} as r, count as n`, rows);
    expect(errorsOf(result)).toEqual([]);
    expect(result.rows.map((row) => row.r ?? null)).toEqual([example.result]);
  });
});

describe('README.md', () => {
  const text = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
  // A block of the library runs as it stands; a comment `// name: value` says what a variable of it then holds.
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((block) => block[1]!);

  test('shows the library at work', () => expect(blocks.length).toBeGreaterThan(0));

  test.each(blocks)('%s', async (block) => {
    const claims = [...block.matchAll(/^\/\/ (\w+): (.+)$/gm)].map((claim) => [claim[1]!, claim[2]!] as const);
    const body = block.replace(/^import (\{[^}]*\}) from 'escudo';$/m, 'const $1 = escudo;');
    const run = new Function(
      'escudo',
      `return (async () => { ${body}\nreturn [${claims.map(([name]) => name).join(', ')}]; })();`,
    );
    const values = (await run(escudo)) as unknown[];
    expect(claims.length).toBeGreaterThan(0);
    for (const [index, [, expected]] of claims.entries()) {
      expect(values[index]).toEqual(new Function(`return ${expected};`)());
    }
  });
});
