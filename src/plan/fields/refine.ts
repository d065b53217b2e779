import type { FieldConstraint } from './constraint.js';
import { type FieldFact, fieldOf, noField, type RowShape, withFields } from './row-shape.js';

const mostConstraints = 24;

/** The rows that meet these constraints. */
export function refine(shape: RowShape, constraints: readonly FieldConstraint[]): RowShape {
  if (constraints.length === 0) return shape;
  const facts = new Map<string, FieldFact>();
  for (const { field, constraint } of constraints) {
    const fact = facts.get(field) ?? fieldOf(shape, field);
    // What cannot be is reported once, where it is asked for; behind it the field counts as it did.
    if (fact.presence === 'never') continue;
    if (constraint.kind === 'absent') {
      facts.set(field, fact.presence === 'always' ? fact : noField);
      continue;
    }
    const present = !(constraint.kind === 'none-of' && constraint.absentToo);
    const kept = fact.constraints.length < mostConstraints ? [...fact.constraints, constraint] : fact.constraints;
    facts.set(field, { ...fact, presence: present ? 'always' : fact.presence, constraints: kept });
  }
  return withFields(shape, facts);
}
