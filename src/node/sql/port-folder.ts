import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { markdownCell } from '../../diagnostics/markdown-text.js';
import type { SqlDialect } from '../../sql/dialect.js';
import type { LoadedContent } from '../content/load-content.js';
import { makeFolder } from '../content/make-folder.js';
import { manifestOf, type PortedDetection, placedText, preludeOf, sqlFile } from './port-content.js';

/**
 * Writes a folder that a scheduler or dbt can take: `detections/*.sql`, `manifest.json` about all of them, refused ones too,
 * `schedule.yml` with when each runs, `report.md`, and `prelude.sql` where the engine needs definitions. Files of detections that an earlier port
 * wrote and this one does not are removed. Rejects as the file system does.
 */
export async function writePortFolder(
  folder: string,
  ported: readonly PortedDetection[],
  content: LoadedContent,
  dialect: SqlDialect,
  schema: string,
): Promise<void> {
  const files = portFiles(ported);
  const before = await filesOfManifest(join(folder, 'manifest.json'));
  await makeFolder(join(folder, 'detections'));
  for (const each of ported) {
    const file = files.get(each);
    const text = sqlFile(each, content);
    if (file !== undefined && text !== undefined) await writeFile(join(folder, file), text);
  }
  const prelude = preludeOf(dialect);
  if (prelude !== undefined) await writeFile(join(folder, 'prelude.sql'), prelude);
  const written = new Set([...files.values(), ...(prelude === undefined ? [] : ['prelude.sql'])]);
  for (const file of before) if (!written.has(file)) await rm(join(folder, file), { force: true });
  await writeFile(join(folder, 'schedule.yml'), scheduleOf(ported, content, files));
  await writeFile(join(folder, 'report.md'), reportPage(ported, dialect));
  // Last, so that a port that was broken off is not taken for a whole one.
  await writeFile(join(folder, 'manifest.json'), manifestOf(ported, content, files, dialect, schema));
}

/** The file of each detection that has SQL, in the folder of a port; names differ also without letter case. */
function portFiles(ported: readonly PortedDetection[]): ReadonlyMap<PortedDetection, string> {
  const files = new Map<PortedDetection, string>();
  const taken = new Set<string>();
  for (const each of ported) {
    if (each.port.grade === 'refused') continue;
    const stem = each.detection.fileName.replaceAll(/[^\w.-]/g, '_').replace(/^\.+/, '_') || '_';
    let name = stem;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${stem}_${i}`;
    taken.add(name.toLowerCase());
    files.set(each, `detections/${name}.sql`);
  }
  return files;
}

/** Only what a port may have written is ever removed. */
async function filesOfManifest(path: string): Promise<string[]> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return [];
  }
  const { detections, prelude } = (manifest ?? {}) as { detections?: unknown; prelude?: unknown };
  if (!Array.isArray(detections)) return [];
  return [prelude, ...detections.map((each: unknown) => (each as { file?: unknown } | null)?.file)].filter(
    (file): file is string => typeof file === 'string' && /^(?:prelude|detections\/[\w.-]+)\.sql$/.test(file),
  );
}

function scheduleOf(
  ported: readonly PortedDetection[],
  content: LoadedContent,
  files: ReadonlyMap<PortedDetection, string>,
): string {
  const queries = ported.flatMap((each) => {
    const file = files.get(each);
    if (file === undefined) return [];
    const { cron, earliest, latest, window } = content.catalog.deploymentFor(each.detection).schedule;
    return [{ name: each.detection.name, file, cron, earliest, latest, window }];
  });
  const head = `# When each query runs (cron) and over which time, relative to its start (earliest, latest: Splunk's time modifiers).\n`;
  return head + stringify({ version: 1, queries }, { lineWidth: 0 });
}

function reportPage(ported: readonly PortedDetection[], { title }: SqlDialect): string {
  const rows = ported.map(({ detection, port, candidate }) => {
    const notes =
      port.grade === 'refused'
        ? [placedText(port.reason, port.span, candidate, port.code)]
        : port.caveats.map(({ message, span, code }) => placedText(message, span, candidate, code));
    return `| ${markdownCell(detection.name)} | ${port.grade} | ${notes.map(markdownCell).join('<br>')} |`;
  });
  return `# Detections as SQL for ${title}\n\n${gradeSummary(ported)}\n\n| detection | grade | caveats or reason |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/** How many detections have which grade, as a sentence. */
export function gradeSummary(ported: readonly PortedDetection[]): string {
  const count = (grade: string): number => ported.filter(({ port: each }) => each.grade === grade).length;
  return `${ported.length} ${ported.length === 1 ? 'detection' : 'detections'}: ${count('equivalent')} equivalent, ${count('caveats')} with caveats, ${count('refused')} refused.`;
}
