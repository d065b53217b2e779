import { ownText } from '../support/own-text.js';
import type { FieldSource } from '../values/event.js';
import type { Value } from '../values/value.js';
import { isDateField } from './date-fields.js';

/** What has been found out about a name, so that no event has to look through its characters. */
export interface FieldName {
  readonly name: string;
  /** Where it is what the input may say of an event besides its text. */
  readonly metadata: MetadataName | undefined;
  /** Whether events may have it of which neither input nor text say it. */
  readonly mayDefault: boolean;
  /** A plain name can only be that of a member at the top of a JSON object. */
  readonly isPlain: boolean;
  /** Members at the top of which the path of a field can begin. */
  readonly heads: readonly string[];
  /** How the key of a member of this name ends in JSON text: without the quote in front. */
  readonly ending: string;
}

/** Fields that can be asked for by what is known of their names. */
export interface NamedFields extends FieldSource {
  /** The same as `get` of the name. */
  read(field: FieldName): Value;
}

/** What the input says of an event besides its text. */
const metadataNames = ['_raw', '_time', 'host', 'source', 'sourcetype', 'index'] as const;
/** A field that says where an event comes from. */
export type MetadataName = (typeof metadataNames)[number];

/** Default fields besides those of the date (spl-core 6.2), and what is found for events that do not say it themselves. */
const defaultNames: readonly string[] = [
  '_indextime',
  'splunk_server',
  'linecount',
  'punct',
  'host',
  'Channel',
  'timestartpos',
  'timeendpos',
];

/** Names come out of searches, some of them out of events. */
const maxRemembered = 4_096;
const remembered = new Map<string, FieldName>();

/** What there is to know of a name; the same object while it is remembered. */
export function fieldName(name: string): FieldName {
  let field = remembered.get(name);
  if (field === undefined) {
    if (remembered.size >= maxRemembered) remembered.clear();
    field = lookThrough(ownText(name));
    remembered.set(field.name, field);
  }
  return field;
}

function lookThrough(name: string): FieldName {
  const heads = [name];
  for (const { index } of name.matchAll(/\.|\{\}/g)) heads.push(name.slice(0, index));
  return {
    name,
    metadata: metadataNames.find((each) => each === name),
    mayDefault: defaultNames.includes(name) || isDateField(name),
    isPlain: !name.includes('.') && !name.endsWith('{}'),
    heads,
    ending: `${name}"`,
  };
}
