import { expect, test } from 'vitest';
import { fillTemplate, readTemplate, slotValues } from '../../../src/plan/foreach-template.js';

const marks = { field: '<<FIELD>>', match: '<<MATCHSTR>>', segment1: 'S1', segment2: 'S12', segment3: '' };

test('the longer of two placeholders is meant, an empty one never', () => {
  const template = readTemplate('eval <<FIELD>>=S12+S1', marks);
  expect(template.map((piece) => piece.slot)).toEqual([
    undefined,
    'field',
    undefined,
    'segment2',
    undefined,
    'segment1',
  ]);
  expect(fillTemplate(template, slotValues('a1b2', ['1', '2']))).toBe('eval a1b2=2+1');
});

test('a value that looks like a placeholder is not filled in again', () => {
  expect(fillTemplate(readTemplate('<<FIELD>>', marks), slotValues('<<MATCHSTR>>', ['x']))).toBe('<<MATCHSTR>>');
});

test('pieces cover the text', () => {
  const text = 'a<<FIELD>>b<<FIELD>>';
  const template = readTemplate(text, marks);
  expect(template.map((piece) => text.slice(piece.start, piece.end)).join('')).toBe(text);
});
