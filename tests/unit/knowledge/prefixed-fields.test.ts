import { expect, test } from 'vitest';
import { plainContext } from '../../../src/exec/plain-environment.js';
import { compileDataModels } from '../../../src/knowledge/compile-data-model.js';
import { loadDataModels } from '../../../src/knowledge/data-model.js';
import { createDatasetViews } from '../../../src/knowledge/data-set-views.js';
import type { KnowledgeCompiler } from '../../../src/knowledge/knowledge-compiler.js';
import { Event } from '../../../src/values/event.js';
import { defaultLimits } from '../../../src/values/limits.js';
import { defaultSemantics } from '../../../src/values/semantics.js';

const data = {
  name: 'Change',
  datasets: {
    All_Changes: { tags: ['change'], fields: { user: { default: 'unknown' } } },
    Instance_Changes: { parent: 'All_Changes', tags: ['instance'], fields: { image_id: {} } },
  },
};

// The model has nothing to compile.
const compiler = {} as KnowledgeCompiler;
const { models } = loadDataModels([{ name: 'change.yml', data }]);
const compiled = compileDataModels(models.values(), compiler);
const views = createDatasetViews(
  () => compiled,
  plainContext({ now: 0, timeZone: 'UTC', limits: defaultLimits, semantics: defaultSemantics }),
);
const changes = views.view('Change', 'All_Changes')!;

function read(event: Event, written: string): unknown {
  const [row] = changes.members(event, false);
  return row?.get(changes.keyOf(written));
}

test('a field with its data set in front makes the event a member', () => {
  const event = Event.of([['All_Changes.user', 'amy']]);
  expect(read(event, 'All_Changes.user')).toBe('amy');
  expect(read(event, 'all_changes.Instance_Changes.image_id')).toBeNull();
});

test('so does one of a child data set, of all above it', () => {
  const event = Event.of([['All_Changes.Instance_Changes.image_id', 'ami-1']]);
  expect(read(event, 'All_Changes.user')).toBe('unknown');
  expect(read(event, 'All_Changes.Instance_Changes.image_id')).toBe('ami-1');
});

test('other fields with dots say nothing', () => {
  expect(changes.members(Event.of([['requestParameters.user', 'amy']]), false)).toEqual([]);
});

test('plain names and _cim go on working', () => {
  const event = Event.of([
    ['_cim', 'Change.All_Changes'],
    ['user', 'bob'],
  ]);
  expect(read(event, 'All_Changes.user')).toBe('bob');
});
