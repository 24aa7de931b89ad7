import WebSocket from 'ws';

/** Commands and answers as JSON over a WebSocket, as DevTools and WebDriver BiDi have them. */
export class Socket {
  #next = 0;
  #waiting = new Map();
  #heard = [];

  static async open(url) {
    const socket = new Socket();
    socket.web = new WebSocket(url, { maxPayload: 256 * 1024 * 1024 });
    socket.web.on('message', (data) => socket.#hear(JSON.parse(data)));
    socket.web.on('close', () => {
      for (const { reject } of socket.#waiting.values()) reject(new Error('The browser went away.'));
    });
    await new Promise((resolve, reject) => socket.web.on('open', resolve).on('error', reject));
    return socket;
  }

  on(method, listen) {
    this.#heard.push([method, listen]);
  }

  send(method, params = {}, more = {}) {
    const id = ++this.#next;
    this.web.send(JSON.stringify({ id, method, params, ...more }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, method }));
  }

  close() {
    this.web.terminate();
  }

  #hear(message) {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) {
      for (const [method, listen] of this.#heard)
        if (method === message.method) listen(message.params, message.sessionId);
      return;
    }
    this.#waiting.delete(message.id);
    if (message.error)
      waiting.reject(new Error(`${waiting.method}: ${message.message ?? JSON.stringify(message.error)}`));
    else waiting.resolve(message.result);
  }
}
