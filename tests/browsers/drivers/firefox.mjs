import { KEYS } from './keys.mjs';
import { Program } from './processes.mjs';
import { Socket } from './socket.mjs';

const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'permissions.default.microphone': 1,
  // A window that nobody looks at has the focus as if somebody did.
  'focusmanager.testmode': true,
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** Debian's Firefox ESR over WebDriver BiDi, which it speaks itself. */
export class Firefox {
  static async open(url) {
    const browser = new Firefox();
    browser.program = new Program(
      'firefox-esr',
      ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', '{folder}'],
      { MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '900' },
      {
        'user.js': Object.entries(PREFERENCES)
          .map(([name, value]) => `user_pref('${name}', ${JSON.stringify(value)});`)
          .join('\n'),
      },
    );
    const [, address] = await browser.program.says(/WebDriver BiDi listening on (ws:\S+)/);
    browser.socket = await Socket.open(`${address}/session`);
    await browser.socket.send('session.new', { capabilities: {} });
    browser.top = (await browser.socket.send('browsingContext.create', { type: 'tab' })).context;
    await browser.socket.send('browsingContext.activate', { context: browser.top });
    await browser.go(url);
    return browser;
  }

  async go(url) {
    this.url = url;
    await this.socket.send('browsingContext.navigate', { context: this.top, url, wait: 'complete' });
  }

  reload() {
    return this.go(this.url);
  }

  async #frame() {
    const { contexts } = await this.socket.send('browsingContext.getTree', { root: this.top });
    const frame = contexts[0].children[0]?.context;
    if (!frame) throw new Error('The frame is not there.');
    return frame;
  }

  async #run(source, args) {
    const reply = await this.socket.send('script.callFunction', {
      functionDeclaration: source,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      awaitPromise: true,
      target: { context: await this.#frame() },
    });
    if (reply.type === 'exception') throw new Error(reply.exceptionDetails.text);
    return reply.result;
  }

  async evaluate(fn, ...args) {
    const { value } = await this.#run(
      `async (json) => JSON.stringify((await (${fn})(...JSON.parse(json))) ?? null)`,
      args,
    );
    return JSON.parse(value);
  }

  async #element(fn, args) {
    const { sharedId } = await this.#run(`(json) => (${fn})(...JSON.parse(json))`, args);
    if (!sharedId) throw new Error(`Not found: ${args}`);
    return { sharedId };
  }

  async click(fn, ...args) {
    const element = await this.#element(fn, args);
    await this.#perform([
      {
        type: 'pointer',
        id: 'mouse',
        actions: [
          { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element } },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      },
    ]);
  }

  async press(...keys) {
    const values = keys.map((key) => KEYS[key] ?? key);
    const actions = [
      ...values.map((value) => ({ type: 'keyDown', value })),
      ...values.reverse().map((value) => ({ type: 'keyUp', value })),
    ];
    await this.#perform([{ type: 'key', id: 'keys', actions }]);
  }

  async type(text) {
    const actions = [...text].flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value })));
    await this.#perform([{ type: 'key', id: 'keys', actions }]);
  }

  async #perform(actions) {
    await this.socket.send('input.performActions', { context: await this.#frame(), actions });
  }

  async choose(path, fn, ...args) {
    const element = await this.#element(fn, args);
    await this.socket.send('input.setFiles', { context: await this.#frame(), element, files: [path] });
  }

  async close() {
    this.socket?.close();
    await this.program.end();
  }
}
