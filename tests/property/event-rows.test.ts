import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Event, type FieldSource } from '../../src/values/event.js';
import { Shape } from '../../src/values/shape.js';
import type { Value } from '../../src/values/value.js';

/** An event as a map holds it. */
class PlainEvent {
  readonly #own: Map<string, Value>;
  readonly #source: ReadonlyMap<string, string> | undefined;

  constructor(own: Iterable<readonly [string, Value]>, source: ReadonlyMap<string, string> | undefined) {
    this.#own = new Map(own);
    this.#source = source;
  }

  get(field: string): Value {
    const own = this.#own.get(field);
    return own === undefined ? (this.#source?.get(field) ?? null) : own;
  }

  set(field: string, value: Value): void {
    if (value === null && this.#source === undefined) this.#own.delete(field);
    else this.#own.set(field, value);
  }

  fieldNames(): string[] {
    const names = [...(this.#source?.keys() ?? [])].filter((name) => !this.#own.has(name));
    for (const [name, value] of this.#own) if (value !== null) names.push(name);
    return names;
  }

  isWritten(field: string): boolean {
    return this.#own.has(field);
  }

  copy(): PlainEvent {
    return new PlainEvent(this.#own, this.#source);
  }

  pick(fields: readonly string[]): PlainEvent {
    const picked = new PlainEvent([], undefined);
    for (const field of fields) picked.set(field, this.get(field));
    return picked;
  }
}

function sourceOf(fields: ReadonlyMap<string, string>): FieldSource {
  return {
    get: (field) => fields.get(field) ?? null,
    fieldNames: () => fields.keys(),
    otherNames: (field) => [`other ${field}`],
    asWritten: (field) => `written ${field}`,
  };
}

const few = fc.constantFrom('a', 'b', 'c', '_time', '__proto__', 'constructor');
/** More than shapes that rows have in common may have. */
const many = fc.nat(150).map((number) => `a name cut out of a line ${number}`);
const value = fc.oneof(fc.constantFrom('v', '', 0, 1.5), fc.constant(['x', 'y']));

const stepOn = (name: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('set' as const), name, value }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), name }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const), name }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('pick' as const), names: fc.array(name, { maxLength: 80 }) }),
    },
  );

type Step = typeof stepOn extends (name: never) => fc.Arbitrary<infer T> ? T : never;

const beginningOn = (name: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.record({ kind: fc.constant('over' as const), fields: fc.array(fc.tuple(name, fc.constant('s'))) }),
    fc.record({ kind: fc.constant('of' as const), fields: fc.array(fc.tuple(name, fc.option(value))) }),
    fc.record({
      kind: fc.constant('shaped' as const),
      fields: fc.uniqueArray(fc.tuple(name, fc.option(value)), { selector: ([name]) => name, maxLength: 100 }),
    }),
  );

type Beginning = typeof beginningOn extends (name: never) => fc.Arbitrary<infer T> ? T : never;

function begin(beginning: Beginning): readonly [Event, PlainEvent] {
  if (beginning.kind === 'over') {
    const fields = new Map(beginning.fields);
    return [Event.over(sourceOf(fields)), new PlainEvent([], fields)];
  }
  const { fields } = beginning;
  const present = fields.filter(([, value]) => value !== null);
  if (beginning.kind === 'of') return [Event.of(fields), new PlainEvent(present, undefined)];
  const shape = Shape.of(fields.map(([name]) => name));
  const [row, other] = [1, 2].map(() =>
    Event.shaped(
      shape,
      fields.map(([, value]) => value),
    ),
  );
  // Whatever happens to another row of the same shape.
  for (const [name] of fields) other!.delete(name);
  for (const [name] of [...fields].reverse()) other!.set(name, 'other');
  other!.set('added', 'other');
  return [row!, new PlainEvent(present, undefined)];
}

function expectEqual(event: Event, plain: PlainEvent, names: Iterable<string>): void {
  expect(event.fieldNames()).toEqual(plain.fieldNames());
  for (const name of names) {
    expect(event.get(name)).toEqual(plain.get(name));
    expect(event.has(name)).toBe(plain.get(name) !== null);
  }
}

/** Does the same to an event and a plain one; all that were ever made of it are to stay equal. */
function walk(beginning: Beginning, steps: readonly Step[]): void {
  const pairs = [begin(beginning)];
  const names = new Set<string>(['added', ...beginning.fields.map(([name]) => name)]);
  for (const step of steps) {
    if ('name' in step) names.add(step.name);
    const [event, plain] = pairs.at(-1)!;
    switch (step.kind) {
      case 'set':
        event.set(step.name, step.value);
        plain.set(step.name, step.value);
        break;
      case 'delete':
        event.delete(step.name);
        plain.set(step.name, null);
        break;
      case 'clear':
        event.set(step.name, null);
        plain.set(step.name, null);
        break;
      case 'copy':
        // What comes next is done to the copy.
        pairs.push([event.copy(), plain.copy()]);
        break;
      case 'pick':
        pairs.push([event.pick(step.names), plain.pick(step.names)]);
        break;
    }
    const [now, plainNow] = pairs.at(-1)!;
    expect(now.fieldNames()).toEqual(plainNow.fieldNames());
  }
  for (const [event, plain] of pairs) {
    expectEqual(event, plain, names);
    const written = new Set(event.writtenNames());
    for (const name of event.fieldNames()) expect(written.has(name)).toBe(plain.isWritten(name));
    if (event.source.otherNames === undefined) continue;
    for (const name of names) {
      expect(written.has(name)).toBe(plain.isWritten(name));
      expect(event.otherNames(name)).toEqual(plain.isWritten(name) ? [] : [`other ${name}`]);
      expect(event.asWritten(name)).toEqual(plain.isWritten(name) ? null : `written ${name}`);
    }
  }
}

test('events of a few names are what a map of their fields is', () => {
  fc.assert(fc.property(beginningOn(few), fc.array(stepOn(few), { maxLength: 40 }), walk), { numRuns: 3_000 });
});

test('events of many names are what a map of their fields is', () => {
  fc.assert(fc.property(beginningOn(many), fc.array(stepOn(many), { minLength: 20, maxLength: 200 }), walk), {
    numRuns: 200,
  });
});

test('rows of ever different names stay apart when there are too many shapes', () => {
  const shape = Shape.of(['k']);
  const rows = Array.from({ length: 12_000 }, (_, number) => {
    const row = Event.shaped(shape, [number]);
    row.set(`n${number}`, 'new');
    row.set('k', null);
    row.set('k', 'again');
    return row;
  });
  for (const [number, row] of rows.entries()) {
    expect(row.fieldNames()).toEqual([`n${number}`, 'k']);
    expect(row.get(`n${number}`)).toBe('new');
    expect(row.get(`n${number + 1}`)).toBeNull();
  }
});

test('fields of a wide row that were absent appear as the last ones, all of them in no time', () => {
  const names = Array.from({ length: 30_000 }, (_, number) => `n${number}`);
  const row = Event.of(names.map((name) => [name, 'old'] as const));
  for (const name of names) if (name !== 'n7') row.delete(name);
  const again = names.filter((name) => name !== 'n7').reverse();
  for (const name of again) row.set(name, 'new');
  expect(row.fieldNames()).toEqual(['n7', ...again]);
  expect([row.get('n7'), row.get('n29999')]).toEqual(['old', 'new']);
});
