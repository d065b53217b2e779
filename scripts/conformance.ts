import { runConformance } from '../src/node/run-conformance.js';

process.exitCode = await runConformance(process.argv.slice(2));
