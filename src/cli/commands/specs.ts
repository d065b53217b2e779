import type { CommandSpec } from '../option.js';
import { checkSpec } from './check-spec.js';
import { convertSpec } from './convert-spec.js';
import { diffSpec } from './diff-spec.js';
import { explainSpec } from './explain-spec.js';
import { fmtSpec } from './fmt-spec.js';
import { lspSpec } from './lsp-spec.js';
import { loadSpec, portSpec, verifySpec } from './port-spec.js';
import { runSpec } from './run-spec.js';
import { searchSpec } from './search-spec.js';
import { testSpec } from './test-spec.js';

/** Every command, in the order of `escudo --help`. */
export const commandSpecs: readonly CommandSpec[] = [
  runSpec,
  searchSpec,
  testSpec,
  explainSpec,
  checkSpec,
  fmtSpec,
  lspSpec,
  diffSpec,
  convertSpec,
  portSpec,
  loadSpec,
  verifySpec,
];
