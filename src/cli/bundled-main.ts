#!/usr/bin/env node
import { loadChunk } from './chunk-loader.js';
import type * as Program from './process.js';

// Stands in for main.js once the program has been bundled (scripts/bundle.js).
await (loadChunk('process.cjs') as typeof Program).runProcess();
