import { runConformance } from '../src/node/testing/run-conformance.js';

process.exitCode = await runConformance(process.argv.slice(2));
