import { expect, test } from 'vitest';
import { compileDataModels } from '../../../src/knowledge/compile-data-model.js';
import { loadDataModels } from '../../../src/knowledge/data-model.js';
import { dataSetDefinitions } from '../../../src/knowledge/data-set-lineage.js';
import type { KnowledgeCompiler } from '../../../src/knowledge/knowledge-compiler.js';

const data = {
  name: 'Change',
  datasets: {
    All_Changes: { tags: ['change'], fields: { user: {} } },
    Instance_Changes: { parent: 'All_Changes', tags: ['instance'], fields: { image_id: {} } },
  },
};

const { models } = loadDataModels([{ name: 'change.yml', data }]);
// The model has nothing to compile.
const definitions = dataSetDefinitions(() => compileDataModels(models.values(), {} as KnowledgeCompiler));

test.each([
  ['Change', 'All_Changes', ['All_Changes'], true],
  ['change', 'all_changes', ['All_Changes'], true],
  ['CHANGE', 'instance_changes', ['All_Changes', 'Instance_Changes'], false],
] as const)('%s.%s, in any letter case', (model, dataset, lineage, hasChildren) => {
  expect(definitions.lineage(model, dataset)?.map(({ name }) => name)).toEqual(lineage);
  expect(definitions.hasChildren(model, dataset)).toBe(hasChildren);
});

test('without a name the only root is meant', () => {
  expect(definitions.lineage('change', undefined)?.map(({ name }) => name)).toEqual(['All_Changes']);
  expect(definitions.lineage('Change', 'Changes')).toBeUndefined();
});
