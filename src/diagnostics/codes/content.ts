import { defineCodes } from '../define-codes.js';

export const contentCodes = defineCodes({});
