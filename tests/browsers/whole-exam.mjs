import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWERS } from './every-type.mjs';
import { EXAM } from './exam.mjs';
import { School, until } from './school.mjs';
import { Student } from './student.mjs';

/** Before it is typed the server is killed, and started again when the page has said that it is not saved. */
const WHILE_THE_SERVER_IS_AWAY = 'Why';
/** After it is stored the page is opened again. */
const BEFORE_A_RELOAD = ['Sum', 'Sentence', 'Notebook'];

/** The whole exam with every type in a frame of another origin, in a browser that `open` gives. */
export function wholeExam(name, open) {
  test(`${name}: the whole exam`, { timeout: 900_000 }, async (context) => {
    const school = await School.open();
    let browser;
    try {
      await school.sit(EXAM);
      browser = await open(`${school.origin}/`);
      const student = new Student(browser, school);
      let isLost = false;
      const step = async (title, work) => {
        // After a step that failed the others would only fail by it.
        if (isLost) return;
        await context.test(title, async () => {
          isLost = true;
          await work();
          isLost = false;
        });
      };

      await step('starts, with its clock', async () => {
        await student.button('Start');
        await student.see('article.question');
        await student.see('[role=timer]');
      });
      for (const [title, value, answer] of ANSWERS) {
        await step(`stores ${title}`, async () => {
          await student.comeTo(title);
          if (title === WHILE_THE_SERVER_IS_AWAY) await school.kill();
          await answer(student);
          if (title === WHILE_THE_SERVER_IS_AWAY) {
            await student.see('.save-status.retrying');
            await school.start();
          }
          if (value === null) await until(`${title} is stored`, async () => (await school.stored(title)) !== null);
          else await student.stores(title, value);
        });
        if (!BEFORE_A_RELOAD.includes(title)) continue;
        await step(`shows ${title} again after a reload`, async () => {
          await browser.reload();
          await until(`${title} is shown`, async () => {
            const heading = await student.heading();
            if (!heading.endsWith(title)) throw new Error(`It is ${heading}`);
            return true;
          });
          assert.deepEqual(await school.stored(title), value);
        });
      }
      await step('reviews, asks before the hand-in, and takes no for an answer', async () => {
        await student.comeTo('The end');
        await student.button('Review answers');
        await student.button('Hand in');
        const isInside = `() => document.querySelector('dialog').contains(document.activeElement)`;
        await until('the focus is in the dialog', () => browser.evaluate(isInside));
        await browser.press('Escape');
        await until('the dialog is gone', () => browser.evaluate(`() => document.querySelector('dialog') === null`));
      });
      await step('hands in', async () => {
        await student.button('Hand in');
        await student.button('Hand in now');
        await until('the server has it', async () => (await school.session()).status === 'completed');
        await until('the page says so', () =>
          browser.evaluate(`() => document.querySelector('dialog, article.question') === null`),
        );
      });
      await step('holds every answer as it was given', async () => {
        for (const [title, value] of ANSWERS)
          if (value !== null) assert.deepEqual(await school.stored(title), value, title);
      });
      assert.equal(isLost, false);
    } finally {
      await browser?.close();
      await school.close();
    }
  });
}
