import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { language } from '../../../src/compile/compile.js';
import type { RawEvent } from '../../../src/events/raw-event.js';
import { plainContext } from '../../../src/exec/plain-environment.js';
import { scalarRegistry } from '../../../src/functions/scalar/index.js';
import { compileDataModels } from '../../../src/knowledge/compile-data-model.js';
import { compileSources } from '../../../src/knowledge/compile-source.js';
import { loadDataModels } from '../../../src/knowledge/data-model.js';
import { type KnowledgeFile, loadSourceDefinitions } from '../../../src/knowledge/load-source-definitions.js';
import { Normaliser } from '../../../src/knowledge/normalise.js';
import { createKnowledgeCompiler } from '../../../src/knowledge/spl-compiler.js';
import { createRegexCompiler } from '../../../src/regex/regex-compiler.js';
import { defaultLimits } from '../../../src/values/limits.js';
import { defaultSemantics } from '../../../src/values/semantics.js';

function files(folder: string): KnowledgeFile[] {
  const url = new URL(`../../../rules/${folder}/`, import.meta.url);
  return readdirSync(url)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => ({ name, data: parse(readFileSync(new URL(name, url), 'utf8')) }));
}

export const context = plainContext({
  now: 1_700_000_000,
  timeZone: 'UTC',
  limits: defaultLimits,
  semantics: defaultSemantics,
});
const compiler = createKnowledgeCompiler({
  language,
  functions: scalarRegistry,
  regex: createRegexCompiler(),
  semantics: defaultSemantics,
});
export const sources = loadSourceDefinitions(files('sources'));
export const models = loadDataModels(files('datamodels'));
export const compiledSources = compileSources(sources.definitions, compiler, context, { everything: true });
export const compiledModels = compileDataModels(models.models.values(), compiler, { everything: true });
/** The knowledge of `rules/`, compiled once for the tests. */
export const normaliser = new Normaliser(compiledSources, context);

/** An event of a text, and of a sourcetype where one is given. */
export function event(raw: string, sourcetype?: string): RawEvent {
  return {
    raw,
    time: 1_700_000_000,
    timeInherited: false,
    host: undefined,
    source: undefined,
    sourcetype,
    index: 'main',
    fields: undefined,
    fieldsCoverRaw: false,
    format: 'text',
    origin: { file: 'f', line: 1, offset: 0 },
  };
}
