import { describe, expect, test } from 'vitest';
import { Channel } from '../../../../src/api/passes/channel.js';
import { Turn } from '../../../../src/api/passes/turn.js';

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('Channel', () => {
  test('gives everything in order, each item in a turn of its own, then ends', async () => {
    const turn = new Turn();
    const channel = new Channel<number>(() => turn.end());
    const log: string[] = [];
    const read = (async () => {
      for await (const item of channel.read()) {
        log.push(`begin ${item}`);
        await later();
        log.push(`end ${item}`);
      }
      turn.finish();
    })();
    for (let i = 0; i < 3; i++) {
      const over = turn.begin();
      channel.push(i);
      await over;
      log.push(`over ${i}`);
    }
    channel.end();
    await read;
    expect(log).toEqual([0, 1, 2].flatMap((i) => [`begin ${i}`, `end ${i}`, `over ${i}`]));
  });

  test('takes one item at a time', () => {
    const channel = new Channel<number>(() => {});
    channel.push(1);
    expect(() => channel.push(2)).toThrow();
  });

  test('a reader that leaves lets the writer go on', async () => {
    const channel = new Channel<number>(() => {});
    channel.push(1);
    for await (const _ of channel.read()) break;
    expect(channel.closed).toBe(true);
    channel.push(2);
    channel.push(3);
  });

  test('a failure reaches the reader after what was written before', async () => {
    const channel = new Channel<number>(() => {});
    channel.push(1);
    channel.end({ error: new Error('broken') });
    channel.end();
    const reader = channel.read();
    expect((await reader.next()).value).toBe(1);
    await expect(reader.next()).rejects.toThrow('broken');
  });
});

describe('Turn', () => {
  test('of a search that has ended is over at once', async () => {
    const turn = new Turn();
    turn.finish();
    await turn.begin();
  });
});
