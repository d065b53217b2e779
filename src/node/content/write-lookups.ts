import { appendFile, lstat, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rowOf } from '../../api/plain-events.js';
import { csvText } from '../../content/csv-text.js';
import { readCsvLookup } from '../../content/lookup-table.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { RowWriter } from '../../exec/context.js';
import { writtenTable } from '../../exec/lookups/written-table.js';
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
      const table = writtenTable(rows, append ? await tableIn(path) : undefined);
      await writeFile(path, csvText(table.fields, table.rows));
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
