import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sha256 } from './checksum';
import { ok, problem, unreachable } from './test-doubles';
import { type UploadPorts, Uploads } from './uploads';
import type { StudentFile } from './wire';

/** A server that keeps what it is sent. */
function setUp() {
  const kept: number[] = [];
  const file = (): StudentFile => ({
    id: 'file_1',
    questionId: 'q_1',
    url: 'https://exams.example/files/file_1',
    name: 'a.png',
    type: 'image/png',
    size: null,
    offset: kept.length,
    complete: false,
  });
  let size: number | null = null;
  const create = vi.fn<UploadPorts['create']>(async (body) => {
    size = body.size;
    return ok({ ...file(), size });
  });
  const append = vi.fn<UploadPorts['append']>(async (_id, offset, bytes, _checksum, isLast) => {
    if (offset !== kept.length) return problem(409, 'offset-mismatch', [], { offset: kept.length });
    for (const byte of new Uint8Array(bytes)) kept.push(byte);
    return ok({ ...file(), size, complete: size === null ? isLast : kept.length === size });
  });
  const uploads = new Uploads({ create, append, epoch: () => 3 });
  return { uploads, create, append, kept };
}

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

test('a file arrives in chunks of a mebibyte, byte for byte, and is told once', async () => {
  const { uploads, create, append, kept } = setUp();
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
  expect(append.mock.calls.map(([, offset]) => offset)).toEqual([0, 2 ** 20, 2 * 2 ** 20]);
  expect(Buffer.from(kept).equals(Buffer.from(bytesOf(2.5 * 2 ** 20)))).toBe(true);
  expect(onArrived).toHaveBeenCalledTimes(1);
  expect(uploads.stored('q_1')).toHaveLength(1);
});

test('a lost response is no lost byte: it goes on where the server stands', async () => {
  const { uploads, append, kept } = setUp();
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
  const { uploads, append, kept } = setUp();
  append.mockResolvedValueOnce(failure);
  const upload = uploads.send('q_1', picture(5000), vi.fn());
  await settle(uploads);
  expect(upload.step.value).toEqual({ kind: 'done' });
  expect(kept).toHaveLength(5000);
});

test('without a connection the student can see that it waits', async () => {
  const { uploads, append } = setUp();
  append.mockResolvedValue(unreachable());
  const upload = uploads.send('q_1', picture(10), vi.fn());
  await vi.waitFor(() => expect(upload.step.value.kind).toBe('waiting'));
  expect(uploads.underWay.value).toHaveLength(1);
});

test('a refusal ends it with its reason, and nothing becomes the answer', async () => {
  const { uploads, append } = setUp();
  append.mockResolvedValue(problem(400, 'file-not-accepted', [], { reason: 'type', accepted: ['.pdf'], maxBytes: 5 }));
  const onArrived = vi.fn();
  const upload = uploads.send('q_1', picture(10), onArrived);
  await settle(uploads);
  expect(upload.step.value).toEqual({ kind: 'refused', refusal: { reason: 'type', accepted: ['.pdf'], maxBytes: 5 } });
  expect(onArrived).not.toHaveBeenCalled();
});

test('a second file to a question stops the first', async () => {
  const { uploads, create } = setUp();
  create.mockImplementationOnce(() => new Promise(() => undefined));
  const first = uploads.send('q_1', picture(10), vi.fn());
  uploads.send('q_1', picture(10), vi.fn());
  await settle(uploads);
  expect(first.step.value).toEqual({ kind: 'stopped' });
});

describe('a recording', () => {
  test('is sent while it is made and ends with its last bytes', async () => {
    const { uploads, append, kept } = setUp();
    const upload = uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    upload.source.push(new Blob([bytesOf(100)]));
    await vi.waitFor(() => expect(kept).toHaveLength(100));
    expect(append.mock.calls[0]?.[4]).toBe(false);
    upload.source.push(new Blob([bytesOf(50)]));
    upload.source.end();
    await settle(uploads);
    expect(kept).toEqual([...bytesOf(100), ...bytesOf(50)]);
    expect(upload.step.value).toEqual({ kind: 'done' });
  });

  test('that ends after its last bytes were sent is ended by an empty chunk', async () => {
    const { uploads, append, kept } = setUp();
    const upload = uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    upload.source.push(new Blob([bytesOf(100)]));
    await vi.waitFor(() => expect(kept).toHaveLength(100));
    upload.source.end();
    await settle(uploads);
    expect(append.mock.calls.slice(-1)[0]?.slice(1, 2)).toEqual([100]);
    expect(append.mock.calls.slice(-1)[0]?.[4]).toBe(true);
  });
});
