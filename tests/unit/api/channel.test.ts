import { describe, expect, test } from 'vitest';
import { Channel } from '../../../src/api/channel.js';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('Channel', () => {
  test('holds the writer up while it is full', async () => {
    const channel = new Channel<number>(2);
    expect(channel.push(1)).toBeUndefined();
    let wentOn = false;
    const waiting = channel.push(2)?.then(() => {
      wentOn = true;
    });
    await turn();
    expect(wentOn).toBe(false);
    const reader = channel.read();
    expect((await reader.next()).value).toBe(1);
    await waiting;
    expect(wentOn).toBe(true);
  });

  test('gives everything in order, then ends', async () => {
    const channel = new Channel<number>();
    const read = (async () => {
      const items: number[] = [];
      for await (const item of channel.read()) items.push(item);
      return items;
    })();
    for (let i = 0; i < 50; i++) await channel.push(i);
    channel.end();
    expect(await read).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  test('a reader that leaves lets the writer go on', async () => {
    const channel = new Channel<number>(1);
    const waiting = channel.push(1);
    for await (const _ of channel.read()) break;
    await waiting;
    expect(channel.closed).toBe(true);
    expect(channel.push(2)).toBeUndefined();
  });

  test('a failure reaches the reader after what was written before', async () => {
    const channel = new Channel<number>();
    void channel.push(1);
    channel.end({ error: new Error('broken') });
    const reader = channel.read();
    expect((await reader.next()).value).toBe(1);
    await expect(reader.next()).rejects.toThrow('broken');
  });
});
