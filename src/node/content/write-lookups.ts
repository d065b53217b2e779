import { appendFile, lstat, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rowOf } from '../../api/plain-events.js';
import { csvText } from '../../content/csv-text.js';
import { readCsvLookup } from '../../content/lookup-table.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { RowWriter } from '../../exec/context.js';
import { createSource } from '../../source/source.js';
import { systemReason } from './content-files.js';
import { makeFolder } from './make-folder.js';

/**
 * Writes what searches write (`outputlookup`, `outputcsv`: CSV; `collect`: NDJSON) into one folder, under the plain name the
 * search gives and nowhere else. What is wrong is put into `diagnostics`.
 */
export function createFolderWriter(folder: string): RowWriter & { readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  // One after the other: two searches may write the same table.
  let last: Promise<void> = Promise.resolve();
  const write: RowWriter['write'] = async (target, rows, append) => {
    const stem = target.name.replace(/\.csv$/i, '');
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,120}$/.test(stem)) {
      diagnostics.push(diagnostic('content-outside-root', { path: target.name }));
      return;
    }
    const path = join(folder, `${stem}.${target.kind === 'index' ? 'ndjson' : 'csv'}`);
    try {
      await makeFolder(folder);
      if (await leadsOut(path)) {
        diagnostics.push(diagnostic('content-outside-root', { path }));
        return;
      }
      if (target.kind === 'index') {
        await appendFile(path, rows.map((row) => `${JSON.stringify(rowOf(row))}\n`).join(''));
        return;
      }
      const before = append ? await tableIn(path) : undefined;
      const plain = rows.map(rowOf);
      const names = plain.flatMap((row) => Object.keys(row)).filter((name) => !name.startsWith('_') || name === '_key');
      const fields = [...new Set([...(before?.fields ?? []), ...names])];
      const cells = plain.map((row) => fields.map((field) => joined(row[field])));
      await writeFile(path, csvText(fields, [...(before?.rows ?? []), ...cells]));
    } catch (error) {
      diagnostics.push(diagnostic('results-unwritable', { path, reason: systemReason(error) }));
    }
  };
  return {
    diagnostics,
    write(target, rows, append) {
      const copies = rows.map((row) => row.copy());
      last = last.then(() => write(target, copies, append));
      return last;
    },
  };
}

/** Several values are one cell, one per line. */
function joined(value: string | readonly string[] | undefined): string {
  return typeof value === 'object' ? value.join('\n') : (value ?? '');
}

/** Whether a file is a link to one in another folder, or to none. */
async function leadsOut(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined || !found.isSymbolicLink()) return false;
  const target = await realpath(path).catch(() => undefined);
  return target === undefined || dirname(target) !== (await realpath(dirname(path)));
}

async function tableIn(path: string) {
  try {
    return readCsvLookup(createSource(path, await readFile(path, 'utf8'))).table;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
