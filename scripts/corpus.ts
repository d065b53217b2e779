import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runCorpus } from '../src/node/testing/run-corpus.js';

const usage = `
Afterwards the sweeps (tests/**/*.sweep.ts) hold over all published detections and logs what npm test holds over a sample of them.
--update records their grades of SQL, too. ESCUDO_EVENTS=all takes the Windows logs and every detection in every engine, for several
minutes more. --quick leaves the sweeps out, and so does another repository.
`;

/** Runs the sweeps; gives the exit code. */
async function runSweeps(update: boolean): Promise<number> {
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.sweeps.config.ts'];
  const env = update ? { ...process.env, UPDATE_LEDGER: '1' } : process.env;
  const sweeps = spawn(process.execPath, words, { stdio: 'inherit', env });
  const [code] = (await once(sweeps, 'exit')) as [number | null];
  return code ?? 1;
}

const args = process.argv.slice(2);
const ledgers = await runCorpus(args);
process.exitCode = ledgers;
if (args.includes('--help')) process.stdout.write(usage);
// What was examined was the corpus of the tests, and the ledgers were read.
else if (ledgers !== 2 && args.every((each) => each === '--update')) {
  process.stdout.write('\nsweeps\n');
  process.exitCode = Math.max(ledgers, await runSweeps(args.includes('--update')));
}
