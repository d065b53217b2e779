import { defineCodes } from '../define-codes.js';

export const syntaxCodes = defineCodes({});
