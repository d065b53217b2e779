import { isCalendarDay } from '../../values/time/civil.js';
import { defineRule } from '../define.js';

/** A date that no calendar has, or that is still to come. */
export const dateInvalid = defineRule({
  id: 'date-invalid',
  severity: 'error',
  category: 'metadata',
  what: 'A date is not in the calendar or lies in the future, or content was changed before it was made.',
  why: 'Readers sort and filter by the date, and changes are tracked by it.',
  fix: 'Write the day of the last change as `2026-05-17`.',
  contentctl: ['date valid and not in the future'],
  good: [{}, { yaml: "date: '2024-02-29'" }, { yaml: "date: '0096-02-29'" }],
  bad: [
    { yaml: "date: '2031-01-01'" },
    { yaml: "date: '2025-02-30'" },
    { yaml: "date: '0097-02-29'" },
    { yaml: "date: '2025-00-10'" },
    { yaml: "creation_date: '2025-03-01'\nmodification_date: '2025-02-01'" },
    { files: { 'macros/a.yml': "name: a\ndefinition: a=1\ndate: '2025-02-30'" } },
  ],
  head({ dates }, cx) {
    for (const { text, at } of dates) {
      // Of another form is a matter of the schema.
      if (!form.test(text)) continue;
      if (!isCalendarDay(text)) cx.report(`There is no day ${text}.`, { at });
      else if (cx.today !== undefined && text > cx.today) cx.report(`${text} is in the future.`, { at });
    }
    const day = (key: string) => dates.find((each) => each.key === key && isDay(each.text));
    const created = day('creation_date');
    const modified = day('modification_date');
    if (created !== undefined && modified !== undefined && modified.text < created.text)
      cx.report(`The content was changed on ${modified.text}, and made on ${created.text}.`, { at: modified.at });
  },
});

const form = /^\d{4}-\d\d-\d\d$/;
const isDay = (text: string): boolean => form.test(text) && isCalendarDay(text);
