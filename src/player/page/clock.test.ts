import { expect, test } from 'vitest';
import { Clock } from './clock';

function setUp() {
  const device = { monotonic: 1_000, wall: Date.parse('1999-01-01T00:00:00Z') };
  const clock = new Clock({ monotonic: () => device.monotonic, wall: () => device.wall });
  const pass = (ms: number) => {
    device.monotonic += ms;
    device.wall += ms;
  };
  return { clock, device, pass };
}

const noon = '2026-01-05T12:00:00.000Z';

test('the time is the server’s, whatever the device believes', () => {
  const { clock, pass } = setUp();
  clock.sync(noon);
  pass(90_000);
  expect(new Date(clock.now()).toISOString()).toBe('2026-01-05T12:01:30.000Z');
});

test('half of the round trip is added', () => {
  const { clock } = setUp();
  clock.sync(noon, 400);
  expect(clock.now() - Date.parse(noon)).toBe(200);
});

test('a slow sample does not replace a quick one, until that is old', () => {
  const { clock, pass } = setUp();
  clock.sync(noon, 20);
  clock.sync('2026-01-05T12:00:09.000Z', 5_000);
  expect(clock.now() - Date.parse(noon)).toBe(10);
  pass(61_000);
  clock.sync('2026-01-05T12:01:05.000Z', 400);
  expect(new Date(clock.now()).toISOString()).toBe('2026-01-05T12:01:05.200Z');
});

test('a device clock that is set back or on changes nothing', () => {
  const { clock, device, pass } = setUp();
  clock.sync(noon);
  device.wall -= 3_600_000;
  pass(1_000);
  expect(clock.now() - Date.parse(noon)).toBe(1_000);
  expect(clock.slept()).toBe(false);
});

test('sleep is noticed, and the next sample counts', () => {
  const { clock, device } = setUp();
  clock.sync(noon, 20);
  device.wall += 600_000;
  expect(clock.slept()).toBe(true);
  expect(clock.slept()).toBe(false);
  clock.sync('2026-01-05T12:10:00.000Z', 300);
  expect(new Date(clock.now()).toISOString()).toBe('2026-01-05T12:10:00.150Z');
});

test('what the server said some time ago counts where it shows that this clock is behind, until the next one', () => {
  const { clock, pass } = setUp();
  clock.sync(noon, 20);
  clock.atLeast('2026-01-05T11:50:00.000Z');
  clock.atLeast('2026-01-05T12:00:02.000Z');
  clock.atLeast('not a time');
  expect(clock.now() - Date.parse(noon)).toBe(10);
  clock.atLeast('2026-01-05T12:30:00.000Z');
  expect(new Date(clock.now()).toISOString()).toBe('2026-01-05T12:30:00.000Z');
  pass(1_000);
  clock.sync('2026-01-05T12:30:01.500Z', 400);
  expect(new Date(clock.now()).toISOString()).toBe('2026-01-05T12:30:01.700Z');
});
