import { expect, test, vi } from 'vitest';
import type { FaultReport } from '../server/wire';
import { question } from '../test/doubles';
import { Faults } from './faults';

function reports(...faults: unknown[]): FaultReport[] {
  const send = vi.fn<(report: FaultReport) => void>();
  const told = new Faults(send);
  for (const fault of faults) told.note(question('q_1', 'matching'), fault);
  return send.mock.calls.map(([report]) => report);
}

test('a fault of the program is told with its message and its places', () => {
  const fault = new TypeError('Object.hasOwn is not a function');
  fault.stack = 'TypeError: …\n at f (https://exam.example/assets/Label-Ab12_3-d.js:1:34)\n at g (x.js:2:5)';
  expect(reports(fault)).toEqual([
    {
      questionId: 'q_1',
      type: 'matching',
      name: 'TypeError',
      message: 'Object.hasOwn is not a function',
      at: 'Label-Ab12_3-d.js:1:34 x.js:2:5',
    },
  ]);
});

test('a message that may hold an answer is left out', () => {
  expect(reports(new SyntaxError('Unexpected token in "my answer"'))[0]?.message).toBe('');
});

test('the same is told once', () => expect(reports(new TypeError('a'), new TypeError('b'))).toHaveLength(1));

test('what is no error has a name too', () => expect(reports('a text')[0]?.name).toBe('string'));

test('all of it is bounded', () => {
  expect(reports(new TypeError('a'.repeat(1000)))[0]?.message).toHaveLength(300);
});
