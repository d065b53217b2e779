import { runCorpus } from '../src/node/run-corpus.js';

process.exitCode = await runCorpus(process.argv.slice(2));
