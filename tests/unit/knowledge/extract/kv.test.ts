import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KvOptions, kvFields } from '../../../../src/extraction/kv.js';
import { auditdFields } from '../../../../src/knowledge/extract/auditd.js';
import { kvRunFields } from '../../../../src/knowledge/extract/kv-runs.js';
import type { FieldSource } from '../../../../src/values/event.js';

const all = (source: FieldSource): Record<string, unknown> =>
  Object.fromEntries([...source.fieldNames()].map((name) => [name, source.get(name)]));
const kv = (raw: string, options?: KvOptions) => all(kvFields(raw, options));

describe('KV_MODE=auto as observed on 10.4.0', () => {
  test.each([
    ['user=alice note="not found"', { user: 'alice', note: 'not found' }],
    ['empty= next=1', { next: '1' }],
    ['escaped="say \\"hi\\""', { escaped: 'say \\' }],
    ['user=a user=b', { user: 'a' }],
    ['filter=a=b', { filter: 'a=b' }],
    ['zone-found=dmz user.name=x', { zone_found: 'dmz', user_name: 'x' }],
    ['ip:port=1.2.3.4', { port: '1.2.3.4' }],
    ['2fa=on 7=x', { fa: 'on' }],
    ['a=1,b=2;c=3&d=4|e=5', { a: '1', b: '2', c: '3', d: '4', e: '5' }],
    ['https="" x=1', { https: '', x: '1' }],
    ['a="open', { a: 'open' }],
    ['=x == a==b', { a: '=b' }],
    ['no pairs here', {}],
  ])('%s', (raw, expected) => {
    expect(kv(raw)).toEqual(expected);
  });

  test('auto_escaped honours escaped quotes and backslashes', () => {
    expect(kv('e="say \\"hi\\" c:\\\\x" f=1', { escaped: true })).toEqual({ e: 'say "hi" c:\\x', f: '1' });
  });

  test('stops at 100 fields and at 10,240 characters', () => {
    const many = Array.from({ length: 150 }, (_, i) => `f${i}=x`).join(' ');
    expect([...kvFields(many).fieldNames()]).toHaveLength(100);
    expect(kv(`${' '.repeat(10_230)}ab=1 later=2`)).toEqual({ ab: '1' });
  });
});

describe('extract with delimiters', () => {
  test('sets of characters between pairs and inside them', () => {
    expect(kv('a:1;b=2 x;c: "q;r" ;d', { pairDelimiters: ';', kvDelimiters: ':=' })).toEqual({
      a: '1',
      b: '2 x',
      c: 'q;r',
    });
  });
  test('mv_add', () => {
    expect(kv('a=1\na=2\nb=3', { pairDelimiters: '\n', repeated: 'all' })).toEqual({ a: ['1', '2'], b: '3' });
  });
  test('values that stand for nothing', () => {
    expect(kv('user="-" a="b"', { replace: new Map([['-', null]]) })).toEqual({ a: 'b' });
  });
});

test('a run goes on to the next name', () => {
  expect(all(kvRunFields('user=root command=bash -il x=y terminal=34816'))).toEqual({
    user: 'root',
    command: 'bash -il',
    x: 'y',
    terminal: '34816',
  });
});

describe('audit records', () => {
  test('enriched names, the inner block, case', () => {
    const raw =
      'type=ADD_USER msg=audit(1700000000.266:6994): pid=17 uid=0 msg=\'op=adding user id=1002 exe="/usr/sbin/useradd" res=success\'\u001dUID="root" ID="unknown(1002)"';
    expect(all(auditdFields(raw))).toEqual({
      event_id: '6994',
      type: 'ADD_USER',
      msg: 'audit(1700000000.266:6994):',
      pid: '17',
      uid: '0',
      op: 'adding',
      id: '1002',
      exe: '/usr/sbin/useradd',
      res: 'success',
      UID: 'root',
      ID: 'unknown(1002)',
    });
  });
  test('the separator byte may be missing', () => {
    expect(auditdFields('type=X msg=\'res=yes\'UID="root"').get('UID')).toBe('root');
  });
});

test('no text makes them throw, and names are clean', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '=', '"', "'", ' ', '\\', '-', '1', 'é', ';', '\u001d') }),
      (raw) => {
        for (const source of [
          kvFields(raw),
          kvFields(raw, { pairDelimiters: ';' }),
          kvRunFields(raw),
          auditdFields(raw),
        ]) {
          for (const name of source.fieldNames()) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/);
        }
      },
    ),
  );
});
