import { otherNamedFields } from '../values/search-fields.js';
import type { CompiledSource } from './compile-source.js';

const none: readonly string[] = [];

type MetadataField = 'source' | 'sourcetype' | 'eventtype';

const remembered = new WeakMap<readonly CompiledSource[], Partial<Record<MetadataField, readonly string[]>>>();

/**
 * The values of `source`, `sourcetype` or `eventtype` that definitions list for the events they describe. An event may be selected by
 * any of them (cim "Macros and metadata"): the published macros of sites name the sourcetype of one rendering, events come in
 * another.
 */
export function listedNames(matched: readonly CompiledSource[], field: string): readonly string[] {
  if (matched.length === 0 || !isMetadata(field)) return none;
  let lists = remembered.get(matched);
  if (lists === undefined) {
    lists = {};
    remembered.set(matched, lists);
  }
  let names = lists[field];
  if (names === undefined) {
    const all = matched.flatMap(({ definition: { match } }) => {
      if (field === 'source') return match.sources;
      return field === 'sourcetype' ? match.sourcetypes : match.eventtypes;
    });
    names = [...new Set(all)].filter((each) => each !== '*');
    lists[field] = names;
  }
  return names;
}

function isMetadata(field: string): field is MetadataField {
  return otherNamedFields.has(field);
}
