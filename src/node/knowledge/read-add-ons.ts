import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readCsvLookup } from '../../content/lookup-table.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { type ConfName, confNames } from '../../knowledge/add-on-conf.js';
import type { AddOnTable } from '../../knowledge/add-on-lookup.js';
import type { KnowledgeFile } from '../../knowledge/load-source-definitions.js';
import { readAddOn } from '../../knowledge/read-add-on.js';
import { createSource, type Source } from '../../source/source.js';
import { readTextFile, systemReason } from '../content/content-files.js';

const maxBytes = 32 * 1024 * 1024;
const layers = ['default', 'local'] as const;

/**
 * The Splunk add-ons in a folder: the folder itself when it has props.conf and the like (directly, or in `default/` and `local/`), and the
 * folders in it that do. Their knowledge as source definitions.
 */
export async function readAddOns(folder: string, diagnostics: Diagnostic[]): Promise<KnowledgeFile[]> {
  const files: KnowledgeFile[] = [];
  const own = await readOne(folder, diagnostics);
  if (own !== undefined) files.push(own);
  for (const name of await folders(folder)) {
    if (name === 'lookups' || layers.some((layer) => layer === name)) continue;
    const found = await readOne(join(folder, name), diagnostics);
    if (found !== undefined) files.push(found);
  }
  return files;
}

async function readOne(folder: string, diagnostics: Diagnostic[]): Promise<KnowledgeFile | undefined> {
  const conf: Record<ConfName, Source[]> = { props: [], transforms: [], eventtypes: [], tags: [] };
  let count = 0;
  for (const layer of ['.', ...layers]) {
    for (const name of confNames) {
      const path = join(folder, layer, `${name}.conf`);
      const text = await textOf(path, diagnostics);
      if (text === undefined) continue;
      conf[name].push(createSource(path, text));
      count++;
    }
  }
  if (count === 0) return undefined;
  const tables = new Map<string, AddOnTable>();
  for (const name of await namesIn(join(folder, 'lookups'))) {
    if (!/\.csv$/i.test(name)) continue;
    const path = join(folder, 'lookups', name);
    const text = await textOf(path, diagnostics);
    if (text === undefined) continue;
    const read = readCsvLookup(createSource(path, text));
    diagnostics.push(...read.diagnostics);
    tables.set(name, read.table);
  }
  const read = readAddOn({ name: basename(folder), conf, tables });
  diagnostics.push(...read.diagnostics);
  return read.file;
}

/** The text of a file; undefined when there is none, or it cannot be read, which is reported. */
async function textOf(path: string, diagnostics: Diagnostic[]): Promise<string | undefined> {
  try {
    const read = await readTextFile(path, maxBytes);
    if ('text' in read) return read.text;
    const reason = read.problem === 'too-large' ? 'it is too large' : 'it is not a regular file';
    diagnostics.push(diagnostic('content-unreadable', { path, reason }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      diagnostics.push(diagnostic('content-unreadable', { path, reason: systemReason(error) }));
    }
  }
  return undefined;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

async function folders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((each) => each.isDirectory())
      .map((each) => each.name)
      .sort();
  } catch {
    return [];
  }
}
