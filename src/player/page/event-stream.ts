/** One event of a text/event-stream; its data are JSON. */
export interface StreamEvent {
  readonly name: string;
  readonly data: unknown;
}

/** Cuts a text/event-stream into events, whatever the pieces it arrives in. What is not JSON is left out. */
export class EventCutter {
  #rest = '';

  push(piece: string): StreamEvent[] {
    const text = this.#rest + piece;
    // A carriage return at the end may be half of a line break.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const blocks = whole.replace(/\r\n?/g, '\n').split('\n\n');
    this.#rest = (blocks.pop() ?? '') + text.slice(whole.length);
    return blocks.map(parseBlock).filter((event) => event !== null);
  }
}

function parseBlock(block: string): StreamEvent | null {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field, value] = /^(event|data): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value ?? '';
    if (field === 'data') data.push(value ?? '');
  }
  try {
    return { name, data: JSON.parse(data.join('\n') || '{}') };
  } catch {
    return null;
  }
}
