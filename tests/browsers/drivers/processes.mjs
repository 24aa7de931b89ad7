import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program with a folder of its own, both gone at the end. */
export class Program {
  constructor(command, args, env = {}, files = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'examlet-driven-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(this.folder, name), content);
    const own = args.map((arg) => arg.replace('{folder}', this.folder));
    this.process = spawn(command, own, { env: { ...process.env, ...env, HOME: this.folder }, detached: true });
    this.said = '';
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        this.said = (this.said + text).slice(-100_000);
      });
    this.process.on('error', (fault) => {
      this.said += fault.message;
    });
  }

  /** Waits until the program has said something of this form. */
  async says(pattern, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = pattern.exec(this.said);
      if (found) return found;
      if (Date.now() > end || this.process.exitCode !== null)
        throw new Error(`${this.process.spawnfile} did not say ${pattern}. It said: ${this.said.slice(-2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends it with all that it started. */
  async end() {
    try {
      process.kill(-this.process.pid, 'SIGKILL');
    } catch {
      // It is gone.
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
