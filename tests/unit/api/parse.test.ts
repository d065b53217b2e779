import { describe, expect, test } from 'vitest';
import { type Command, parse, print } from '../../../src/index.js';

describe('parse', () => {
  test('gives the commands of a search with their places', () => {
    const { text, tree, diagnostics } = parse('index=a | stats count by host');
    expect(diagnostics).toEqual([]);
    expect(
      (tree.commands as Command[]).map(({ name, span }) => [name, text.slice(span.start, span.end).trim()]),
    ).toEqual([
      ['search', 'index=a'],
      ['stats', 'stats count by host'],
    ]);
  });

  test('expands macros first, and says which are unknown', () => {
    const macros = { wmi: 'sourcetype=wmi', 'over(1)': { definition: 'where count > $n$', args: ['n'] } };
    const { text, diagnostics } = parse('`wmi` | stats count | `over(3)`', { macros });
    expect([text, diagnostics]).toEqual(['sourcetype=wmi | stats count | where count > 3', []]);
    for (const spl of ['`wmi`', 'index=a | `wmi`'])
      expect(parse(spl).diagnostics.map(({ code }) => code)).toEqual(['macro-unknown']);
  });

  test('goes on behind a command that does not parse', () => {
    const { tree, diagnostics } = parse('index=a | statz count | head (1 | table x');
    expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-command', 'syntax-error']);
    expect(tree.commands.map(({ kind }) => kind)).toEqual(['command', 'opaque', 'error', 'command']);
  });

  test('reads the first word as a command only where that is asked for', () => {
    const first = (leadingCommand: boolean) => parse('stats count', { leadingCommand }).tree.commands[0] as Command;
    expect([first(false).name, first(true).name]).toEqual(['search', 'stats']);
  });

  test('prints what parses to the same tree', () => {
    const spl =
      '| tstats count from datamodel=Endpoint.Processes by Processes.dest | where count>3 | rename a as "b c"';
    const { tree } = parse(spl);
    const printed = print(tree);
    const plain = (value: unknown) => JSON.stringify(value, (key, each) => (/span$/i.test(key) ? undefined : each));
    expect(plain(parse(printed).tree)).toBe(plain(tree));
    expect(print(tree, { layout: 'lines' }).split('\n')).toHaveLength(3);
  });
});
