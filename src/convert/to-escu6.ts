import { stringify } from 'yaml';
import type { Detection } from '../content/detection.js';
import { readDocument } from '../content/document.js';
import { formerRule } from '../content/former-rule.js';
import { MapReader } from '../content/map-reader.js';
import type { ContentEntry, ContentMap, ContentNode } from '../content/node.js';
import { plainValue } from '../content/node.js';
import { detectionFormat, readDetection } from '../content/read-detection.js';
import { escu6DetectionSchema } from '../content/schema/detection.js';
import { categories, escu6Products } from '../content/vocabulary.js';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';
import type { ConversionNote } from './conversion-note.js';
import { riskOfEscu6 } from './risk-of-escu6.js';
import { applyEdits, dedent, entryLines, lineStart, type TextEdit } from './text-edits.js';

/** What became of a file. */
export type Conversion =
  | { readonly state: 'converted'; readonly text: string; readonly notes: readonly ConversionNote[] }
  /** It is in the format of ESCU 6.x. */
  | { readonly state: 'as-it-was' }
  | { readonly state: 'problem'; readonly problem: string };

/** Keys of `tags` and their place in 6.x. */
const annotationKeys = new Map([
  ['analytic_story', 'analytic_story'],
  ['asset_type', 'asset_type'],
  ['product', 'product'],
  ['security_domain', 'security_domain'],
  ['mitre_attack_id', 'mitre_attack_id'],
  ['cve', 'cve'],
  ['group', 'threat_group'],
  ['atomic_guid', 'atomic_guid'],
  ['throttling', 'throttling'],
  ['manual_test', 'manual_test'],
]);
const textKeys = new Set(['asset_type', 'security_domain', 'manual_test', 'throttling']);
/** What 6.x says in other words: nothing is lost with these keys. */
const saidOtherwise = new Set(['message', 'observable', 'impact', 'confidence', 'risk_score']);
const testKeys = new Set([
  'name',
  'description',
  'expected_results',
  'attack_data',
  'test_type',
  'events',
  'source',
  'sourcetype',
  'host',
  'index',
  'absent_fields',
]);
const knownKeys = new Set(Object.keys(escu6DetectionSchema.properties as object));

/**
 * A classic detection in the format of ESCU 6.x (escu-formats 2). What does not change is copied with its comments; search and risk stay
 * the same. `path` is the path of the file below the content root.
 */
export function toEscu6(file: Source, path: string): Conversion {
  const { root, file: read, diagnostics } = readDocument(file);
  if (root === undefined) return { state: 'problem', problem: diagnostics[0]?.message ?? 'It is no YAML.' };
  const map = new MapReader(read, root, []);
  const detection = readDetection(map, path.replace(/^.*\//, '').replace(/\.ya?ml$/i, ''));
  if (detection === undefined) return { state: 'problem', problem: 'It is no detection: it has no name or no search.' };
  if (formerRule(map) !== undefined) {
    const problem =
      'It has the form that ESCU had until 2019. Write author, date, type, tags and rba as later files do, and the search at the top.';
    return { state: 'problem', problem };
  }
  if (detectionFormat(map) === 'escu6') return { state: 'as-it-was' };
  return new Escu6Conversion(read, root, detection, path).run();
}

class Escu6Conversion {
  readonly #text: string;
  readonly #root: ContentMap;
  readonly #detection: Detection;
  readonly #path: string;
  readonly #edits: TextEdit[] = [];
  readonly #notes: ConversionNote[] = [];
  #problem: string | undefined;

  constructor(file: Source, root: ContentMap, detection: Detection, path: string) {
    this.#text = file.text;
    this.#root = root;
    this.#detection = detection;
    this.#path = path;
  }

  run(): Conversion {
    const { entries } = this.#root;
    this.#date(entries.get('date'));
    this.#version(entries.get('version'));
    const tags = entries.get('tags');
    const rba = entries.get('rba');
    const annotations = this.#annotations(tags);
    const risk = this.#risk();
    if (rba !== undefined) this.#replace(rba, risk);
    if (tags !== undefined) this.#replace(tags, annotations + (rba === undefined ? risk : ''));
    else if (annotations !== '' || (rba === undefined && risk !== '')) {
      const end = this.#text.endsWith('\n') || this.#text === '' ? '' : '\n';
      const at = span(this.#text.length, this.#text.length);
      this.#edits.push({ span: at, text: end + annotations + (rba === undefined ? risk : '') });
    }
    const tests = entries.get('tests')?.value;
    if (tests?.kind === 'list') for (const test of tests.items) this.#test(test);
    for (const [key, entry] of entries) {
      if (knownKeys.has(key) || key === 'date' || key === 'tags' || key === 'rba') continue;
      this.#replace(entry, '');
      this.#note('lost', `\`${key}\` has no place in 6.x.`);
    }
    if (this.#problem !== undefined) return { state: 'problem', problem: this.#problem };
    return { state: 'converted', text: applyEdits(this.#text, this.#edits), notes: this.#notes };
  }

  #note(kind: ConversionNote['kind'], text: string): void {
    this.#notes.push({ kind, text });
  }

  /** Puts other lines in the place of an entry. */
  #replace(entry: ContentEntry, text: string): void {
    const lines = entryLines(this.#text, entry, text === '');
    if (lines === undefined) this.#problem ??= 'Several keys stand on one line; give each a line of its own.';
    else this.#edits.push({ span: lines, text });
  }

  #date(entry: ContentEntry | undefined): void {
    if (entry === undefined) {
      this.#note('missing', '`creation_date` and `modification_date`: the detection has no date.');
      return;
    }
    this.#edits.push({ span: entry.key, text: 'creation_date' });
    const lines = entryLines(this.#text, entry, false);
    if (lines === undefined) return;
    const value = this.#text.slice(entry.value.span.start, entry.value.span.end);
    const last = this.#text[lines.end - 1] === '\n' ? '' : '\n';
    this.#edits.push({ span: span(lines.end, lines.end), text: `${last}modification_date: ${value}\n` });
    this.#note('guessed', '`creation_date` is the date of the file, which is when it was last changed.');
  }

  #version(entry: ContentEntry | undefined): void {
    if (entry === undefined || this.#detection.version === undefined || this.#detection.version >= 1) return;
    this.#edits.push({ span: entry.value.span, text: '1' });
    this.#note('guessed', '`version` is 1: 6.x counts from there.');
  }

  /** The keys of `tags` as top-level keys, and the category. */
  #annotations(tags: ContentEntry | undefined): string {
    const parts: string[] = [`category: ${this.#category()}\n`];
    if (tags?.value.kind !== 'map') {
      if (tags !== undefined) this.#note('lost', '`tags` holds no keys.');
      return parts.join('');
    }
    for (const [key, entry] of tags.value.entries) {
      const name = annotationKeys.get(key);
      if (name === undefined) {
        if (!saidOtherwise.has(key)) this.#note('lost', `\`tags.${key}\` has no place in 6.x.`);
        continue;
      }
      if (this.#root.entries.has(name)) continue;
      parts.push(this.#annotation(name, entry));
    }
    return parts.join('');
  }

  #annotation(name: string, entry: ContentEntry): string {
    const { value } = entry;
    if (value.kind === 'scalar' && (value.value === null || value.text.trim() === '')) return '';
    if (name === 'product') {
      const given = value.kind === 'list' ? value.items.map((item) => (item.kind === 'scalar' ? item.text : '')) : [];
      if ([...given].sort().join() === [...escu6Products].sort().join()) return this.#copied(name, entry);
      this.#note(
        'guessed',
        `\`product\` names the three products that 6.x wants, instead of ${given.join(', ') || 'none'}.`,
      );
      return stringify({ product: escu6Products });
    }
    if (value.kind === 'scalar' && !textKeys.has(name)) return stringify({ [name]: [value.text] });
    return this.#copied(name, entry);
  }

  /** The lines of an entry without their indentation. */
  #copied(name: string, entry: ContentEntry): string {
    const lines = entryLines(this.#text, entry);
    if (lines === undefined) return stringify({ [name]: plainValue(entry.value) }, { lineWidth: 0 });
    const indent = entry.key.start - lineStart(this.#text, entry.key.start);
    const text = this.#text.slice(lines.start, entry.key.start) + name + this.#text.slice(entry.key.end, lines.end);
    return dedent(text.endsWith('\n') ? text : `${text}\n`, indent);
  }

  #category(): string {
    const folder = this.#path.split('/').find((part) => categories.has(part));
    if (folder !== undefined) {
      if (folder === 'deprecated')
        this.#note('missing', '`deprecation_info`: why it is deprecated, and what replaces it.');
      return folder;
    }
    const { securityDomain, assetType } = this.#detection.annotations;
    const domain = securityDomain.toLowerCase();
    const guess = /aws|azure|gcp|cloud|kubernetes|o365|office/i.test(assetType)
      ? 'cloud'
      : categories.has(domain)
        ? domain
        : 'application';
    this.#note('guessed', `\`category\` is ${guess}: the folder names none.`);
    return guess;
  }

  #risk(): string {
    const { value, notes } = riskOfEscu6(this.#detection);
    this.#notes.push(...notes);
    return Object.keys(value).length === 0 ? '' : stringify(value, { lineWidth: 0 });
  }

  #test(test: ContentNode): void {
    if (test.kind !== 'map' || test.entries.size === 0) return;
    if (!test.entries.has('test_type')) {
      const first = [...test.entries.values()][0]!.key;
      const indent = first.start - lineStart(this.#text, first.start);
      this.#edits.push({ span: span(first.start, first.start), text: `test_type: unit\n${' '.repeat(indent)}` });
    }
    for (const [key, entry] of test.entries) {
      if (testKeys.has(key)) continue;
      this.#replace(entry, '');
      this.#note('lost', `\`${key}\` of a test has no place in 6.x.`);
    }
    const data = test.entries.get('attack_data')?.value;
    for (const item of data?.kind === 'list' ? data.items : []) {
      const index = item.kind === 'map' ? item.entries.get('custom_index') : undefined;
      if (index !== undefined) this.#edits.push({ span: index.key, text: 'index' });
    }
  }
}
