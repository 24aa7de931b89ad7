// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { ok, pageOf, problem, staffOf } from '../../staff/test-staff';
import { Editing } from '../editing';
import en from '../locales/en.json';
import { readRubric } from '../rubric';
import { App } from './App';

let close: (() => void) | undefined;
afterEach(() => close?.());

const OPENED = { expiresAt: '', serverNow: '2026-01-05T10:00:00.000Z', status: 'pending', key: 'a' };

async function showRubric(presets: Readonly<Record<string, unknown>> = {}, refusals = 0) {
  let left = refusals;
  const sent: unknown[] = [];
  const api = {
    call: vi.fn(async (_method: string, path: string, body?: unknown) => {
      if (path === 'open') return ok(OPENED);
      sent.push(body);
      left -= 1;
      return left >= 0 ? problem(503) : ok({ status: 'completed', outputs: body, returnUrl: null });
    }),
    bytes: async () => null,
  };
  const { staff, told } = staffOf(api as never, pageOf({ flow: 'edit-rubric', exam: null, presets }, en));
  const editing = new Editing(readRubric(presets['rubric']));
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  close = () => render(null, root);
  await act(async () => {
    render(<App staff={staff} editing={editing} />, root);
    await staff.open();
  });
  const find = (name: string) => {
    const found = [...root.querySelectorAll<HTMLButtonElement>('button')].find(
      (button) => button.textContent?.trim() === name || button.getAttribute('aria-label') === name,
    );
    if (!found) throw new Error(`There is no button ${name}.`);
    return found;
  };
  return {
    root,
    sent,
    told,
    editing,
    text: () => root.textContent ?? '',
    press: (name: string) =>
      act(async () => {
        find(name).click();
        await new Promise((done) => setTimeout(done, 0));
      }),
    write: (id: string, text: string) =>
      act(async () => {
        const field = document.getElementById(id) as HTMLInputElement;
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }),
  };
}

const outputsOf = (told: readonly { type: string; status?: string; outputs?: object }[]) =>
  told.filter(({ type }) => type === 'examplary:embed-status-update').map(({ status, outputs }) => [status, outputs]);

test('a template, a change and Done: the host gets the rubric', async () => {
  const page = await showRubric();
  await page.press('Correct or incorrect');
  expect(page.text()).toContain('At most: 1 point');
  await page.write('level-c1-l2-points', '2,5');
  expect(page.text()).toContain('At most: 2.5 points');
  await page.press('Done');
  const rubric = {
    rubricType: 'holistic',
    criteria: [
      {
        id: 'c1',
        title: 'The answer',
        levels: [
          { id: 'l1', title: 'Incorrect', points: 0 },
          { id: 'l2', title: 'Correct', points: 2.5 },
        ],
      },
    ],
  };
  expect(page.sent).toEqual([{ rubric }]);
  expect(outputsOf(page.told)).toEqual([['completed', { rubric }]]);
  expect(page.text()).toContain('The rubric is done');
});

test('Done says what has to be mended, beside each field too, and sends nothing', async () => {
  const page = await showRubric();
  await page.press('Done');
  expect(page.text()).toContain('Add a criterion or take a template.');
  await page.press('Add a criterion');
  await page.write('level-c1-l2-points', '0');
  expect(page.text()).toContain('2 things have to be mended first');
  expect(page.text()).toContain('Criterion 1: Say what is judged.');
  expect(document.getElementById('level-c1-l2-points')?.getAttribute('aria-invalid')).toBe('true');
  expect(page.sent).toEqual([]);
});

test('what was removed comes back by Undo', async () => {
  const page = await showRubric();
  await page.press('Essay: content, structure, language');
  await page.press('Remove “Structure”');
  expect(page.editing.draft.value.criteria).toHaveLength(3);
  await page.press('Undo');
  expect(page.editing.draft.value.criteria.map(({ title }) => title)).toEqual([
    'Content',
    'Structure',
    'Language',
    'Use of sources',
  ]);
});

test('order changes by a press, and is said aloud', async () => {
  const page = await showRubric();
  await page.press('Essay: content, structure, language');
  await page.press('Move “Content” down');
  expect(page.editing.draft.value.criteria[0]?.title).toBe('Structure');
  expect(document.getElementById('spoken')?.textContent).toBe('“Content” is now at place 2 of 4.');
});

test('a server that is away loses nothing', async () => {
  const page = await showRubric({}, 1);
  await page.press('Correct or incorrect');
  await page.press('Done');
  expect(outputsOf(page.told)).toEqual([]);
  await page.press('Done');
  expect(page.sent).toHaveLength(2);
  expect(outputsOf(page.told)).toHaveLength(1);
});

test('without the button the host hears each whole rubric as it is written', async () => {
  const page = await showRubric({ showDoneButton: false });
  expect([...page.root.querySelectorAll('button')].some((button) => button.textContent === 'Done')).toBe(false);
  await page.press('Correct or incorrect');
  await page.write('level-c1-l2-points', 'x');
  await page.write('level-c1-l2-points', '3');
  expect(outputsOf(page.told).map(([status]) => status)).toEqual(['started', 'started']);
});
