import { readdir, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readDocument } from '../../content/document.js';
import { createSchemaValidator, type SchemaValidator } from '../../content/schema/validator.js';
import { type Diagnostic, diagnostic, hasErrors, type Label } from '../../diagnostics/diagnostic.js';
import { createSource } from '../../source/source.js';
import type { DataSetDefinitions } from '../../sql/mapping/data-set-rules.js';
import { dataSetFields } from '../../sql/mapping/mapped-schema.js';
import type { SchemaMapping } from '../../sql/mapping/mapping.js';
import { labelOf, type MappingFile, member } from '../../sql/mapping/placed.js';
import { readMapping } from '../../sql/mapping/read-mapping.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { readTextFile, systemReason } from '../content/content-files.js';
import { shippedRules } from './load-knowledge.js';

const maxBytes = 1024 * 1024;

/** A mapping as `--schema` names it; undefined when it cannot be used, with errors among the diagnostics. */
export interface LoadedMapping {
  readonly mapping: SchemaMapping | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a mapping that comes with escudo, or a file, with what it extends. */
export async function loadSchemaMapping(name: string, definitions: DataSetDefinitions): Promise<LoadedMapping> {
  const loading = new Loading(await createSchemaValidator(), await shippedMappings());
  await loading.add(name, undefined, process.cwd());
  const { files, diagnostics } = loading;
  if (hasErrors(diagnostics)) return { mapping: undefined, diagnostics };
  const read = readMapping(files, dataSetFields(definitions));
  const all = [...diagnostics, ...read.diagnostics];
  return { mapping: hasErrors(all) ? undefined : read.mapping, diagnostics: all };
}

/** The paths of the mappings that come with escudo, by name. */
async function shippedMappings(): Promise<ReadonlyMap<string, string>> {
  const folder = join(await shippedRules(), 'schemas');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yml'));
  return new Map(names.map((name) => [name.slice(0, -'.yml'.length), join(folder, name)]));
}

class Loading {
  readonly diagnostics: Diagnostic[] = [];
  /** What is extended before what extends it. */
  readonly files: MappingFile[] = [];
  readonly #validator: SchemaValidator;
  readonly #shipped: ReadonlyMap<string, string>;
  readonly #open: string[] = [];

  constructor(validator: SchemaValidator, shipped: ReadonlyMap<string, string>) {
    this.#validator = validator;
    this.#shipped = shipped;
  }

  /** Reads one file and what it extends; `from` is the place that names it, `folder` where relative paths begin. */
  async add(name: string, from: Label | undefined, folder: string): Promise<void> {
    const at = from === undefined ? {} : { at: from };
    const path = this.#shipped.get(name) ?? resolve(folder, name);
    const unknown = !this.#shipped.has(name) && !/[./\\]/.test(name);
    if (unknown) {
      const names = [...this.#shipped.keys()];
      const help = [
        ...didYouMean(suggest(name, names)),
        `escudo comes with ${names.join(', ')}. A file needs its ending.`,
      ];
      this.diagnostics.push(diagnostic('schema-unknown', { name }, { ...at, help }));
      return;
    }
    let text: string;
    try {
      const real = await realpath(path);
      if (this.#open.includes(real)) {
        this.diagnostics.push(diagnostic('schema-cycle', { name }, at));
        return;
      }
      this.#open.push(real);
      const read = await readTextFile(path, maxBytes);
      if ('problem' in read) {
        const reason = read.problem === 'too-large' ? 'it is too large' : 'it is not a regular file';
        this.diagnostics.push(diagnostic('content-unreadable', { path: name, reason }, at));
        return;
      }
      text = read.text;
    } catch (error) {
      this.diagnostics.push(diagnostic('content-unreadable', { path: name, reason: systemReason(error) }, at));
      return;
    }
    const document = readDocument(createSource(name, text));
    this.diagnostics.push(...document.diagnostics);
    if (document.root === undefined) return;
    this.diagnostics.push(...this.#validator.validate(document.file, document.root, 'schema-mapping'));
    const file: MappingFile = { file: document.file, root: document.root };
    const base = member({ node: document.root, file, path: [] }, 'extends');
    if (base?.node.kind === 'scalar') await this.add(base.node.text, labelOf(base), dirname(path));
    this.files.push(file);
  }
}
