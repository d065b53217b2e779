import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { PlainObject } from './plain-data.js';
import type {
  ConditionalTags,
  Enumeration,
  Extraction,
  ExtractionStep,
  SourceDefinition,
  SourceMatch,
  TranslationRow,
  TranslationTable,
} from './source-definition.js';

/** One loaded file: parsed YAML or JSON, and its name for messages. */
export interface KnowledgeFile {
  readonly name: string;
  readonly data: unknown;
}

/** Source definitions, and what is wrong with their files. */
export interface LoadedSources {
  /** In the order of the files; a later definition of the same id has taken the place of the earlier one. */
  readonly definitions: readonly SourceDefinition[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks source definitions: plain data in, definitions and diagnostics out. Files are read in the given order; one with an id that
 * was there before replaces it, which is how a user overrides what escudo ships.
 */
export function loadSourceDefinitions(files: Iterable<KnowledgeFile>): LoadedSources {
  const diagnostics: Diagnostic[] = [];
  const definitions = new Map<string, SourceDefinition>();
  for (const file of files) {
    const root = PlainObject.read(file.data, file.name, diagnostics);
    if (root === undefined) continue;
    for (const object of root.objects('sources')) {
      const definition = readDefinition(object);
      if (definition.id === '') continue;
      if (definitions.has(definition.id)) {
        diagnostics.push(diagnostic('knowledge-duplicate', { kind: 'Source', id: definition.id }));
      }
      definitions.set(definition.id, definition);
    }
    root.finish();
  }
  return { definitions: checkParents(definitions, diagnostics), diagnostics };
}

function checkParents(definitions: Map<string, SourceDefinition>, diagnostics: Diagnostic[]): SourceDefinition[] {
  const kept: SourceDefinition[] = [];
  for (const definition of definitions.values()) {
    for (const parent of definition.extends) {
      if (!definitions.has(parent)) {
        diagnostics.push(diagnostic('knowledge-unknown-parent', { kind: 'Source', id: definition.id, parent }));
      }
    }
    if (reachesItself(definition.id, definitions)) {
      diagnostics.push(diagnostic('knowledge-cycle', { kind: 'Source', id: definition.id }));
    } else kept.push(definition);
  }
  return kept;
}

function reachesItself(id: string, definitions: ReadonlyMap<string, SourceDefinition>): boolean {
  const seen = new Set<string>();
  const open = [...(definitions.get(id)?.extends ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === id) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(definitions.get(next)?.extends ?? []));
  }
  return false;
}

function readDefinition(object: PlainObject): SourceDefinition {
  const match = object.object('match');
  const extraction = object.object('extraction');
  const definition: SourceDefinition = {
    id: object.requiredText('id'),
    title: object.text('title') ?? '',
    extends: object.texts('extends'),
    match: match === undefined ? noMatch : readMatch(match),
    extraction: extraction === undefined ? undefined : readExtraction(extraction),
    tags: object.texts('tags'),
    conditionalTags: object.objects('conditional_tags').map(readConditionalTags),
    datasets: object.texts('datasets'),
    mapping: object.choice('mapping', ['everywhere', 'data-models']) ?? 'everywhere',
    aliases: object.map('aliases', (map, key) => map.text(key)),
    evals: object.map('evals', (map, key) => map.text(key)),
    enumerations: object.map('enumerations', (map, key) => {
      const enumeration = map.object(key);
      return enumeration === undefined ? undefined : readEnumeration(enumeration);
    }),
    tables: object.objects('tables').map(readTable),
    nativeFields: object.texts('native_fields'),
  };
  object.choice('certainty', ['high', 'medium', 'low']);
  object.finish();
  return definition;
}

const noMatch: SourceMatch = {
  sourcetypes: [],
  sources: [],
  eventtypes: [],
  condition: undefined,
  format: undefined,
  recognise: undefined,
  recogniseFields: [],
  assign: {},
};

function readMatch(object: PlainObject): SourceMatch {
  const assign = object.object('assign');
  const sourcetype = assign?.text('sourcetype');
  const source = assign?.text('source');
  const sourceExpression = assign?.text('source_expression');
  assign?.finish();
  const match: SourceMatch = {
    sourcetypes: object.texts('sourcetype'),
    sources: object.texts('source'),
    eventtypes: object.texts('eventtypes'),
    condition: object.text('condition'),
    format: object.choice('format', ['win-xml', 'win-classic']),
    recognise: object.text('recognise'),
    recogniseFields: object.texts('recognise_fields'),
    assign: {
      ...(sourcetype === undefined ? {} : { sourcetype }),
      ...(source === undefined ? {} : { source }),
      ...(sourceExpression === undefined ? {} : { sourceExpression }),
    },
  };
  object.finish();
  return match;
}

function readConditionalTags(object: PlainObject): ConditionalTags {
  const result = {
    condition: object.requiredText('condition'),
    tags: object.texts('tags'),
    field: object.text('field'),
    eventtypes: object.texts('eventtypes'),
  };
  object.finish();
  return result;
}

function readEnumeration(object: PlainObject): Enumeration {
  const fallback = object.object('fallback');
  const enumeration: Enumeration = {
    ...readTranslation(object),
    fallback: fallback === undefined ? undefined : readTranslation(fallback),
    mode: object.choice('mode', ['fill', 'overwrite']) ?? 'overwrite',
  };
  fallback?.finish();
  object.finish();
  return enumeration;
}

function readTranslation(object: PlainObject): Omit<Enumeration, 'fallback' | 'mode'> {
  const caseInsensitive = object.flag('case_insensitive');
  const values = object.map('values', (map, key) => map.text(key));
  return {
    from: object.requiredText('from'),
    values: caseInsensitive ? new Map([...values].map(([key, value]) => [key.toLowerCase(), value])) : values,
    default: object.text('default'),
    caseInsensitive,
  };
}

function readTable(object: PlainObject): TranslationTable {
  const table: TranslationTable = {
    keys: object.texts('keys'),
    wildcard: object.flag('wildcard'),
    mode: object.choice('mode', ['fill', 'overwrite']) ?? 'overwrite',
    rows: object.objects('rows').map(readRow),
  };
  object.finish();
  return table;
}

function readRow(object: PlainObject): TranslationRow {
  const row = {
    when: object.map('when', (map, key) => map.texts(key)),
    set: object.map('set', (map, key) => map.text(key)),
  };
  object.finish();
  return row;
}

const kinds = [
  'steps',
  'win-xml',
  'win-classic',
  'win-event',
  'auditd',
  'cef',
  'leef',
  'kv-runs',
  'xml',
  'text',
  'json',
  'kv',
  'delimited',
  'w3c',
  'regex',
  'regex-list',
  'regex-first',
  'regex-by-id',
] as const;

function readExtraction(object: PlainObject): Extraction | undefined {
  const kind = object.choice('kind', kinds);
  const extraction = kind === undefined ? undefined : readKind(kind, object);
  if (kind !== undefined) object.finish();
  return extraction;
}

function readKind(kind: (typeof kinds)[number], object: PlainObject): Extraction {
  switch (kind) {
    case 'steps':
      return {
        kind,
        steps: object.objects('steps').map(readStep),
        after: object.choice('after', ['none', 'auto', 'auto_escaped', 'json', 'xml']),
        onlySource: object.text('only_source'),
        onlyHost: object.text('only_host'),
      };
    case 'json':
      return { kind, jsonPairs: object.objects('json_pairs').map(readPairs) };
    case 'kv':
      return {
        kind,
        pairDelimiters: object.text('pair_delimiters'),
        kvDelimiters: object.text('kv_delimiters'),
        repeated: object.choice('repeated', ['first', 'all']) ?? 'first',
        escaped: object.flag('escaped'),
        cleanKeys: !object.flag('keep_keys'),
        replace: object.textsOrNull('replace'),
      };
    case 'delimited':
      return {
        kind,
        separator: object.text('separator') ?? ',',
        columns: object.texts('columns'),
        start: object.text('start'),
        replace: object.textsOrNull('replace'),
        decode: object.choice('decode', ['url']),
      };
    case 'w3c':
      return {
        kind,
        columns: object.texts('columns'),
        columnsBySourcetype: object.map('columns_by_sourcetype', (map, key) => map.texts(key)),
      };
    case 'regex': {
      const inner = object.object('inner');
      const next =
        inner === undefined
          ? undefined
          : { field: inner.requiredText('field'), kind: inner.choice('kind', ['kv', 'kv-runs']) ?? 'kv' };
      inner?.finish();
      return { kind, pattern: object.requiredText('pattern'), inner: next };
    }
    case 'regex-list':
      return { kind, patterns: object.texts('patterns') };
    case 'regex-first':
      return { kind, envelope: object.requiredText('envelope'), patterns: object.texts('patterns') };
    case 'regex-by-id':
      return {
        kind,
        envelope: object.requiredText('envelope'),
        id: object.requiredText('id'),
        text: object.requiredText('text'),
        messages: object.objects('messages').map((message) => {
          const result = { ids: message.texts('ids'), pattern: message.requiredText('pattern') };
          message.finish();
          return result;
        }),
      };
    default:
      return { kind };
  }
}

function readStep(object: PlainObject): ExtractionStep {
  const step = {
    from: object.text('from'),
    pattern: object.text('pattern'),
    format: object.text('format'),
    delimiters: object.texts('delimiters'),
    columns: object.texts('columns'),
    addValues: object.flag('add_values'),
    cleanKeys: !object.flag('keep_keys'),
  };
  object.finish();
  return step;
}

function readPairs(object: PlainObject): { elements: string; name: string; value: string } {
  const pairs = {
    elements: object.requiredText('elements'),
    name: object.requiredText('name'),
    value: object.requiredText('value'),
  };
  object.finish();
  return pairs;
}
