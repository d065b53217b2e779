import type { JsonObject, JsonValue } from '../raw-event.js';

/**
 * The fields of a Windows event as its XML form gives them (spl-core 6.4): texts only, an empty one is no field, and a name
 * that occurs again has several values.
 */
export class WindowsFields {
  readonly fields: JsonObject = Object.create(null);

  add(name: string, value: JsonValue | undefined): void {
    if (value === null || value === undefined || typeof value === 'object') return;
    const text = name === 'Keywords' ? keywordsText(value) : String(value);
    if (text === '') return;
    const present = this.fields[name];
    if (present === undefined) this.fields[name] = text;
    else if (Array.isArray(present)) present.push(text);
    else if (present !== text) this.fields[name] = [present, text];
  }

  text(name: string): string | undefined {
    const value = this.fields[name];
    return typeof value === 'string' ? value : undefined;
  }
}

/** Fields whose text a rendering may write otherwise than it is given here. */
export const rewrittenFields: readonly string[] = ['Keywords'];

const audits: { readonly [text: string]: string } = {
  'audit success': '0x8020000000000000',
  'audit failure': '0x8010000000000000',
  audit_success: '0x8020000000000000',
  audit_failure: '0x8010000000000000',
};

/** The mask of the keywords by which the Security log tells success from failure; undefined for other words. */
export function auditKeywords(words: JsonValue | undefined): string | undefined {
  if (typeof words !== 'string') return undefined;
  const folded = words.toLowerCase();
  return Object.hasOwn(audits, folded) ? audits[folded] : undefined;
}

/** The mask as XML writes it; tools give it as a signed number or in words. */
function keywordsText(value: string | number | boolean): string {
  // The shortest digits of a large number are not its own.
  const text = typeof value === 'number' ? value.toFixed() : String(value);
  if (!/^-?\d{1,20}$/.test(text)) return auditKeywords(text) ?? text;
  return `0x${BigInt.asUintN(64, BigInt(text)).toString(16)}`;
}
