// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { StudentFile } from '../server/wire';
import { ok, problem, unreachable } from '../test/doubles';
import { fileServer } from '../test/files';
import { sha256 } from './checksum';
import { Uploads } from './uploads';

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31) % 251);
const picture = (length: number) => new File([bytesOf(length)], 'a.png', { type: 'image/png' });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
});

/** Lets what is under way come to rest, with every wait for a retry over at once. */
async function settle(uploads: Uploads) {
  const done = uploads.settled();
  let isOver = false;
  void done.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    await vi.runOnlyPendingTimersAsync();
  }
}

test('the checksum is the SHA-256 in base64', async () =>
  expect(await sha256(new TextEncoder().encode('abc').buffer)).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='));

test('without the browser’s own it is the same', async () => {
  vi.stubGlobal('crypto', {});
  expect(await sha256(new TextEncoder().encode('abc').buffer)).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
  vi.unstubAllGlobals();
});

test('a file arrives in chunks of at most a mebibyte, byte for byte, and is told once', async () => {
  const { uploads, create, append, kept } = fileServer();
  const onArrived = vi.fn();
  uploads.send('q_1', picture(2.5 * 2 ** 20), onArrived);
  await settle(uploads);
  expect(create).toHaveBeenCalledWith({
    epoch: 3,
    questionId: 'q_1',
    name: 'a.png',
    size: 2.5 * 2 ** 20,
    type: 'image/png',
  });
  expect(Math.max(...append.mock.calls.map(([, , bytes]) => bytes.byteLength))).toBe(2 ** 20);
  expect(Buffer.from(kept).equals(Buffer.from(bytesOf(2.5 * 2 ** 20)))).toBe(true);
  expect(onArrived).toHaveBeenCalledTimes(1);
  expect(uploads.stored('q_1')).toHaveLength(1);
});

test('a lost response is no lost byte: it goes on where the server stands', async () => {
  const { uploads, append, kept } = fileServer();
  const real = append.getMockImplementation();
  append.mockImplementationOnce(async (...chunk) => {
    await real?.(...chunk);
    return unreachable();
  });
  uploads.send('q_1', picture(5000), vi.fn());
  await settle(uploads);
  expect(kept).toEqual([...bytesOf(5000)]);
});

test.each([
  ['offline', unreachable<StudentFile>()],
  ['too many', problem<StudentFile>(429, 'too-many-requests')],
  ['a store that is away', problem<StudentFile>(503, 'store-unavailable')],
  ['damage on the way', problem<StudentFile>(400, 'checksum-mismatch')],
])('%s: it is sent again', async (_name, failure) => {
  const { uploads, append, kept } = fileServer();
  append.mockResolvedValueOnce(failure);
  const upload = uploads.send('q_1', picture(5000), vi.fn());
  await settle(uploads);
  expect(upload.step.value).toEqual({ kind: 'done' });
  expect(kept).toHaveLength(5000);
});

test('without a connection the student can see that it waits', async () => {
  const { uploads, append } = fileServer();
  append.mockResolvedValue(unreachable());
  const upload = uploads.send('q_1', picture(10), vi.fn());
  await vi.waitFor(() => expect(upload.step.value.kind).toBe('waiting'));
  expect(uploads.underWay.value).toHaveLength(1);
});

test('a refusal ends it with its reason, and nothing becomes the answer', async () => {
  const { uploads, append } = fileServer();
  append.mockResolvedValue(problem(400, 'file-not-accepted', [], { reason: 'type', accepted: ['.pdf'], maxBytes: 5 }));
  const onArrived = vi.fn();
  const upload = uploads.send('q_1', picture(10), onArrived);
  await settle(uploads);
  expect(upload.step.value).toEqual({ kind: 'refused', refusal: { reason: 'type', accepted: ['.pdf'], maxBytes: 5 } });
  expect(onArrived).not.toHaveBeenCalled();
});

test('a second file to a question stops the first', async () => {
  const { uploads, create } = fileServer();
  create.mockImplementationOnce(() => new Promise(() => undefined));
  const first = uploads.send('q_1', picture(10), vi.fn());
  uploads.send('q_1', picture(10), vi.fn());
  await settle(uploads);
  expect(first.step.value).toEqual({ kind: 'stopped' });
});

test('a line that loses chunks is given smaller ones', async () => {
  const { uploads, append } = fileServer();
  for (let lost = 0; lost < 6; lost += 1) append.mockResolvedValueOnce(unreachable());
  uploads.send('q_1', picture(300_000), vi.fn());
  await settle(uploads);
  const sizes = append.mock.calls.map(([, , bytes]) => bytes.byteLength / 1024);
  expect(sizes.slice(0, 7)).toEqual([256, 128, 64, 32, 32, 32, 32]);
});

test('while the exam is paused a file waits, and is not refused', async () => {
  const { uploads, create } = fileServer();
  create.mockResolvedValueOnce(problem(409, 'paused'));
  const upload = uploads.send('q_1', picture(10), vi.fn());
  await settle(uploads);
  expect(upload.step.value.kind).toBe('done');
});

test('what comes after the end says so, and the session hears of it', async () => {
  const { uploads, append, onRefused } = fileServer();
  append.mockResolvedValue(problem(409, 'late'));
  const upload = uploads.send('q_1', picture(10), vi.fn());
  await settle(uploads);
  expect(upload.step.value).toMatchObject({ kind: 'refused', refusal: { reason: 'late' } });
  expect(onRefused).toHaveBeenCalledWith('late');
});

test('a file that the device gives no more is refused, and holds up nothing', async () => {
  const { uploads } = fileServer();
  const gone = picture(10);
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'));
  const upload = uploads.send('q_1', gone, vi.fn());
  await settle(uploads);
  expect(upload.step.value).toEqual({ kind: 'refused', refusal: { reason: 'unreadable' } });
});

test('a name that is too long keeps its beginning and its ending', async () => {
  const { uploads, create } = fileServer();
  uploads.send('q_1', new File(['x'], `${'a'.repeat(400)}.pdf`), vi.fn());
  await settle(uploads);
  expect(create.mock.calls[0]?.[0].name).toMatch(/^a{234}…a{16}\.pdf$/);
});

test('the answer is told before nothing is on its way any more', async () => {
  const { uploads } = fileServer();
  const order: string[] = [];
  uploads.send('q_1', picture(10), () => order.push('answer'));
  const settled = uploads.settled('q_1').then(() => order.push('settled'));
  await settle(uploads);
  await settled;
  expect(order).toEqual(['answer', 'settled']);
});

describe('an upload that a reload interrupted', () => {
  const chosen = (lastModified: number) => new File([bytesOf(600_000)], 'a.png', { type: 'image/png', lastModified });

  /** A page that was reloaded after the first chunk. */
  async function interrupted() {
    const server = fileServer();
    const real = server.append.getMockImplementation();
    server.append.mockImplementation(async (...chunk) => (chunk[1] === 0 && real ? real(...chunk) : unreachable()));
    const upload = server.uploads.send('q_1', chosen(7), vi.fn());
    await vi.waitFor(() => expect(upload.step.value.kind).toBe('waiting'));
    const stored = upload.file.value;
    if (!stored || !real) throw new Error('It was not begun.');
    server.uploads.stop();
    server.append.mockReset().mockImplementation(real);
    const uploads = new Uploads({ ...server, onRefused: vi.fn(), epoch: () => 4 });
    uploads.adopt([{ ...stored, size: 600_000 }]);
    return { ...server, uploads, stored };
  }

  test('goes on where the server stands when the same file is chosen again', async () => {
    const { uploads, create, append, kept, stored } = await interrupted();
    uploads.send('q_1', chosen(7), vi.fn());
    await settle(uploads);
    expect(create).toHaveBeenCalledTimes(1);
    expect(append.mock.calls[0]?.slice(0, 2)).toEqual([stored.id, 262_144]);
    expect(Buffer.from(kept).equals(Buffer.from(bytesOf(600_000)))).toBe(true);
  });

  test('begins anew when the file was changed since', async () => {
    const { uploads, create } = await interrupted();
    uploads.send('q_1', chosen(8), vi.fn());
    expect(create).toHaveBeenCalledTimes(2);
  });

  test('begins anew when the server has dropped what had come', async () => {
    const { uploads, create, append } = await interrupted();
    append.mockResolvedValueOnce(problem(404, 'not-found'));
    uploads.send('q_1', chosen(7), vi.fn());
    await vi.waitFor(() => expect(create).toHaveBeenCalledTimes(2));
  });
});

describe('a recording', () => {
  test('is sent while it is made and ends with its last bytes', async () => {
    const { uploads, append, kept } = fileServer();
    const upload = uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    upload.source.push(new Blob([bytesOf(5000)]));
    await vi.waitFor(() => expect(kept).toHaveLength(5000));
    expect(append.mock.calls[0]?.[4]).toBe(false);
    upload.source.push(new Blob([bytesOf(50)]));
    upload.source.end();
    await settle(uploads);
    expect(kept).toEqual([...bytesOf(5000), ...bytesOf(50)]);
    expect(upload.step.value).toEqual({ kind: 'done' });
  });

  test('that ends after its last bytes were sent is ended by an empty chunk', async () => {
    const { uploads, append, kept } = fileServer();
    const upload = uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    upload.source.push(new Blob([bytesOf(5000)]));
    await vi.waitFor(() => expect(kept).toHaveLength(5000));
    upload.source.end();
    await settle(uploads);
    expect(append.mock.calls.slice(-1)[0]?.slice(1, 2)).toEqual([5000]);
    expect(append.mock.calls.slice(-1)[0]?.[4]).toBe(true);
  });

  test.each([0, 1])('ends once when the response to its end is lost (%i chunks later)', async (later) => {
    const { uploads, append, kept } = fileServer();
    const real = append.getMockImplementation();
    let left = later;
    append.mockImplementation(async (...chunk) => {
      const reply = real ? await real(...chunk) : unreachable<StudentFile>();
      return reply.ok && left-- === 0 ? unreachable() : reply;
    });
    const onArrived = vi.fn();
    const upload = uploads.record('q_1', 'recording.webm', 'audio/webm', onArrived);
    upload.source.push(new Blob([bytesOf(5000)]));
    if (later > 0) await vi.waitFor(() => expect(kept).toHaveLength(5000));
    upload.source.end();
    await settle(uploads);
    expect(onArrived).toHaveBeenCalledTimes(1);
    expect(kept).toHaveLength(5000);
  });

  test('begins to be sent when there is enough to tell what it is', async () => {
    const { uploads, append, kept } = fileServer();
    const upload = uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    upload.source.push(new Blob([bytesOf(1)]));
    upload.source.push(new Blob([bytesOf(5000)]));
    await vi.waitFor(() => expect(kept).toHaveLength(5001));
    expect(append).toHaveBeenCalledTimes(1);
  });

  test('of nothing is no answer', async () => {
    const { uploads, append } = fileServer();
    const upload = uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    upload.source.end();
    await settle(uploads);
    expect(upload.step.value).toMatchObject({ kind: 'refused', refusal: { reason: 'empty' } });
    expect(append).not.toHaveBeenCalled();
  });

  test('goes on arriving until there is something of the next one', async () => {
    const { uploads, create } = fileServer();
    const first = uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    first.source.push(new Blob([bytesOf(5000)]));
    await vi.waitFor(() => expect(first.sent.value).toBe(5000));
    create.mockImplementationOnce(async () => ok({ ...(first.file.value as StudentFile), id: 'file_2' }));
    const second = uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    expect(first.isUnderWay).toBe(true);
    second.source.push(new Blob([bytesOf(9000)]));
    await vi.waitFor(() => expect(first.step.value.kind).toBe('stopped'));
  });

  test('comes to its end when it is asked to', async () => {
    const { uploads } = fileServer();
    const upload = uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    upload.source.push(new Blob([bytesOf(5000)]));
    uploads.endRecordings();
    await settle(uploads);
    expect(upload.step.value.kind).toBe('done');
  });
});
