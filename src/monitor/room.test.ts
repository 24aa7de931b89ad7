import { effect, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { List } from './list';
import { Room } from './room';
import { NOW, rowOf, student, texts } from './test-rows';
import type { Row } from './wire';

const news = (rows: readonly Row[], gone: readonly string[] = []) => ({
  serverNow: '2026-01-05T10:00:00.000Z',
  rows,
  gone,
});

function roomOf(...rows: Row[]): Room {
  const room = new Room();
  room.apply(news(rows), true);
  return room;
}

function listOf(room: Room): List {
  const list = new List(room, signal(0), () => NOW, texts.collator);
  list.follow();
  return list;
}

test('news about one student changes that row and no other', () => {
  const room = roomOf(student(1), student(2));
  const heard: string[] = [];
  for (const key of ['user_1', 'user_2']) effect(() => void heard.push(room.row(key)?.value.user.id ?? ''));
  heard.length = 0;
  room.apply(news([student(2, { retained: 1 })]), false);
  expect(heard).toEqual(['user_2']);
});

test('a student who starts stays the same row, though its ID becomes another', () => {
  const waiting = student(1, { id: 'student:user_1', sessionId: null, status: 'not_started' });
  const room = roomOf(waiting);
  const row = room.row('user_1');
  room.apply(news([student(1)], ['student:user_1']), false);
  expect(room.row('user_1')).toBe(row);
  expect(row?.peek().status).toBe('in_progress');
});

test('who is gone is gone, also when the stream was away meanwhile', () => {
  const room = roomOf(student(1), student(2), student(3));
  room.apply(news([], ['session_1']), false);
  expect(room.size).toBe(2);
  room.apply(news([student(3)]), true);
  expect(room.rows().map((row) => row.user.id)).toEqual(['user_3']);
});

test('the order follows the room while nobody is at the list', () => {
  const room = roomOf(student(1), student(2));
  const list = listOf(room);
  expect(list.order.value).toEqual(['user_1', 'user_2']);
  room.apply(news([student(2, { connected: false })]), false);
  expect(list.order.value).toEqual(['user_2', 'user_1']);
});

test.each(['pointer', 'focus', 'touch'] as const)('nothing moves below a %s; how much would is counted', (hold) => {
  const room = roomOf(student(1), student(2), student(3));
  const list = listOf(room);
  list.hold(hold, true);
  room.apply(news([student(3, { connected: false }), student(4)]), false);
  expect(list.order.value).toEqual(['user_1', 'user_2', 'user_3']);
  expect(list.changes.value).toBe(2);
  list.again();
  expect(list.order.value).toEqual(['user_3', 'user_1', 'user_2', 'user_4']);
  expect(list.changes.value).toBe(0);
});

test('what waited is sorted when the pointer leaves', () => {
  const room = roomOf(student(1), student(2));
  const list = listOf(room);
  list.hold('pointer', true);
  room.apply(news([student(2, { connected: false })]), false);
  list.hold('pointer', false);
  expect(list.order.value).toEqual(['user_2', 'user_1']);
});

test('who asks for another list gets it at once', () => {
  const room = roomOf(student(1), student(2, { status: 'paused' }), student(3, { connected: false }));
  const list = listOf(room);
  list.hold('focus', true);
  list.ask({ filter: 'paused' });
  expect(list.order.value).toEqual(['user_2']);
  list.ask({ filter: 'all', search: 'STUDENT 0003' });
  expect(list.order.value).toEqual(['user_3']);
  expect(list.counts.value).toEqual({ all: 3, trouble: 1, working: 2, paused: 1, waiting: 0, finished: 0 });
});

test('a name is found without its accents, and by the address', () => {
  const zoe = rowOf({ user: { id: 'user_9', name: 'Zoë Yılmaz', email: 'z.y@school.example' } });
  const list = listOf(roomOf(zoe, student(1)));
  list.ask({ search: 'zoe' });
  expect(list.order.value).toEqual(['user_9']);
  list.ask({ search: 'z.y@' });
  expect(list.order.value).toEqual(['user_9']);
});

test('sorted by progress and by time, who has not started or has ended comes last', () => {
  const room = roomOf(
    student(1, { status: 'not_started', deadline: null, progress: { answered: 0, total: 10 } }),
    student(2, { progress: { answered: 2, total: 10 }, deadline: '2026-01-05T10:40:00.000Z' }),
    student(3, { progress: { answered: 1, total: 10 }, deadline: '2026-01-05T10:50:00.000Z' }),
  );
  const list = listOf(room);
  list.ask({ sort: 'progress' });
  expect(list.order.value).toEqual(['user_3', 'user_2', 'user_1']);
  list.ask({ sort: 'time' });
  expect(list.order.value).toEqual(['user_2', 'user_3', 'user_1']);
});
