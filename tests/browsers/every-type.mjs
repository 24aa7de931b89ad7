import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLACK } from './exam.mjs';
import { until } from './school.mjs';

const PICTURE = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100_000)]);

/** A second of silence. */
function sound() {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + 8000, 4);
  head.write('WAVEfmt ', 8);
  for (const [value, at, size] of [
    [16, 16, 4],
    [1, 20, 2],
    [1, 22, 2],
    [8000, 24, 4],
    [8000, 28, 4],
    [1, 32, 2],
    [8, 34, 2],
  ])
    head.writeUIntLE(value, at, size);
  head.write('data', 36);
  head.writeUInt32LE(8000, 40);
  return Buffer.concat([head, Buffer.alloc(8000, 128)]);
}

const words = (student, selector) =>
  student.browser.evaluate(`(s) => [...document.querySelectorAll(s)].map((e) => e.textContent.trim())`, selector);

async function pair(student, left, right) {
  await student.press('.matching-left', left);
  await student.press('.matching-choices .matching-right', right);
}

async function order(student, wanted) {
  const now = () => words(student, '.sequence-text');
  const step = async (from, by) => {
    const before = String(await now());
    await student.press(
      `.sequence ol > li:nth-child(${from + 1}) .sequence-step`,
      '',
      by < 0 || from === wanted.length - 1 ? 0 : 1,
    );
    await until('the order changes', async () => String(await now()) !== before);
  };
  await until('the order is shown', async () => (await now()).length === wanted.length);
  // Moved once in any case: an order that stands there by chance is not the student's own.
  await step(1, -1);
  for (const [at, entry] of wanted.entries())
    for (let from = (await now()).indexOf(entry); from > at; from -= 1) await step(from, -1);
}

async function mark(student, first, last, label) {
  await student.press('.sentence-analysis-sentence button', first);
  await student.press('.sentence-analysis-sentence button', last);
  await student.press('.sentence-analysis-labels button', label);
}

/** How to answer a question of each type, by its title, and the value that is then stored; null for a file. */
export const ANSWERS = [
  ['Capital', '<b>Paris</b>', (student) => student.press('.choice', 'Paris')],
  [
    'Primes',
    ['2', '5'],
    async (student) => {
      await student.press('.choice', '5');
      await student.press('.choice', '2');
    },
  ],
  ['Sky', 'true', (student) => student.press('.choice', 'True')],
  ['Sum', '5', (student) => student.write('5', 'input.text-field')],
  ['Why', 'Because it is.', (student) => student.write('Because it is.', 'textarea')],
  [
    'Pairs',
    ['a = 1', 'b = 2'],
    async (student) => {
      await pair(student, 'a', '1');
      await pair(student, 'b', '2');
    },
  ],
  ['Order', ['one', 'two', 'three'], (student) => order(student, ['one', 'two', 'three'])],
  [
    'Sentence',
    ['0-0:BWB', '2-3:OND', 'PV:1-1'],
    async (student) => {
      await mark(student, 'Gisteren', 'Gisteren', 'BWB');
      await mark(student, 'de', 'hond', 'OND');
      await mark(student, 'liep', 'liep', 'Finite verb');
    },
  ],
  ['Picture', BLACK, (student) => student.press('.choice', '', 1)],
  [
    'Blanks',
    ['red', 'blue'],
    async (student) => {
      await student.write('red', '.fill-in-blank input', 0);
      await student.write('blue', '.fill-in-blank input', 1);
    },
  ],
  ['Year', '1925', (student) => student.write('1925', 'input.text-field')],
  [
    'Date',
    '1925-12-31',
    async (student) => {
      await student.write('1925', 'input.date-year-year');
      await student.write('31', 'input.date-year-day');
      // A list that the browser draws by itself: what counts is that the page hears of the choice.
      await student.browser.evaluate(
        `() => {
          const list = document.querySelector('select');
          list.value = '12';
          list.dispatchEvent(new Event('change', { bubbles: true }));
        }`,
      );
    },
  ],
  ['Formula', 'x^2', (student) => student.write('x^2', 'math-field')],
  [
    'Notebook',
    ['x^2=4', 'x=2', 'y=3'],
    async (student) => {
      await student.write('x^2', 'math-field');
      await student.browser.press('End');
      await student.browser.type('=4');
      await student.browser.press('Enter');
      await student.browser.type('x=2');
      await student.browser.press('Enter');
      await student.browser.type('y=3');
    },
  ],
  [
    'Essay',
    '<p>Two <strong>words</strong></p>',
    async (student) => {
      await student.enter('.essay-text');
      await student.browser.type('Two ');
      await student.browser.press('Control', 'b');
      await student.browser.type('words');
    },
  ],
  [
    'File',
    null,
    async (student) => {
      const path = join(student.school.folder, 'drawing.png');
      writeFileSync(path, PICTURE);
      await student.see('input[type=file]');
      await student.browser.choose(path, `() => document.querySelector('input[type=file]')`);
      await student.see('.file-name', 'drawing.png');
    },
  ],
  [
    'Voice',
    null,
    async (student) => {
      await until('the recorder or the file chooser is there', () =>
        student.browser.evaluate(`() => document.querySelector('.voice-recorder button, input[type=file]') !== null`),
      );
      const canRecord = await student.browser.evaluate(
        `() => [...document.querySelectorAll('button')].some((e) => e.textContent.trim() === 'Start recording')`,
      );
      if (canRecord) {
        await student.button('Start recording');
        const went = await until('it records, or says why not', () =>
          student.browser.evaluate(
            `() => {
              if (/0:0[1-9]/.test(document.querySelector('.voice-recorder-time')?.textContent ?? '')) return 'records';
              return document.querySelector('input[type=file]') ? 'file' : '';
            }`,
          ),
        );
        if (went === 'records') return student.button('Stop recording');
      }
      const path = join(student.school.folder, 'answer.wav');
      writeFileSync(path, sound());
      await student.browser.choose(path, `() => document.querySelector('input[type=file]')`);
    },
  ],
];
