import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDiagramAssets } from '../src/node/diagram-assets.js';
import { referenceFiles } from '../src/reference/reference-files.js';
import { schemaFiles } from '../src/reference/schema-files.js';

const folder = fileURLToPath(new URL('../grammar/', import.meta.url));
const handwritten = new Set(['lexical.md']);

test('grammar/ is what `npm run grammar` writes', async () => {
  const files = referenceFiles(await readDiagramAssets());
  const present = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => `${each.parentPath}/${each.name}`.slice(folder.length).replaceAll('\\', '/').replace(/^\//, ''))
    .filter((path) => !handwritten.has(path));
  const read = (path: string): string => readFileSync(`${folder}${path}`, 'utf8');
  const differing = [
    ...[...files].filter(([path, text]) => !present.includes(path) || read(path) !== text).map(([path]) => path),
    ...present.filter((path) => !files.has(path)),
  ];
  expect(differing, 'run `npm run grammar`').toEqual([]);
});

const rules = fileURLToPath(new URL('../rules/', import.meta.url));

test('rules/schema/ is what `npm run grammar` writes', () => {
  const files = schemaFiles();
  const present = readdirSync(`${rules}schema`).filter((name) => name !== 'README.md');
  expect(present.sort()).toEqual([...files.keys()].sort());
  const differing = [...files].filter(([name, text]) => readFileSync(`${rules}schema/${name}`, 'utf8') !== text);
  expect(
    differing.map(([name]) => name),
    'run `npm run grammar`',
  ).toEqual([]);
});

test('the schema for detections of either format tells them apart', () => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  const validate = ajv.compile(JSON.parse(schemaFiles().get('detection.json')!));
  const folder = `${rules}detections/endpoint/`;
  for (const name of readdirSync(folder)) {
    const detection = parse(readFileSync(folder + name, 'utf8')) as Record<string, unknown>;
    expect(validate(detection), `${name}: ${JSON.stringify(validate.errors)}`).toBe(true);
    const foreignWith = (more: Record<string, unknown>) => {
      expect(validate({ ...detection, ...more })).toBe(false);
      return validate.errors!.flatMap((each) => each.params.additionalProperty ?? []);
    };
    // One key of the new format is foreign in a file of the old one; the dates of the new one make the old keys foreign.
    expect(foreignWith({ category: 'endpoint' })).toEqual(['category']);
    expect(foreignWith({ creation_date: '2026-06-01' })).toContain('tags');
  }
});

test('the README of the schemas names every one of them', () => {
  const text = readFileSync(`${rules}schema/README.md`, 'utf8');
  for (const name of schemaFiles().keys()) expect(text).toContain(name);
});
