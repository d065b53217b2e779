import { defineCodes } from '../define-codes.js';

export const planCodes = defineCodes({});
