import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM =
  process.env.EXAMLET_PROGRAM ??
  fileURLToPath(new URL('../../src/Examlet/bin/Debug/net10.0/Examlet.dll', import.meta.url));
const KEY = 'examp_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6';

/** Waits until `read` gives something true, and returns it; a failure says what was waited for. */
export async function until(what, read, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      last = await read();
      if (last) return last;
    } catch (fault) {
      last = fault;
    }
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain: ${what}. Last: ${last?.stack ?? last}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function freePort() {
  const socket = createSocket().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

/** A whole Examlet as a process, to kill and start again, and a page on another origin that embeds its exam. */
export class School {
  static async open() {
    const school = new School();
    school.folder = mkdtempSync(join(tmpdir(), 'examlet-browsers-'));
    school.base = `http://127.0.0.1:${await freePort()}`;
    school.site = createServer((request, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(request.url === '/' ? school.page() : '');
    }).listen(0, '127.0.0.1');
    await once(school.site, 'listening');
    school.origin = `http://localhost:${school.site.address().port}`;
    await school.start();
    return school;
  }

  page() {
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>School</title><style>body { margin: 0 }</style>
<iframe title="Exam" allow="microphone" style="width: 100%; height: 98vh; border: 0" src="${this.embedUrl}"></iframe>
<script>window.heard = []; addEventListener('message', (event) => heard.push(event.data));</script></html>`;
  }

  async start() {
    const env = {
      ...process.env,
      ASPNETCORE_URLS: this.base,
      Examlet__Database: join(this.folder, 'examlet.db'),
      Examlet__ApiKey: KEY,
      Examlet__RateLimit: '0',
    };
    this.process = spawn('dotnet', [PROGRAM], { env, cwd: this.folder, stdio: ['ignore', 'ignore', 'inherit'] });
    await until('the server answers', async () => (await fetch(`${this.base}/health/ready`)).ok);
  }

  async kill() {
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }

  async call(method, path, body) {
    const response = await fetch(this.base + path, {
      method,
      headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  }

  /** A student, an exam they may take, and the link to it. */
  async sit(exam) {
    const student = await this.call('POST', '/users', {
      email: 'student@school.example',
      name: 'Student',
      role: 'student',
    });
    const permissions = [{ actor: student.id, role: 'participant' }];
    this.exam = await this.call('POST', '/exams', { ...exam, permissions });
    const embed = await this.call('POST', '/embed-sessions', {
      flow: 'take-exam',
      actor: student.id,
      presets: { examId: this.exam.id },
      theme: { locale: 'en' },
      allowedOrigin: this.origin,
    });
    this.embedUrl = embed.embedUrl;
  }

  async session() {
    const { items } = await this.call('GET', `/exams/${this.exam.id}/sessions`);
    return this.call('GET', `/exams/${this.exam.id}/sessions/${items[0].id}`);
  }

  /** The stored value of the question with that title. */
  async stored(title) {
    const { id } = this.exam.questions.find((question) => question.title === title);
    return (await this.session()).answers.find((answer) => answer.questionId === id)?.value ?? null;
  }

  async close() {
    this.site.close();
    this.site.closeAllConnections();
    if (this.process.exitCode === null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
