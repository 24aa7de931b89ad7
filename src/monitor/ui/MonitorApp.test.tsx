// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { showMonitor } from '../test-monitor';
import { NOW, student } from '../test-rows';
import type { Row } from '../wire';

const room = (count: number): Row[] => Array.from({ length: count }, (_, index) => student(index + 1));
const names = (rows: readonly HTMLElement[]) => rows.map((row) => row.querySelector('.name')?.textContent);

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the list', () => {
  test('of 1,000 students draws few rows, and says how many there are and which these are', async () => {
    const { root, rowsDrawn } = await showMonitor(room(1000));
    expect(rowsDrawn().length).toBeLessThan(60);
    expect(root.querySelector('[role=grid]')?.getAttribute('aria-rowcount')).toBe('1001');
    expect(rowsDrawn()[2]?.getAttribute('aria-rowindex')).toBe('4');
  });

  test('is one stop of the Tab key, from which the arrow keys go on', async () => {
    const { root, rowsDrawn, key } = await showMonitor(room(20));
    const stops = root.querySelectorAll<HTMLElement>('[role=grid] [tabindex="0"]');
    expect(stops.length).toBe(1);
    stops[0]?.focus();
    await key('ArrowDown');
    expect(document.activeElement?.textContent).toBe('Student 0002');
    await key('ArrowLeft');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Select Student 0002');
    await key('End', { ctrlKey: true });
    expect(document.activeElement?.closest('[data-key]')).toBe(rowsDrawn().at(-1));
    expect(document.activeElement?.closest('[data-key]')?.getAttribute('aria-rowindex')).toBe('21');
  });

  test.each([
    ['a', { ctrlKey: true }],
    ['A', { ctrlKey: true }],
    ['a', { metaKey: true }],
  ])('is selected as a whole with %s and %o', async (letter, held) => {
    const { root, rowsDrawn, key } = await showMonitor(room(3));
    rowsDrawn()[0]?.querySelector<HTMLElement>('.name')?.focus();
    await key(letter, held);
    expect(root.querySelector('.action-count strong')?.textContent).toBe('3 students selected');
  });

  test('keeps the focus on a student when the room changes', async () => {
    const { root, say } = await showMonitor(room(5));
    root.querySelector<HTMLElement>('[data-key="user_3"] .name')?.focus();
    await say('room', { rows: [student(5, { connected: false })], gone: [] });
    expect(document.activeElement?.textContent).toBe('Student 0003');
    expect(root.querySelector('.sort-again')?.textContent).toContain('1 change, sort again');
  });

  test('says state, connection and what is unsent in words', async () => {
    const away = { connected: false, lastSeenAt: '2026-01-05T09:58:00.000Z', unsent: 3 };
    const { rowsDrawn } = await showMonitor([student(1, away)]);
    const text = rowsDrawn()[0]?.textContent;
    expect(text).toContain('Working');
    expect(text).toMatch(/No contact since \d\d:58/);
    expect(text).toContain('3 answers not sent');
    expect(text).toContain('12 sec. ago');
    expect(text).toContain('30:00');
  });

  test('says of who has finished when it ended, which is no time that is left', async () => {
    const completedAt = '2026-01-05T09:50:00.000Z';
    const { rowsDrawn } = await showMonitor([student(1, { status: 'completed', completedAt })]);
    expect(rowsDrawn()[0]?.querySelector('.column-time')?.textContent).toMatch(/^Ended at \d\d:50$/);
  });

  test('counts lengths of time without a word of the server', async () => {
    const { rowsDrawn, pass } = await showMonitor([student(1)]);
    await pass(3_000);
    expect(rowsDrawn()[0]?.textContent).toContain('15 sec. ago');
    expect(rowsDrawn()[0]?.textContent).toContain('29:57');
  });

  test('shows those whom a number of the summary counts', async () => {
    const { root, rowsDrawn, press } = await showMonitor([student(1), student(2, { connected: false }), student(3)]);
    const tile = [...root.querySelectorAll('.tile')].find((each) => each.textContent?.includes('Need attention'));
    expect(tile?.textContent).toBe('1Need attention');
    await press(tile);
    expect(tile?.getAttribute('aria-pressed')).toBe('true');
    expect(names(rowsDrawn())).toEqual(['Student 0002']);
  });
});

describe('an action', () => {
  test('is for a range of students, needs a reason, and says for whom it was not done and why', async () => {
    const { root, rowsDrawn, calls, press, button, write } = await showMonitor(room(6), async ({ sessions }) => ({
      kind: 'done',
      results: sessions.map((sessionId, index) => ({ sessionId, done: index > 0, detail: 'A reason of the server.' })),
    }));
    const boxes = rowsDrawn().map((row) => row.querySelector('input'));
    await press(boxes[1]);
    await press(boxes[3], true);
    expect(root.querySelector('.action-count strong')?.textContent).toBe('3 students selected');
    await press(button('Pause'));
    expect(root.querySelector('dialog h2')?.textContent).toBe('Pause the exam for 3 students');
    expect(root.querySelector('dialog .names')?.textContent).toBe('Student 0002Student 0003Student 0004');

    const send = () => press(root.querySelector('dialog [type=submit]'));
    await send();
    expect(calls.act).not.toHaveBeenCalled();
    expect(document.activeElement?.getAttribute('name')).toBe('reason');
    expect(root.querySelector('.fault')?.textContent).toBe('Give a reason: it is kept in the log.');
    await write('reason', 'Fire alarm');
    await send();
    expect(calls.act).toHaveBeenCalledExactlyOnceWith(
      { action: 'pause', sessions: ['session_2', 'session_3', 'session_4'], reason: 'Fire alarm' },
      expect.stringMatching(/^[0-9a-f]{32}$/),
    );
    expect(root.querySelector('dialog')?.textContent).toContain('Done for 2 students.');
    expect(root.querySelector('dialog')?.textContent).toContain('Student 0002 (A reason of the server.)');
  });

  test('names whom it is not for, and why, in the direction of the page whatever that of the name is', async () => {
    const finished = student(2, {
      status: 'completed',
      final: true,
      user: { id: 'user_2', name: 'سلمى', email: 's@x.example' },
    });
    const { root, rowsDrawn, press, button } = await showMonitor([student(1), finished]);
    for (const row of rowsDrawn()) await press(row.querySelector('input'));
    await press(button('Pause'));
    expect(root.querySelector('dialog .cannot li')?.innerHTML).toBe('<bdi>سلمى</bdi> (finished)');
  });

  test('of which nothing is known says so, and is sent again as it was, under the key that it had', async () => {
    const { root, rowsDrawn, press, button, write, calls } = await showMonitor(room(1), async () => ({
      kind: 'unknown',
    }));
    await press(rowsDrawn()[0]?.querySelector('input'));
    await press(button('Hand in'));
    expect(root.querySelector('dialog')?.textContent).toContain('This ends the exam for them now.');
    await write('reason', 'Ill');
    await press(root.querySelector('dialog [type=submit]'));
    expect(root.querySelector('dialog')?.textContent).toContain('it is not known whether it was done');
    expect(root.querySelector('dialog [type=submit]')).toBeNull();

    calls.act.mockResolvedValue({ kind: 'done', results: [{ sessionId: 'session_1', done: true, detail: null }] });
    await press(button('Send again'));
    expect(calls.act).toHaveBeenCalledTimes(2);
    expect(calls.act.mock.calls[1]).toEqual(calls.act.mock.calls[0]);
    expect(root.querySelector('dialog')?.textContent).toContain('Done for 1 student.');
  });

  test('that was refused is another one when it is asked for again', async () => {
    const { root, rowsDrawn, press, button, write, calls } = await showMonitor(room(1), async () => ({
      kind: 'refused',
      detail: '',
    }));
    await press(rowsDrawn()[0]?.querySelector('input'));
    await press(button('Pause'));
    await write('reason', 'Ill');
    await press(root.querySelector('dialog [type=submit]'));
    await press(root.querySelector('dialog [type=submit]'));
    const [first, second] = calls.act.mock.calls.map(([, key]) => key);
    expect(second).not.toBe(first);
  });

  test('gives lost time back with one press in the row and one to confirm', async () => {
    const outage = { minutes: 4, lastFrom: '2026-01-05T09:40:00.000Z', lastUntil: '2026-01-05T09:44:00.000Z' };
    const { root, calls, press, button } = await showMonitor([student(1, { outage })]);
    await press(button('Give back 4 min'));
    await press(root.querySelector('dialog [type=submit]'));
    expect(calls.act).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ action: 'extend', suggested: true, sessions: ['session_1'] }),
      expect.any(String),
    );
  });

  test('that is done leaves the focus in the list when what opened it is gone', async () => {
    const { rowsDrawn, press, button, write, root, pass } = await showMonitor(room(2), async ({ sessions }) => ({
      kind: 'done',
      results: sessions.map((sessionId) => ({ sessionId, done: true, detail: null })),
    }));
    const box = rowsDrawn()[1]?.querySelector('input');
    box?.focus();
    await press(box);
    const pause = button('Pause');
    pause?.focus();
    await press(pause);
    await write('reason', 'Fire alarm');
    await press(root.querySelector('dialog [type=submit]'));
    await press(button('Close'));
    await pass(50);
    expect(pause?.isConnected).toBe(false);
    expect(document.activeElement).toBe(box);
  });

  test('closes with its button and leaves the focus where it was', async () => {
    const { root, rowsDrawn, press, button } = await showMonitor(room(2));
    const name = rowsDrawn()[1]?.querySelector<HTMLElement>('.name');
    name?.focus();
    await press(name);
    expect(root.querySelector('dialog h2')?.textContent).toBe('Student 0002');
    await press(button('Close'));
    expect(root.querySelector('dialog')).toBeNull();
    expect(document.activeElement).toBe(name);
  });
});

describe('the stream', () => {
  test('that breaks is said with its time, the students stay, and it comes back by itself', async () => {
    const { root, rowsDrawn, cut, pass, say, calls } = await showMonitor(room(2));
    expect(root.querySelector('.contact')?.textContent).toContain('Live');
    await cut();
    expect(root.querySelector('.banner')?.textContent).toMatch(/Not live\. This is how it was at \d\d:00:00/);
    expect(rowsDrawn().length).toBe(2);
    await pass(2_000);
    expect(calls.openRoom).toHaveBeenCalledTimes(2);
    await say('room', { rows: [student(2)], gone: [] });
    expect(root.querySelector('.contact')?.textContent).toContain('Live');
    expect(names(rowsDrawn())).toEqual(['Student 0002']);
  });

  test('that is silent for too long is not live', async () => {
    const { root, pass } = await showMonitor(room(1));
    await pass(35_100);
    expect(root.querySelector('.banner')?.textContent).toContain('Not live.');
  });

  test('that is over leaves a message and no student', async () => {
    const { root, say, calls, pass } = await showMonitor(room(2));
    await say('over', { reason: 'revoked' });
    expect(root.querySelector('h1')?.textContent).toBe('The monitor has ended');
    expect(root.textContent).not.toContain('Student 0001');
    await pass(60_000);
    expect(calls.openRoom).toHaveBeenCalledTimes(1);
  });

  test('that was ended because too many are open says so, and does not come back to end another', async () => {
    const { root, say, calls, pass } = await showMonitor(room(2));
    await say('over', { reason: 'crowded' });
    expect(root.querySelector('main p')?.textContent).toContain('open on too many pages');
    await pass(60_000);
    expect(calls.openRoom).toHaveBeenCalledTimes(1);
  });
});

test('who gets out of contact is said aloud, once, within ten seconds', async () => {
  const { root, say, pass } = await showMonitor(room(2));
  await pass(10_000);
  await say('room', { rows: [student(2, { connected: false })], gone: [] });
  expect(root.querySelector('#spoken')?.textContent).toBe('');
  await pass(10_000);
  expect(root.querySelector('#spoken')?.textContent).toBe('Out of contact: Student 0002.');
  await pass(10_000);
  expect(root.querySelector('#spoken')?.textContent).toBe('');
});
