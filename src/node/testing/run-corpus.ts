import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { type CorpusLedger, compareLedgers, examineContent, ledgerOf } from '../../testing/corpus.js';
import { loadContent } from '../content/load-content.js';
import { checkEventLedgers } from './events-ledger.js';
import { checkKnowledgeLedger } from './knowledge-ledger.js';

const ledgerPath = 'tests/corpus/expectations.json';

const usage = `usage: npm run corpus -- [--update] [--quick] [CONTENT]

Takes every detection and baseline of a content repository (default: ../shared/corpus/escu) through loading, macros, parser
and plan, prints how far they come, and compares with ${ledgerPath}; then measures field extraction against the published logs
(tests/corpus/knowledge.json), and runs all detections over all published logs (tests/corpus/events-run.json) and over a benign
host (tests/corpus/benign-host.json). --update records the result, --quick leaves the runs over logs out.`;

/** The table of a corpus run. */
function corpusTable(ledger: CorpusLedger): string {
  const share = (count: number): string =>
    `${String(count).padStart(6)}  ${((100 * count) / ledger.searches).toFixed(1).padStart(5)} %`;
  const byReason = new Map<string, number>();
  for (const reason of Object.values(ledger.refused)) byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  const lines = [
    `searches ${String(ledger.searches).padStart(6)}`,
    `parsed   ${share(ledger.parsed)}`,
    `lowered  ${share(ledger.lowered)}`,
    `runnable ${share(ledger.runnable)}`,
  ];
  for (const [reason, count] of [...byReason].sort((a, b) => b[1] - a[1]))
    lines.push(`  ${String(count).padStart(4)}  ${reason}`);
  return `${lines.join('\n')}\n`;
}

/** The command line of the corpus run; gives the exit code. */
export async function runCorpus(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const root = args.find((each) => !each.startsWith('-')) ?? '../shared/corpus/escu';
  if (!existsSync(root)) {
    process.stderr.write(`${root} is not here; nothing was examined.\n${usage}\n`);
    return 2;
  }
  const content = await loadContent({ rules: [`${root}/detections`, `${root}/baselines`], content: root });
  const found = ledgerOf(examineContent(content));
  process.stdout.write(corpusTable(found));
  const knowledge = await checkKnowledgeLedger(args.includes('--update'));
  process.stdout.write(`${knowledge.lines.join('\n')}\n`);
  const runs = args.includes('--quick')
    ? { lines: [], differs: false }
    : await checkEventLedgers(content, args.includes('--update'));
  if (runs.lines.length > 0) process.stdout.write(`${runs.lines.join('\n')}\n`);
  if (args.includes('--update')) {
    await writeFile(ledgerPath, `${JSON.stringify(found, null, 2)}\n`);
    return 0;
  }
  const recorded = JSON.parse(await readFile(ledgerPath, 'utf8')) as CorpusLedger;
  const { worse, better } = compareLedgers(recorded, found);
  for (const line of worse) process.stdout.write(`worse:  ${line}\n`);
  for (const line of better) process.stdout.write(`better: ${line} (record it with npm run corpus -- --update)\n`);
  return worse.length + better.length === 0 && !knowledge.differs && !runs.differs ? 0 : 1;
}
