import { vi } from 'vitest';
import { type UploadPorts, Uploads } from '../files/uploads';
import type { QuestionFiles } from '../questions/contract';
import type { AnswerValue, StudentFile } from '../server/wire';
import { ok, problem } from './doubles';

/** A server that keeps what it is sent, of one file. */
export function fileServer() {
  const kept: number[] = [];
  let size: number | null = null;
  let isWhole = false;
  const file = (): StudentFile => ({
    id: 'file_1',
    questionId: 'q_1',
    url: 'https://exams.example/files/file_1',
    name: 'a.png',
    type: 'image/png',
    size,
    offset: kept.length,
    complete: isWhole,
  });
  const create = vi.fn<UploadPorts['create']>(async (body) => {
    size = body.size;
    return ok({ ...file(), name: body.name });
  });
  const append = vi.fn<UploadPorts['append']>(async (_id, offset, bytes, _checksum, isLast) => {
    // As the real server: to a file that has arrived whole nothing is added, and that is a mismatch too.
    if (offset !== kept.length || isWhole) return problem(409, 'offset-mismatch', [], { offset: kept.length });
    for (const byte of new Uint8Array(bytes)) kept.push(byte);
    isWhole = size === null ? isLast : kept.length === size;
    return ok({ ...file(), name: create.mock.lastCall?.[0].name ?? 'a.png' });
  });
  const onRefused = vi.fn();
  const uploads = new Uploads({ create, append, onRefused, epoch: () => 3 });
  return { uploads, create, append, kept, onRefused };
}

/** The files of `q_1` as a question's component gets them; `answer` hears what becomes the answer. */
export function filesOf(uploads: Uploads, answer = vi.fn<(value: AnswerValue, completed: boolean) => void>()) {
  const files: QuestionFiles = {
    get stored() {
      return uploads.stored('q_1');
    },
    get upload() {
      return uploads.newest('q_1').value;
    },
    send: (file) => void uploads.send('q_1', file, (stored) => answer([stored.id, stored.name], true)),
    record: (name, type, answerOf) => uploads.record('q_1', name, type, (stored) => answer(answerOf(stored), true)),
    answer,
    read: vi.fn(async () => new Blob(['sound'])),
  };
  return { files, answer };
}
