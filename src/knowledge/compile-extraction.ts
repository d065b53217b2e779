import type { RawEvent } from '../events/raw-event.js';
import { FieldBag } from '../extraction/field-bag.js';
import { kvFields } from '../extraction/kv.js';
import { type FieldSource, noFields } from '../values/event.js';
import { valuesOf } from '../values/value.js';
import { automaticExtraction, type ExtractionContext } from './automatic-extraction.js';
import { auditdFields } from './extract/auditd.js';
import { cefFields } from './extract/cef.js';
import { delimitedFields } from './extract/delimited.js';
import { jsonFields } from './extract/json.js';
import { JsonPairFields } from './extract/json-pairs.js';
import { kvRunFields } from './extract/kv-runs.js';
import { leefFields } from './extract/leef.js';
import {
  type NamedMatcher,
  regexByIdFields,
  regexFields,
  regexFirstFields,
  regexListFields,
} from './extract/patterns.js';
import { w3cFields } from './extract/w3c.js';
import { xmlFields } from './extract/xml.js';
import type { RawExtraction } from './raw-event-fields.js';
import { recogniseFormat } from './raw-format.js';
import type { Extraction } from './source-definition.js';

/** Makes a pattern ready; null when it does not compile, which has been reported then. */
export type PatternSource = (pattern: string) => NamedMatcher | null;

/**
 * An extraction of a source definition as a function. The text has the last word on its shape: Windows events come as XML or as
 * classic text under either name, and any kind of source may arrive as JSON, so those are taken apart as what they are.
 */
export function compileExtraction(
  extraction: Extraction,
  context: ExtractionContext,
  pattern: PatternSource,
): RawExtraction {
  const own = ownExtraction(extraction, context, pattern);
  if (extraction.kind === 'json') {
    const plain = extraction.jsonPairs.length === 0;
    return (event) => {
      if (plain && isRead(event)) return noFields;
      const fields = jsonFields(event.raw, context.semantics.jsonNull);
      if (fields === null) return automaticExtraction(event.raw, context);
      return extraction.jsonPairs.length === 0 ? fields : new JsonPairFields(fields, extraction.jsonPairs);
    };
  }
  return (event) => {
    const format = recogniseFormat(event.raw);
    if (format === 'json' && isRead(event)) return noFields;
    if (format === 'json' || format === 'win-xml' || format === 'win-classic') {
      return automaticExtraction(event.raw, context, format);
    }
    return own(event);
  };
}

/** Whether the text is an object whose fields the reader has delivered with it. */
function isRead({ fields, fieldsCoverRaw }: RawEvent): boolean {
  return fieldsCoverRaw && fields !== undefined;
}

function ownExtraction(extraction: Extraction, context: ExtractionContext, pattern: PatternSource): RawExtraction {
  const { limits } = context;
  switch (extraction.kind) {
    case 'win-xml':
    case 'win-classic':
    case 'win-event':
    case 'json':
      return (event) => automaticExtraction(event.raw, context);
    case 'text':
    case 'steps':
      return () => noFields;
    case 'auditd':
      return (event) => auditdFields(event.raw);
    case 'cef':
      return (event) => cefFields(event.raw);
    case 'leef':
      return (event) => leefFields(event.raw);
    case 'kv-runs':
      return (event) => kvRunFields(event.raw);
    case 'xml':
      return (event) => xmlFields(event.raw);
    case 'kv': {
      const { pairDelimiters, kvDelimiters, repeated, escaped, cleanKeys, replace } = extraction;
      const options = {
        repeated,
        escaped,
        cleanKeys,
        replace,
        fields: limits.kvFields,
        characters: limits.kvCharacters,
      };
      const delimiters = {
        ...(pairDelimiters === undefined ? {} : { pairDelimiters }),
        ...(kvDelimiters === undefined ? {} : { kvDelimiters }),
      };
      return (event) => {
        // A feed may use blanks where its definition names another delimiter.
        const known = pairDelimiters === undefined || [...pairDelimiters].some((each) => event.raw.includes(each));
        return kvFields(event.raw, known ? { ...options, ...delimiters } : options);
      };
    }
    case 'delimited':
      return delimitedExtraction(extraction, pattern);
    case 'w3c': {
      const { columns, columnsBySourcetype } = extraction;
      return (event) =>
        // What was read behind a header has its columns already; they need not be those of the definition.
        event.format === 'w3c'
          ? noFields
          : w3cFields(event.raw, columnsBySourcetype.get(event.sourcetype ?? '') ?? columns);
    }
    case 'regex': {
      const matcher = pattern(extraction.pattern);
      return matcher === null ? () => noFields : regexExtraction(matcher, extraction.inner);
    }
    case 'regex-list': {
      const matchers = compilePatterns(extraction.patterns, pattern);
      return (event) => regexListFields(event.raw, matchers);
    }
    case 'regex-first': {
      const envelope = pattern(extraction.envelope) ?? (() => null);
      const matchers = compilePatterns(extraction.patterns, pattern);
      return (event) => regexFirstFields(event.raw, envelope, matchers);
    }
    case 'regex-by-id': {
      const envelope = pattern(extraction.envelope) ?? (() => null);
      const byId = new Map<string, NamedMatcher[]>();
      for (const message of extraction.messages) {
        const matcher = pattern(message.pattern);
        if (matcher === null) continue;
        for (const id of message.ids) byId.set(id, [...(byId.get(id) ?? []), matcher]);
      }
      return (event) => regexByIdFields(event.raw, envelope, extraction.id, extraction.text, byId);
    }
  }
}

function compilePatterns(patterns: readonly string[], pattern: PatternSource): NamedMatcher[] {
  return patterns.map(pattern).filter((matcher) => matcher !== null);
}

function regexExtraction(
  matcher: NamedMatcher,
  next: { readonly field: string; readonly kind: 'kv' | 'kv-runs' } | undefined,
): RawExtraction {
  if (next === undefined) return (event) => regexFields(event.raw, matcher);
  return (event) => {
    const fields = regexFields(event.raw, matcher);
    const inner = fields.get(next.field);
    if (typeof inner === 'string') fields.addMissing(next.kind === 'kv' ? kvFields(inner) : kvRunFields(inner));
    return fields;
  };
}

function delimitedExtraction(
  extraction: Extract<Extraction, { kind: 'delimited' }>,
  pattern: PatternSource,
): RawExtraction {
  const { separator, columns, replace, decode } = extraction;
  // The rest of the text from where the pattern is found: one named group does that without positions.
  const start = extraction.start === undefined ? null : pattern(`(?s)(?<line>(?:${extraction.start}).*)`);
  return (event: RawEvent): FieldSource => {
    if (event.raw.startsWith('#')) return noFields;
    let line = event.raw;
    if (start !== null) {
      const groups = start(event.raw);
      if (groups === null) return noFields;
      for (const [, text] of groups) line = text;
    }
    const fields = delimitedFields(line, { separator, columns, replace });
    return decode === 'url' ? urlDecoded(fields) : fields;
  };
}

function urlDecoded(fields: FieldBag): FieldBag {
  const decoded = new FieldBag();
  for (const name of fields.fieldNames()) {
    for (const value of valuesOf(fields.get(name))) decoded.add(name, decodeUrl(String(value)));
  }
  return decoded;
}

function decodeUrl(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
