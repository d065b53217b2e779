import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LimitedRoom } from '../../../../src/exec/held-room.js';
import { aggregates } from '../../../../src/functions/aggregate/index.js';
import { contextWith } from './aggregating.js';

const value = fc.oneof(
  fc.constantFrom('1', '1.0', '01', '-2', 'a', 'b', '', 'nan', 'inf', 'é', '\u{1f600}', '\uff5e'),
  fc.constantFrom(1, -2, 2.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY),
  fc.string({ maxLength: 2 }),
);
const added = fc.array(fc.tuple(fc.nat(5), value), { maxLength: 40 });
const context = contextWith();
const room = new LimitedRoom(context, 'The states');
const grouped = aggregates.all.filter((each) => each.createGrouped !== undefined);

describe('states of many groups', () => {
  test('are there for what detections use most', () => {
    expect(grouped.map(({ name }) => name).sort()).toEqual(['count', 'dc', 'max', 'min', 'values']);
  });

  test.each(grouped.map((each) => [each.name, each] as const))(
    '%s gives what a state for each gives',
    (_, definition) => {
      fc.assert(
        fc.property(added, (adds) => {
          const together = definition.createGrouped!(room);
          const each = Array.from({ length: 7 }, () => definition.create(context, room));
          for (const [group, one] of adds) {
            // Groups far apart, so that lists grow by more than one.
            together.add(group * 40, one);
            each[group]!.add([one], null);
            expect(together.result(group * 40)).toEqual(each[group]!.result());
          }
          for (const [group, state] of each.entries()) expect(together.result(group * 40)).toEqual(state.result());
        }),
      );
    },
  );
});
