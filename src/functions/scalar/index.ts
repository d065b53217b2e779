import { Registry } from '../../support/registry.js';
import type { ScalarFunction } from '../define.js';
import { bitwiseFunctions } from './bitwise.js';
import { conditionalFunctions } from './conditional.js';
import { conversionFunctions } from './conversion.js';
import { cryptographicFunctions } from './cryptographic.js';
import { informationalFunctions } from './informational.js';
import { jsonFunctions } from './json.js';
import { mathematicalFunctions } from './mathematical.js';
import { multivalueFunctions } from './multivalue.js';
import { statisticalFunctions } from './statistical.js';
import { textFunctions } from './text.js';
import { timeFunctions } from './time.js';
import { trigonometricFunctions } from './trigonometric.js';

/** Every eval function, family by family in the order of spl-core 3; a new family is one import and one line here. */
export const scalarFunctions: readonly ScalarFunction[] = [
  ...conditionalFunctions,
  ...conversionFunctions,
  ...cryptographicFunctions,
  ...timeFunctions,
  ...informationalFunctions,
  ...jsonFunctions,
  ...mathematicalFunctions,
  ...multivalueFunctions,
  ...statisticalFunctions,
  ...textFunctions,
  ...trigonometricFunctions,
  ...bitwiseFunctions,
];

/** The eval functions by name, without regard to letter case (spl-core 3). */
export const scalarRegistry = new Registry(scalarFunctions);
