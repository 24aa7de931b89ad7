import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { Program } from './processes.mjs';
import { Socket } from './socket.mjs';

const CODES = { Tab: 9, Enter: 13, Escape: 27, End: 35, Home: 36, ArrowUp: 38, ArrowDown: 40 };
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--window-size=1280,900',
  '--remote-debugging-port=0',
  '--user-data-dir={folder}',
  // The frame of another origin in the same process: one connection then reaches both.
  '--disable-site-isolation-trials',
  '--disable-features=IsolateOrigins,site-per-process,Translate',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium 80 of February 2020, as the package `chrome-aws-lambda` carries it. */
export function chromium80() {
  const packed = fileURLToPath(new URL('../node_modules/chrome-aws-lambda/bin/chromium.br', import.meta.url));
  const folder = fileURLToPath(new URL('../node_modules/.chromium-80', import.meta.url));
  const path = `${folder}/chromium`;
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.part`, brotliDecompressSync(readFileSync(packed)));
    chmodSync(`${path}.part`, 0o755);
    renameSync(`${path}.part`, path);
  }
  return path;
}

/** A Chromium of any age over the DevTools protocol, by the few commands that they all know. */
export class Chromium {
  /** @param before a script that runs in every page before its own. */
  static async open(url, { binary = process.env.CHROMIUM ?? '/usr/bin/chromium', before = '' } = {}) {
    const browser = new Chromium();
    browser.program = new Program(binary, [...ARGUMENTS, 'about:blank']);
    const [, address] = await browser.program.says(/DevTools listening on (ws:\S+)/);
    const targets = await (await fetch(`http://${new URL(address).host}/json/list`)).json();
    const { webSocketDebuggerUrl } = targets.find(({ type }) => type === 'page');
    browser.socket = await Socket.open(webSocketDebuggerUrl);
    browser.contexts = new Map();
    browser.socket.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.auxData?.isDefault) browser.contexts.set(context.auxData.frameId, context.id);
    });
    await browser.socket.send('Page.enable');
    await browser.socket.send('Runtime.enable');
    await browser.socket.send('DOM.enable');
    browser.version = (await browser.socket.send('Browser.getVersion')).product;
    if (before) await browser.socket.send('Page.addScriptToEvaluateOnNewDocument', { source: before });
    await browser.go(url);
    return browser;
  }

  async go(url) {
    this.url = url;
    await this.socket.send('Page.navigate', { url });
  }

  async reload() {
    await this.socket.send('Page.reload');
  }

  async #frame() {
    const { frameTree } = await this.socket.send('Page.getFrameTree');
    const context = this.contexts.get(frameTree.childFrames?.[0]?.frame.id);
    if (!context) throw new Error('The frame is not there.');
    return context;
  }

  async #run(source, args, byValue) {
    const { result, exceptionDetails } = await this.socket.send('Runtime.callFunctionOn', {
      functionDeclaration: source,
      executionContextId: await this.#frame(),
      arguments: [{ value: JSON.stringify(args) }],
      returnByValue: byValue,
      awaitPromise: true,
      userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result;
  }

  async evaluate(fn, ...args) {
    const { value } = await this.#run(
      `async (json) => JSON.stringify((await (${fn})(...JSON.parse(json))) ?? null)`,
      args,
      true,
    );
    return JSON.parse(value);
  }

  async #element(fn, args) {
    const { objectId } = await this.#run(`(json) => (${fn})(...JSON.parse(json))`, args, false);
    if (!objectId) throw new Error(`Not found: ${args}`);
    return objectId;
  }

  async click(fn, ...args) {
    const objectId = await this.#element(fn, args);
    const { result } = await this.socket.send('Runtime.callFunctionOn', {
      functionDeclaration: `function () {
        this.scrollIntoView({ block: 'center' });
        const b = this.getBoundingClientRect();
        return { x: b.x + b.width / 2, y: b.y + b.height / 2 };
      }`,
      objectId,
      returnByValue: true,
    });
    const { x, y } = result.value; // The frame fills the page from its corner.
    for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'])
      await this.socket.send('Input.dispatchMouseEvent', {
        type,
        x,
        y,
        button: type === 'mouseMoved' ? 'none' : 'left',
        clickCount: 1,
      });
  }

  async press(...keys) {
    const key = keys[keys.length - 1];
    const modifiers = keys.includes('Control') ? 2 : 0;
    const code = CODES[key] ?? key.toUpperCase().charCodeAt(0);
    const event = { key, code: CODES[key] ? key : `Key${key.toUpperCase()}`, windowsVirtualKeyCode: code, modifiers };
    await this.socket.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      ...event,
      ...(key === 'Enter' ? { text: '\r' } : {}),
    });
    await this.socket.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  /** All keys at once, without waiting for the page. */
  async type(text) {
    await Promise.all(
      [...text].flatMap((key) => [
        this.socket.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key, unmodifiedText: key }),
        this.socket.send('Input.dispatchKeyEvent', { type: 'keyUp', key }),
      ]),
    );
  }

  async choose(path, fn, ...args) {
    await this.socket.send('DOM.setFileInputFiles', { objectId: await this.#element(fn, args), files: [path] });
  }

  async close() {
    this.socket?.close();
    await this.program.end();
  }
}
