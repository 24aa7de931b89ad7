import { until } from './school.mjs';

/** In the page: the visible element of a selector whose name contains or (with `=` before it) is the text. */
const find = `(selector, text = '', at = 0) => {
  const named = (e) => (e.getAttribute('aria-label') || e.textContent || '').trim();
  const is = (e) => (text.startsWith('=') ? named(e) === text.slice(1) : named(e).includes(text));
  const seen = (e) => e.type === 'file' || e.getClientRects().length > 0;
  return [...document.querySelectorAll(selector)].filter((e) => seen(e) && is(e) && !e.disabled)[at] ?? null;
}`;

/** A student at a browser: looks, presses and types, and waits for what the page does. */
export class Student {
  constructor(browser, school) {
    this.browser = browser;
    this.school = school;
  }

  see(selector, text = '', at = 0) {
    return until(`${selector} ${text} is seen`, () =>
      this.browser.evaluate(`(...args) => (${find})(...args) !== null`, selector, text, at),
    );
  }

  async press(selector, text = '', at = 0) {
    await this.see(selector, text, at);
    // What cannot be pressed at this moment, since the page draws itself anew, can a moment later.
    await until(`${selector} ${text} is pressed`, async () => {
      await this.browser.evaluate(
        `(...args) => (${find})(...args).scrollIntoView({ block: 'center' })`,
        selector,
        text,
        at,
      );
      await this.browser.click(find, selector, text, at);
      return true;
    });
  }

  button(name) {
    return this.press('button', `=${name}`);
  }

  /** Puts the caret into a field. */
  async enter(selector, text = '', at = 0) {
    await this.press(selector, text, at);
    await until(`${selector} has the focus`, () =>
      this.browser.evaluate(
        `(...args) => {
          const e = (${find})(...args);
          const on = document.activeElement;
          if (on === null || (e !== on && !e.contains(on))) return false;
          return !e.shadowRoot || e.shadowRoot.activeElement !== null;
        }`,
        selector,
        text,
        at,
      ),
    );
  }

  async write(text, selector, at = 0) {
    await this.enter(selector, '', at);
    await this.browser.press('End');
    await this.browser.type(text);
  }

  heading() {
    return this.browser.evaluate(`() => document.querySelector('h1')?.textContent ?? ''`);
  }

  /** Goes on until the question with that title is shown. */
  async comeTo(title) {
    for (;;) {
      const before = await until('there is a heading', () => this.heading());
      if (before.endsWith(title)) return;
      await this.button('Next');
      await until(`the question after ${before}`, async () => (await this.heading()) !== before);
    }
  }

  /** Waits until the page says that the answer is saved, and the server holds this value. */
  async stores(title, value) {
    const wanted = JSON.stringify(value);
    let last = null;
    await until(`${title} is stored as ${wanted}`, async () => {
      last = JSON.stringify(await this.school.stored(title));
      if (last !== wanted) throw new Error(`It is ${last}`);
      return true;
    });
    await this.see('.save-status.saved');
  }
}
