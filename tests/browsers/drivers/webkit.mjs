import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS } from './keys.mjs';
import { Program } from './processes.mjs';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** The browser that belongs to WebKitGTK's driver. */
function miniBrowser() {
  const root = '/usr/lib';
  for (const machine of readdirSync(root))
    for (const version of ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']) {
      const path = join(root, machine, version, 'MiniBrowser');
      if (existsSync(path)) return path;
    }
  throw new Error('MiniBrowser of WebKitGTK is not installed (on Debian: webkit2gtk-driver).');
}

/** WebKitGTK's own small browser, over plain WebDriver. */
export class WebKit {
  static async open(url) {
    const browser = new WebKit();
    const port = 22_790 - (process.pid % 40);
    browser.program = new Program(
      'xvfb-run',
      ['-a', '-s', '-screen 0 1280x1000x24', 'WebKitWebDriver', `--port=${port}`],
      { WEBKIT_DISABLE_COMPOSITING_MODE: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
    );
    browser.base = `http://127.0.0.1:${port}`;
    const options = { binary: miniBrowser(), args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    for (let left = 120; ; left -= 1) {
      try {
        const { sessionId } = await browser.#ask('POST', '/session', { capabilities });
        browser.session = `/session/${sessionId}`;
        break;
      } catch (fault) {
        if (left === 0 || browser.program.process.exitCode !== null) throw fault;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    await browser.go(url);
    return browser;
  }

  async #ask(method, path, body) {
    const response = await fetch(this.base + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value?.error} ${value?.message}`);
    return value;
  }

  #do(path, body = {}) {
    return this.#ask('POST', this.session + path, body);
  }

  async go(url) {
    this.url = url;
    await this.#do('/frame', { id: null }).catch(() => undefined);
    await this.#do('/url', { url });
  }

  reload() {
    return this.go(this.url);
  }

  async #inFrame() {
    await this.#do('/frame', { id: null });
    const frame = await this.#do('/element', { using: 'css selector', value: 'iframe' });
    await this.#do('/frame', { id: frame });
  }

  async #run(source, args) {
    await this.#inFrame();
    return this.#do('/execute/sync', { script: `return (${source})(arguments[0])`, args: [JSON.stringify(args)] });
  }

  async evaluate(fn, ...args) {
    return JSON.parse(
      await this.#run(`async (json) => JSON.stringify((await (${fn})(...JSON.parse(json))) ?? null)`, args),
    );
  }

  async #element(fn, args) {
    const found = await this.#run(`(json) => (${fn})(...JSON.parse(json))`, args);
    if (!found?.[ELEMENT]) throw new Error(`Not found: ${args}`);
    return found[ELEMENT];
  }

  async click(fn, ...args) {
    await this.#do(`/element/${await this.#element(fn, args)}/click`);
  }

  async press(...keys) {
    const values = keys.map((key) => KEYS[key] ?? key);
    const actions = [
      ...values.map((value) => ({ type: 'keyDown', value })),
      ...values.reverse().map((value) => ({ type: 'keyUp', value })),
    ];
    await this.#keys(actions);
  }

  async type(text) {
    await this.#keys([...text].flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value }))));
  }

  async #keys(actions) {
    await this.#inFrame();
    await this.#do('/actions', { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  async choose(path, fn, ...args) {
    await this.#do(`/element/${await this.#element(fn, args)}/value`, { text: path });
  }

  async close() {
    if (this.session) await this.#ask('DELETE', this.session).catch(() => undefined);
    await this.program.end();
  }
}
