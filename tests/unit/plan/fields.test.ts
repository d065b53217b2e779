import { describe, expect, it } from 'vitest';
import { compileSearch } from '../../../src/compile/compile.js';
import { noSchemas } from '../../../src/plan/fields/field-schemas.js';
import { fieldsNeeded } from '../../../src/plan/fields/fields-needed.js';
import { fieldOf, mayHave } from '../../../src/plan/fields/row-shape.js';
import { fieldFlow } from '../../../src/plan/fields.js';
import { createSource } from '../../../src/source/source.js';

function flowOf(spl: string, schemas = noSchemas) {
  const compiled = compileSearch(createSource('<search>', spl), { start: 'rows' });
  expect(compiled.diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  return fieldFlow(compiled.plan!, schemas);
}

describe('field flow', () => {
  it('knows no bound for events and closes the row at stats', () => {
    const flow = flowOf('search x=1 | stats count, values(user) as users, min(_time) as first by host, query');
    expect(flow.output.rest).toEqual([]);
    expect([...flow.output.fields.keys()].sort()).toEqual(['count', 'first', 'host', 'query', 'users']);
    expect(fieldOf(flow.output, 'users').plurality).toBe('many');
    expect(fieldOf(flow.output, 'host')).toMatchObject({ presence: 'always', plurality: 'single' });
    expect(fieldOf(flow.output, 'first').values.kind).toBe('epoch');
    expect(mayHave(flow.output, 'dest')).toBe(false);
  });

  it('reads the time of an event for a time-based lookup only', () => {
    const schemas = { ...noSchemas, lookupIsTimed: (name: string) => name === 'leases' };
    const reads = (spl: string) =>
      [...flowOf(spl, schemas).nodes].flatMap(([node, flow]) =>
        node.kind === 'lookup' ? flow.reads.map(({ name }) => name) : [],
      );
    expect(reads('lookup leases ip OUTPUT user')).toEqual(['ip', '_time']);
    expect(reads('lookup assets ip OUTPUT user')).toEqual(['ip']);
  });

  it('follows renames by pattern', () => {
    const flow = flowOf('stats count by Processes.user, Processes.dest | rename "Processes.*" as *');
    expect([...flow.output.fields.keys()].sort()).toEqual(['count', 'dest', 'user']);
  });

  it('gives a field of a capture group the language of the group', () => {
    const flow = flowOf('search a=1 | rex field=Message "q=(?<query>[^; ]+)"');
    expect(fieldOf(flow.output, 'query').values).toEqual({
      kind: 'capture',
      pattern: 'q=(?<query>[^; ]+)',
      group: 'query',
    });
  });

  it('removes with fields - and keeps names open with a pattern', () => {
    expect(mayHave(flowOf('search a=1 | fields - b').output, 'b')).toBe(false);
    const kept = flowOf('search a=1 | fields proc*').output;
    expect(mayHave(kept, 'process')).toBe(true);
    expect(mayHave(kept, '_time')).toBe(true);
    expect(mayHave(kept, 'user')).toBe(false);
  });

  it('knows constants and conditions', () => {
    const flow = flowOf('search EventCode=4688 | eval kind=if(x>1,"a","b"), gone=null()');
    expect(fieldOf(flow.output, 'kind')).toMatchObject({
      presence: 'always',
      values: { kind: 'texts', texts: ['a', 'b'] },
    });
    expect(fieldOf(flow.output, 'EventCode').presence).toBe('always');
    expect(mayHave(flow.output, 'gone')).toBe(false);
  });

  it('says which fields a scan must give', () => {
    const needed = fieldsNeeded(
      flowOf('search EventCode=1 | eval a=b.c, d=a | rename user as who | stats count by d, who, host'),
    );
    expect([...needed.events.names].sort()).toEqual(['EventCode', 'b', 'c', 'host', 'user']);
    expect(needed.events.all).toBe(false);
    expect(fieldsNeeded(flowOf('search EventCode=1')).events.all).toBe(true);
    expect([...fieldsNeeded(flowOf('search a=1 | table b c')).events.names].sort()).toEqual(['a', 'b', 'c']);
  });

  it('takes as many commands as a search may have', () => {
    const flow = flowOf(`search a=1 ${'| eval b=1 '.repeat(499)}`);
    expect(fieldOf(flow.output, 'b').presence).toBe('always');
  });
});
