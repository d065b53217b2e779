import { kvFields } from '../extraction/kv.js';
import type { EvalContext } from '../functions/context.js';
import type { FieldSource } from '../values/event.js';
import type { Limits } from '../values/limits.js';
import type { Semantics } from '../values/semantics.js';
import { auditdFields } from './extract/auditd.js';
import { jsonFields } from './extract/json.js';
import { WinClassicFields } from './extract/win-classic.js';
import { WinXmlFields } from './extract/win-xml.js';
import type { XmlLayouts } from './extract/win-xml-layout.js';
import { type RawFormat, recogniseFormat } from './raw-format.js';

/** What extraction depends on besides the text. */
export interface ExtractionContext {
  readonly limits: Limits;
  readonly semantics: Semantics;
  /** The zone of timestamps that state none. */
  readonly timeZone: string;
  /** Layouts of Windows events, which those of one run share. */
  readonly layouts?: XmlLayouts;
}

/** What is known while knowledge is applied to the events of a run. */
export type KnowledgeContext = EvalContext & ExtractionContext;

/**
 * Search-time extraction of a text no source definition knows: Windows XML, classic Windows text, JSON, audit records, else
 * `name=value` pairs (spl-core 6.3 to 6.7).
 */
export function automaticExtraction(
  raw: string,
  context: ExtractionContext,
  format: RawFormat = recogniseFormat(raw),
): FieldSource {
  switch (format) {
    case 'win-xml':
      return new WinXmlFields(raw, context);
    case 'win-classic':
      return new WinClassicFields(raw);
    case 'json':
      return jsonFields(raw, context.semantics.jsonNull) ?? automaticPairs(raw, context);
    case 'auditd':
      return auditdFields(raw);
    case 'text':
      return automaticPairs(raw, context);
  }
}

function automaticPairs(raw: string, { limits }: ExtractionContext): FieldSource {
  return kvFields(raw, { fields: limits.kvFields, characters: limits.kvCharacters });
}
