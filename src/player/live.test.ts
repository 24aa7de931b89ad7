import { expect, test } from 'vitest';
import { EventStreamParser } from './live';

test('events are put together from any pieces, and unknown ones are left out', () => {
  const stream =
    ': hello\n\nevent: deadline\ndata: {"deadline":null,"serverNow":"x"}\n\nevent: ping\ndata: {}\n\nevent: superseded\r\ndata: {"epoch":2}\r\n\r\nevent: completed\ndata: not json\n\n';
  for (const size of [1, 2, 7, stream.length]) {
    const parser = new EventStreamParser();
    const events = [];
    for (let start = 0; start < stream.length; start += size)
      events.push(...parser.push(stream.slice(start, start + size)));
    expect(events).toEqual([
      { name: 'deadline', data: { deadline: null, serverNow: 'x' } },
      { name: 'superseded', data: { epoch: 2 } },
    ]);
  }
});
