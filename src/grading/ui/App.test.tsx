// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { showGrading } from '../test-grading';
import { CRITERIA, TestServer } from '../test-server';
import { OVERALL } from '../wire';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  indexedDB.deleteDatabase('examlet-staff');
});
afterEach(() => {
  vi.useRealTimers();
});

function shortAnswers(count: number): TestServer {
  const server = new TestServer();
  server.ask('q1', { title: 'Capital of France' });
  for (let at = 1; at <= count; at += 1) server.answer('q1', `s${at}`, at % 2 === 0 ? 'Paris' : `Answer ${at}`);
  return server;
}

const gradesOf = (server: TestServer) => [...server.items.values()].map(({ grade }) => grade?.points ?? null);

test('a short answer takes two keys: a digit and Enter', async () => {
  const server = shortAnswers(3);
  const page = await showGrading(server);
  expect(page.title()).toBe('Student s1');
  for (const digit of ['3', '5', '0']) {
    await page.key(digit);
    await page.key('Enter');
  }
  await page.pass(2_000);
  expect(gradesOf(server)).toEqual([3, 5, 0]);
  expect(server.writes).toHaveLength(3);
  expect(page.text()).toContain('All answers are graded');
  expect(page.text()).toContain('All saved');
});

test('the host hears how much is graded, and once that nothing remains', async () => {
  const page = await showGrading(shortAnswers(2));
  await page.key('3');
  await page.key('Enter');
  await page.pass(2_000);
  await page.key('4');
  await page.key('Enter');
  await page.pass(2_000);
  const updates = page.told.filter(({ type }) => type === 'examplary:embed-status-update');
  expect(updates.map(({ status, outputs }) => [status, outputs])).toEqual([
    ['started', { examId: 'exam_1', graded: 1, remaining: 1 }],
    ['completed', { examId: 'exam_1', graded: 2, remaining: 0 }],
  ]);
});

test('two digits, decimals and a correction make one grade', async () => {
  const server = new TestServer();
  server.ask('q1', { maxPoints: 20 });
  server.answer('q1', 's1', 'a', { maxPoints: 20 });
  const page = await showGrading(server);
  for (const key of ['1', '2', '.', '5']) await page.key(key);
  expect(page.field('points')?.value).toBe('12.5');
  await page.key('Backspace');
  await page.key('2');
  await page.key('Enter');
  await page.pass(1_000);
  expect(gradesOf(server)).toEqual([12.2]);
});

test('more points than there are stay in sight and are not saved', async () => {
  const server = shortAnswers(2);
  const page = await showGrading(server);
  await page.write('points', '7');
  await page.key('Enter');
  await page.pass(5_000);
  expect(page.title()).toBe('Student s1');
  expect(page.text()).toContain('At most 5 points can be given here.');
  expect(server.writes).toEqual([]);
});

test('nothing that is typed into the comment grades, and points and comment go out together', async () => {
  const server = shortAnswers(2);
  const page = await showGrading(server);
  await page.key('4');
  await page.key('m');
  expect(document.activeElement?.id).toBe('comment');
  await page.write('comment', 'Good\nbut 5 is <b>wrong</b>');
  await page.key('5');
  await page.key('x');
  await page.key('Enter', { ctrlKey: true });
  await page.pass(10);
  expect(server.writes.map(({ body }) => body)).toEqual([
    { points: 4, comment: '<p>Good<br>but 5 is &lt;b&gt;wrong&lt;/b&gt;</p>', revision: 0, expect: 'd:Answer 1' },
  ]);
  expect(page.title()).toBe('Student s2');
});

test('letters choose levels, one criterion after the other; the sum is shown', async () => {
  const server = new TestServer();
  server.ask('q1', { criteria: CRITERIA });
  server.answer('q1', 's1', 'a long answer');
  server.answer('q1', 's2', 'another');
  const page = await showGrading(server);
  await page.key('b');
  expect(page.text()).toContain('1 criterion has no level yet');
  await page.pass(5_000);
  expect(server.writes).toEqual([]);
  await page.key('Enter');
  expect(page.title()).toBe('Student s1');
  await page.key('b');
  expect(page.text()).toContain('3 by the rubric');
  await page.key('Enter');
  await page.pass(10);
  expect(server.writes[0]?.body).toMatchObject({ points: 3, levels: { c1: 'l2', c2: 'm2' } });
  expect(page.title()).toBe('Student s2');
  expect(page.root.querySelector('[aria-pressed="true"].level')).toBeNull();
});

test('undo brings back what was there, in the answer before', async () => {
  const server = shortAnswers(3);
  const page = await showGrading(server);
  await page.key('3');
  await page.key('Enter');
  await page.pass(2_000);
  expect(gradesOf(server)).toEqual([3, null, null]);
  await page.key('u');
  await page.pass(2_000);
  expect(page.title()).toBe('Student s1');
  expect(gradesOf(server)).toEqual([null, null, null]);
});

test('with the server away nothing waits and nothing is lost, also over a reload', async () => {
  const server = shortAnswers(3);
  const first = await showGrading(server);
  server.isAway = true;
  for (const digit of ['1', '2']) {
    await first.key(digit);
    await first.key('Enter');
  }
  await first.pass(3_000);
  expect(first.text()).toContain('2 grades not saved yet');
  await first.settle();
  await first.close();
  first.grading.outbox.stop();

  server.isAway = false;
  const second = await showGrading(server);
  await second.pass(5_000);
  await second.settle();
  expect(gradesOf(server)).toEqual([1, 2, null]);
  expect(second.text()).toContain('All saved');
  expect(second.grading.outbox.all()).toEqual([]);
});

test('a lost answer of the server makes no second grade', async () => {
  const server = shortAnswers(1);
  const page = await showGrading(server);
  server.losesAnswer = true;
  await page.key('3');
  await page.key('Enter');
  await page.pass(5_000);
  expect(server.item('q1', 's1').grade?.revision).toBe(1);
  expect(page.text()).toContain('All saved');
});

describe('two graders', () => {
  test('the second sees both grades side by side and may take theirs', async () => {
    const server = shortAnswers(2);
    const page = await showGrading(server);
    server.gradedByOther('q1', 's1', { points: 2, levels: null, comment: '<p>Weak</p>' });
    await page.key('4');
    await page.pass(2_000);
    expect(page.text()).toContain('Two grades were given at the same time.');
    expect(page.text()).toContain('Ben');
    expect(page.text()).toContain('2 of 5');
    expect(page.text()).toContain('4 of 5');
    expect(server.item('q1', 's1').grade?.points).toBe(2);
    await page.key('5');
    await page.pass(2_000);
    expect(server.item('q1', 's1').grade?.points).toBe(2);
    await page.press('Use this one instead');
    await page.pass(2_000);
    expect(server.item('q1', 's1').grade?.points).toBe(4);
    expect(page.text()).not.toContain('Two grades were given');
  });

  test('or keep what stands', async () => {
    const server = shortAnswers(2);
    const page = await showGrading(server);
    server.gradedByOther('q1', 's1', { points: 2, levels: null, comment: null });
    await page.key('4');
    await page.pass(2_000);
    await page.press('Keep this one');
    await page.pass(2_000);
    expect(page.text()).not.toContain('Two grades were given');
    expect(server.item('q1', 's1').grade?.points).toBe(2);
    expect(page.field('points')?.value).toBe('2');
  });
});

test('equal answers are graded together, and the batch can be undone', async () => {
  const server = shortAnswers(6);
  const page = await showGrading(server);
  await page.key('ArrowRight');
  expect(page.text()).toContain('2 other answers say the same.');
  await page.key('5');
  await page.key('s');
  await page.pass(1_500);
  expect(gradesOf(server)).toEqual([null, 5, null, 5, null, 5]);
  expect(page.text()).toContain('3 answers were graded together.');
  await page.press('Undo');
  expect(server.writes.at(-1)?.path).toBe('DELETE batches/batch_1');
});

test('a stale grade says in words that it does not count, and can be kept by one key', async () => {
  const server = shortAnswers(1);
  server.gradedByOther('q1', 's1', { points: 4, levels: null, comment: null });
  server.items.set('q1 s1', { ...server.item('q1', 's1'), state: 'stale', points: null });
  const page = await showGrading(server);
  expect(page.text()).toContain('The answer changed after it was graded.');
  expect(page.text()).toContain('Changed (1)');
  await page.key('k');
  await page.pass(2_000);
  expect(server.item('q1', 's1').state).toBe('graded');
  expect(page.text()).not.toContain('The answer changed after it was graded.');
});

test('an answer that changed while it was graded keeps the grade for a second look', async () => {
  const server = shortAnswers(1);
  const page = await showGrading(server);
  server.items.set('q1 s1', { ...server.item('q1', 's1'), digest: 'd:other', text: 'Other', value: 'Other' });
  await page.key('4');
  await page.pass(2_000);
  expect(page.text()).toContain('The answer changed while you graded it.');
  await page.settle();
  await page.press('Give this grade');
  await page.pass(2_000);
  expect(server.item('q1', 's1').grade?.points).toBe(4);
});

test('the comment on the whole exam has no points', async () => {
  const server = shortAnswers(1);
  server.answer(OVERALL, 's1', '');
  const page = await showGrading(server);
  await page.grading.openQuestion(OVERALL);
  await page.settle();
  expect(page.field('points')).toBeNull();
  await page.write('comment', 'Well done');
  await page.pass(5_000);
  expect(server.writes.at(-1)).toMatchObject({ path: 'PUT grades/s1/overall', body: { comment: '<p>Well done</p>' } });
});

test('comments used before are offered and take one press', async () => {
  const server = shortAnswers(2);
  server.comments = [{ comment: '<p>Name the country.</p>', commentText: 'Name the country.', uses: 4 }];
  const page = await showGrading(server);
  await page.key('r');
  await page.press('Name the country.');
  expect(page.field('comment')?.value).toBe('Name the country.');
});

test('Done asks once more while something remains, and not before a second has passed', async () => {
  const server = shortAnswers(2);
  const page = await showGrading(server);
  await page.press('Done');
  expect(page.text()).toContain('2 answers still wait for a grade.');
  await page.press('Done all the same');
  expect(server.writes).toEqual([]);
  await page.pass(1_100);
  await page.press('Done all the same');
  await page.settle();
  expect(server.writes.at(-1)?.path).toBe('POST done');
  expect(page.root.querySelector('h1')?.textContent).toBe('Done');
});

test('without names a paper stands for a student, and the title of the page names nobody', async () => {
  const server = new TestServer();
  server.ask('q1');
  const anonymous = { sessionId: null, paper: 'abcdef123456', student: null };
  server.answer('q1', 'abcdef123456', 'An answer', anonymous);
  document.title = 'Grade: Biology';
  const page = await showGrading(server, { anonymous: true });
  expect(page.title()).toBe('Paper ABCDEF');
  await page.key('3');
  await page.key('Enter');
  await page.pass(2_000);
  expect(server.writes[0]?.path).toBe('PUT grades/abcdef123456/q1');
  expect(document.title).toBe('Grade: Biology');
});

test('of 400 answers only those in sight are drawn', async () => {
  const page = await showGrading(shortAnswers(400));
  await page.settle();
  expect(page.grading.answers.all.value).toHaveLength(400);
  expect(page.root.querySelectorAll('[role=option]').length).toBeLessThan(60);
});

test('no field of the page is one that a wheel changes', async () => {
  const page = await showGrading(shortAnswers(1));
  expect(page.root.querySelectorAll('input[type=number], input[type=range]')).toHaveLength(0);
});
