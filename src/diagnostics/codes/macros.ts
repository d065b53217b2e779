import { defineCodes } from '../define-codes.js';

export const macroCodes = defineCodes({});
