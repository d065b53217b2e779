import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import { type ConfName, confWords, isOn, MergedConf, type MergedStanza } from './add-on-conf.js';
import { type AddOnTable, lookupTable } from './add-on-lookup.js';
import { extractStep, reportSteps } from './add-on-steps.js';
import type { KnowledgeFile } from './load-source-definitions.js';

/** An add-on as found on disk. */
export interface AddOn {
  /** For the ids of its definitions and for messages. */
  readonly name: string;
  /** Texts of each .conf file, `default` before `local`. */
  readonly conf: Readonly<Record<ConfName, readonly Source[]>>;
  /** Tables of its `lookups` folder by file name. */
  readonly tables: ReadonlyMap<string, AddOnTable>;
}

/**
 * The search-time part of an add-on's props.conf, transforms.conf, eventtypes.conf and tags.conf as source definitions (spl-core 6.1):
 * EXTRACT, REPORT, KV_MODE, FIELDALIAS, EVAL, LOOKUP over its own tables, event types and tags. What has no counterpart is a
 * diagnostic; index-time settings are left out silently, as the events have been indexed.
 */
export function readAddOn(addOn: AddOn): { file: KnowledgeFile; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const conf = (name: ConfName): MergedConf => new MergedConf(addOn.conf[name], (found) => diagnostics.push(found));
  const props = conf('props');
  const transforms = conf('transforms');
  const sources: unknown[] = [];
  for (const stanza of props.stanzas.values()) {
    sources.push(readStanza(stanza, addOn, props, transforms));
  }
  const selected = [...readEventtypes(conf('eventtypes')), ...readTags(conf('tags'))];
  if (selected.length > 0) {
    sources.push({ id: `${addOn.name}:tags`, match: { sourcetype: ['*'] }, conditional_tags: selected });
  }
  return { file: { name: addOn.name, data: { sources } }, diagnostics };
}

/** Settings that would change what a search sees, and have no counterpart. */
const unsupported: readonly (readonly [RegExp, string])[] = [
  [/^TRANSFORMS-/, 'it works when events are indexed'],
  [/^SEDCMD-/, 'it rewrites events when they are indexed'],
  [/^rename$/, 'sourcetypes are not renamed at search time'],
  [/^(?:REPORT|EXTRACT|EVAL|LOOKUP|FIELDALIAS)-?$/, 'it has no name after the dash'],
];

function readStanza(stanza: MergedStanza, addOn: AddOn, props: MergedConf, transforms: MergedConf): unknown {
  const place = placeOf(stanza.name);
  const steps: unknown[] = [];
  const reports: unknown[] = [];
  const aliases: Record<string, string> = Object.create(null);
  const evals: Record<string, string> = Object.create(null);
  const tables: unknown[] = [];
  // Rules of one kind apply in the order of their names.
  for (const [setting, source] of [...stanza.settings].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const value = source.text.trim();
    const unused = (problem: string): void => props.unused(stanza, setting, problem);
    const dash = setting.indexOf('-');
    const name = setting.slice(dash + 1);
    const refused = unsupported.find(([pattern]) => pattern.test(setting));
    if (refused !== undefined) unused(refused[1]);
    else if (value === '') continue;
    else if (setting.startsWith('EXTRACT-')) steps.push(extractStep(value));
    else if (setting.startsWith('REPORT-')) reports.push(...reportSteps(value, transforms, unused));
    else if (setting.startsWith('FIELDALIAS-')) readAliases(value, aliases, unused);
    else if (setting.startsWith('EVAL-')) evals[name] = value;
    else if (setting.startsWith('LOOKUP-')) {
      const table = lookupTable(value, transforms, addOn.tables, unused);
      if (table !== undefined) tables.push(table);
    } else if (setting === 'KV_MODE' && kvMode(value) === undefined) unused(`KV_MODE=${value} is not known`);
  }
  const mode = kvMode(stanza.settings.get('KV_MODE')?.text.trim() ?? '');
  const indexed = stanza.settings.get('INDEXED_EXTRACTIONS')?.text.trim().toLowerCase();
  const after = indexed === 'json' ? 'json' : mode;
  const extraction = {
    kind: 'steps',
    steps: [...steps, ...reports],
    ...(after === undefined ? {} : { after }),
    ...(place.kind === 'source' ? { only_source: place.pattern } : {}),
    ...(place.kind === 'host' ? { only_host: place.pattern } : {}),
  };
  return {
    id: `${addOn.name}:${stanza.name}`,
    match: {
      sourcetype: [place.kind === 'sourcetype' ? place.pattern : '*'],
      ...(place.kind === 'source' || place.kind === 'host'
        ? { condition: `${place.kind}=${quoted(place.pattern)}` }
        : {}),
    },
    ...(steps.length + reports.length > 0 || after !== undefined ? { extraction } : {}),
    aliases: { ...aliases },
    evals: { ...evals },
    tables,
  };
}

interface StanzaPlace {
  readonly kind: 'sourcetype' | 'source' | 'host' | 'default';
  readonly pattern: string;
}

/** `[source::...]`, `[host::...]`, `[default]`, or a sourcetype. `...` and `*` are wildcards; the former also crosses path separators. */
function placeOf(stanza: string): StanzaPlace {
  const wildcards = (text: string): string => text.replaceAll('...', '*');
  if (stanza === 'default') return { kind: 'default', pattern: '*' };
  if (stanza.startsWith('source::')) return { kind: 'source', pattern: wildcards(stanza.slice(8)) };
  if (stanza.startsWith('host::')) return { kind: 'host', pattern: wildcards(stanza.slice(6)) };
  return { kind: 'sourcetype', pattern: wildcards(stanza.replace(/^\(\?::\)\{0\}/, '')) };
}

function kvMode(text: string): string | undefined {
  const mode = text.toLowerCase();
  return ['none', 'auto', 'auto_escaped', 'json', 'xml'].find((each) => each === mode);
}

/** `a AS b c AS d`. */
function readAliases(value: string, aliases: Record<string, string>, unused: (problem: string) => void): void {
  const words = confWords(value);
  for (let i = 0; i < words.length; i += 3) {
    const [from, as, to] = words.slice(i, i + 3);
    if (from === undefined || to === undefined || !/^as(?:new)?$/i.test(as ?? '')) {
      unused('expected `field AS name`');
      return;
    }
    aliases[to] = from;
  }
}

function* readEventtypes(conf: MergedConf): Generator<unknown> {
  for (const stanza of conf.stanzas.values()) {
    const search = stanza.settings.get('search')?.text.trim();
    if (search === undefined || search === '' || isOn(stanza.settings.get('disabled')?.text)) continue;
    if (/[`|]|\[\s*(?:search|\|)/.test(search)) {
      conf.unused(stanza, 'search', 'macros, pipes and subsearches have no place in an event type here');
      continue;
    }
    yield { condition: search, tags: [], eventtypes: [stanza.name] };
  }
}

function* readTags(conf: MergedConf): Generator<unknown> {
  for (const stanza of conf.stanzas.values()) {
    const equals = stanza.name.indexOf('=');
    const tags = [...stanza.settings].filter(([, value]) => isOn(value.text)).map(([tag]) => tag);
    if (equals <= 0 || tags.length === 0) continue;
    const field = stanza.name.slice(0, equals).trim();
    const value = stanza.name.slice(equals + 1).trim();
    yield { condition: `${quotedField(field)}=${quoted(decoded(value))}`, tags, field };
  }
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function quotedField(field: string): string {
  return /^[\w.:{}-]+$/.test(field) ? field : quoted(field);
}

/** Stanzas of tags.conf are URL-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
