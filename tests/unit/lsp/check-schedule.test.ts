import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CheckSchedule } from '../../../src/lsp/check-schedule.js';

describe('when content is checked', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const key = {};

  /** A schedule whose work takes so long each time, and the times at which it began. */
  function scheduled(...took: number[]): { schedule: CheckSchedule<object>; began: number[] } {
    const began: number[] = [];
    const start = Date.now();
    const work = async () => {
      began.push(Date.now() - start);
      await vi.advanceTimersByTimeAsync(0);
      await new Promise((done) => setTimeout(done, took.shift() ?? 0));
    };
    return { schedule: new CheckSchedule(work, () => Date.now()), began };
  }

  it('waits until nothing more is typed', async () => {
    const { schedule, began } = scheduled();
    for (let times = 0; times < 5; times++) {
      schedule.ask(key);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(began).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(began).toEqual([520]);
  });

  it('begins at once with what was just opened, whatever is typed next', async () => {
    const { schedule, began } = scheduled();
    schedule.ask(key, true);
    schedule.ask(key);
    await vi.advanceTimersByTimeAsync(1);
    expect(began).toEqual([0]);
  });

  it('waits longer where checking takes long, not for having taken long once', async () => {
    const { schedule, began } = scheduled(5_000, 1_000, 1_000);
    schedule.ask(key, true);
    await vi.advanceTimersByTimeAsync(6_000);
    schedule.ask(key);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(began).toEqual([0, 6_120]);
    schedule.ask(key);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(began).toEqual([0, 6_120, 10_000]);
  });

  it('checks again what changed meanwhile, one after the other, and nothing once it is closed', async () => {
    const { schedule, began } = scheduled(1_000, 1_000);
    schedule.ask(key, true);
    await vi.advanceTimersByTimeAsync(500);
    schedule.ask(key);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(began).toEqual([0, 1_001]);
    schedule.ask(key);
    schedule.close();
    schedule.ask(key, true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(began).toEqual([0, 1_001]);
  });
});
