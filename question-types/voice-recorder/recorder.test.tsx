// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AnswerValue } from '../../src/player/server/wire';
import { fileServer, filesOf } from '../../src/player/test/files';
import { showAssessment, showResult } from '../../src/player/test/question';
import { recordingName } from './length';
import VoiceRecorderResult from './results';
import { Take } from './take';

const URL_1 = 'https://exams.example/files/file_1';
const SOUND = new Blob(['s'.repeat(24_000)]);

/** A browser's recorder under the test's hand. */
class FakeRecorder {
  static newest: FakeRecorder | null = null;
  static isTypeSupported = (kind: string) => kind.startsWith('audio/webm');
  state = 'inactive';
  mimeType = 'audio/webm;codecs=opus';
  ondataavailable: ((event: { data: Blob }) => void) | null = null;
  onstop: (() => void) | null = null;
  constructor() {
    FakeRecorder.newest = this;
  }
  start() {
    this.state = 'recording';
  }
  pause() {
    this.state = 'paused';
  }
  resume() {
    this.state = 'recording';
  }
  hear(data = SOUND) {
    this.ondataavailable?.({ data });
  }
  stop() {
    this.state = 'inactive';
    this.hear();
    this.onstop?.();
  }
}

function microphone() {
  const track = { stop: vi.fn() };
  return { track, stream: { getTracks: () => [track] } as unknown as MediaStream };
}

const recorder = () => {
  if (!FakeRecorder.newest) throw new Error('Nothing is recorded.');
  return FakeRecorder.newest;
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  vi.stubGlobal('MediaRecorder', FakeRecorder);
  FakeRecorder.newest = null;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a take', () => {
  function begin(most = 300) {
    const server = fileServer();
    const { files, answer } = filesOf(server.uploads);
    const { track, stream } = microphone();
    return { ...server, answer, track, take: new Take(stream, files, most) };
  }

  test('is the answer, not a completed one, as soon as something has arrived', async () => {
    const { answer } = begin();
    await vi.advanceTimersByTimeAsync(3_000);
    recorder().hear();
    await vi.waitFor(() => expect(answer).toHaveBeenCalledTimes(1));
    expect(answer).toHaveBeenCalledWith(['file_1', 'recording.webm', 'audio/webm', '3'], false);
  });

  test('tells its length again every ten seconds at most', async () => {
    const { answer, append } = begin();
    for (let slice = 1; slice <= 7; slice += 1) {
      await vi.advanceTimersByTimeAsync(3_000);
      recorder().hear();
      await vi.waitFor(() => expect(append).toHaveBeenCalledTimes(slice));
    }
    expect(answer.mock.calls.map(([value]) => value?.[3])).toEqual(['3', '15']);
  });

  test('is completed when it ends, with the microphone off', async () => {
    const { answer, take, track } = begin();
    await vi.advanceTimersByTimeAsync(4_600);
    take.stop();
    await vi.waitFor(() =>
      expect(answer).toHaveBeenLastCalledWith(['file_1', 'recording.webm', 'audio/webm', '5'], true),
    );
    expect(track.stop).toHaveBeenCalled();
  });

  test('ends at the longest time', async () => {
    const { take } = begin(10);
    await vi.advanceTimersByTimeAsync(11_000);
    expect([take.step.value, take.seconds.value]).toEqual(['ended', 10]);
  });

  test('does not count a pause', async () => {
    const { take } = begin();
    await vi.advanceTimersByTimeAsync(2_000);
    take.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    take.resume();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(take.seconds.value).toBe(3);
  });

  test('ends when the microphone is pulled out, with what there is', async () => {
    const { take, uploads } = begin();
    await vi.advanceTimersByTimeAsync(2_000);
    recorder().stop();
    await vi.waitFor(() => expect(uploads.underWay.value).toEqual([]));
    expect(take.step.value).toBe('ended');
  });

  test('is not made where it cannot arrive', async () => {
    const { take, create, track } = begin();
    expect(create).toHaveBeenCalled();
    take.upload.stop();
    expect(take.step.value).toBe('ended');
    expect(track.stop).toHaveBeenCalled();
  });

  test('that cannot begin turns the microphone off again', () => {
    const { track, stream } = microphone();
    vi.spyOn(FakeRecorder.prototype, 'start').mockImplementation(() => {
      throw new DOMException('no', 'NotSupportedError');
    });
    expect(() => new Take(stream, filesOf(fileServer().uploads).files, 10)).toThrow();
    expect(track.stop).toHaveBeenCalled();
  });
});

describe('the recorder', () => {
  const texts = (root: HTMLElement, of = 'button') => [...root.querySelectorAll(of)].map((found) => found.textContent);
  const press = async (root: HTMLElement, text: string) => {
    const found = [...root.querySelectorAll('button')].find((button) => button.textContent === text);
    if (!found) throw new Error(`There is no ${text}.`);
    await act(async () => found.click());
  };

  async function show(value: AnswerValue = null, getUserMedia = async () => microphone().stream, disabled = false) {
    vi.resetModules();
    Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia }, configurable: true });
    const { default: Recorder } = await import('./Recorder');
    const server = fileServer();
    const { files, answer } = filesOf(server.uploads);
    const shown = showAssessment(Recorder, value, { maxDurationSeconds: 90 }, { files, disabled });
    return { ...shown, ...server, files, answer };
  }

  test('shows what it does and for how long', async () => {
    const { root } = await show();
    await press(root, 'Start');
    await act(async () => void (await vi.advanceTimersByTimeAsync(5_000)));
    expect(root.querySelector('.voice-recorder-time')?.textContent).toBe('recording 0:05 / 1:30');
    expect(texts(root)).toEqual(['stop', 'pause']);
  });

  test('says the time aloud at a minute and shortly before the end only', async () => {
    const { root } = await show();
    await press(root, 'Start');
    const said = new Set<string>();
    for (let second = 0; second < 85; second += 1) {
      await act(async () => void (await vi.advanceTimersByTimeAsync(1_000)));
      said.add(root.querySelector('.voice-recorder-time + [role=status]')?.textContent?.trim() ?? '');
    }
    expect([...said]).toEqual(['recording', 'recording left']);
  });

  test('a second press on Stop does not begin another take', async () => {
    const { root } = await show([URL_1, 'recording.webm', 'audio/webm', '5']);
    await press(root, 'again');
    const first = recorder();
    await press(root, 'stop');
    await press(root, 'again');
    expect(recorder()).toBe(first);
  });

  test('a microphone that is granted when the student is elsewhere already stays off', async () => {
    const { track, stream } = microphone();
    let grant: (stream: MediaStream) => void = () => undefined;
    const granted = new Promise<MediaStream>((resolve) => {
      grant = resolve;
    });
    const { root, onChange } = await show(null, () => granted);
    await press(root, 'Start');
    render(null, root);
    grant(stream);
    await vi.waitFor(() => expect(track.stop).toHaveBeenCalled());
    expect(onChange).not.toHaveBeenCalled();
  });

  test('says how much of a take was kept after a reload, and lets it be kept', async () => {
    const value = [URL_1, 'recording.webm', 'audio/webm', '12'];
    const { root, uploads, draw, onChange } = await show();
    uploads.adopt([
      {
        id: 'file_1',
        questionId: 'q_1',
        url: URL_1,
        name: 'recording.webm',
        type: 'audio/webm',
        size: null,
        offset: 90_000,
        complete: false,
      },
    ]);
    draw(value);
    expect(root.querySelector('.notice')?.textContent).toBe('interrupted');
    await press(root, 'keep');
    expect(onChange).toHaveBeenCalledWith(value, { completed: true, immediate: true });
  });

  test('removing clears the answer, and what is still arriving does not become it', async () => {
    const { root, onChange, append, uploads } = await show([URL_1, 'recording.webm', 'audio/webm', '5']);
    append.mockImplementation(() => new Promise(() => undefined));
    await press(root, 'again');
    await press(root, 'stop');
    await press(root, 'remove');
    expect(onChange).toHaveBeenCalledWith(null, { immediate: true });
    expect(uploads.underWay.value).toEqual([]);
  });

  test('a take is heard from the page itself, before its end has arrived', async () => {
    const { root, append, answer, draw, files } = await show();
    await press(root, 'Start');
    recorder().hear();
    await vi.waitFor(() => expect(answer).toHaveBeenCalled());
    append.mockImplementation(() => new Promise(() => undefined));
    await press(root, 'stop');
    draw(answer.mock.lastCall?.[0] ?? null);
    await press(root, 'listen');
    expect(root.querySelector('audio')).not.toBeNull();
    expect(files.read).not.toHaveBeenCalled();
  });

  test('without a connection from the beginning the take can be heard, not the answer before it', async () => {
    const { root, create } = await show([URL_1, 'recording.webm', 'audio/webm', '7']);
    create.mockImplementation(() => new Promise(() => undefined));
    await press(root, 'again');
    await act(async () => void (await vi.advanceTimersByTimeAsync(4_000)));
    await press(root, 'stop');
    expect(root.querySelector('.voice-recorder-listen')?.textContent).toContain('yourRecordingFor');
    expect(texts(root)).toEqual(['listen', 'again', 'remove']);
  });

  test('can be listened to and not changed when it is closed', async () => {
    const { root } = await show([URL_1, 'recording.webm', 'audio/webm', '5'], undefined, true);
    expect(texts(root)).toEqual(['listen']);
    expect(root.textContent).toContain('yourRecordingFor');
  });

  test.each([
    ['NotAllowedError', 'denied', true],
    ['NotFoundError', 'missing', true],
    ['NotReadableError', 'failed', true],
  ])('%s: says so, lets the student try again, and takes a sound file instead', async (name, key) => {
    const { root } = await show(null, async () => {
      throw new DOMException('no', name);
    });
    await press(root, 'Start');
    expect(root.querySelector('[role=alert]')?.textContent).toBe(key);
    expect(texts(root)).toContain('tryAgain');
    expect(root.querySelector('input')?.accept).toBe('audio/*');
  });

  test('in a frame that is given no microphone it says what the host must add', async () => {
    Object.defineProperty(document, 'featurePolicy', { value: { allowsFeature: () => false }, configurable: true });
    const { root } = await show();
    Reflect.deleteProperty(document, 'featurePolicy');
    expect(root.querySelector('[role=alert]')?.textContent).toBe('policy<iframe allow="microphone" …>');
  });

  test('a browser without a recorder takes a file', async () => {
    vi.stubGlobal('MediaRecorder', undefined);
    const { root } = await show();
    expect(root.querySelector('[role=alert]')?.textContent).toBe('unsupported');
    expect(root.querySelector('input[type=file]')).not.toBeNull();
  });
});

test('a result can be heard, and says how long it is', async () => {
  const root = showResult(VoiceRecorderResult, [URL_1, 'recording.webm', 'audio/webm', '65']);
  expect(root.textContent).toContain('yourRecordingFor');
  expect(root.querySelector('button')?.textContent).toBe('listen');
});

test('a recording is called so, with its length; a sound file keeps its name', () => {
  const t = (key: string, values?: Readonly<Record<string, string | number>>) => `${key} ${values?.['length'] ?? ''}`;
  expect(recordingName([URL_1, 'recording.webm', 'audio/webm', '65'], t, 'en')).toBe(
    'yourRecordingFor \u20681:05\u2069',
  );
  expect(recordingName([URL_1, 'recording.webm', 'audio/webm'], t, 'en')).toBe('yourRecording ');
  expect(recordingName([URL_1, 'song.mp3'], t, 'en')).toBe('song.mp3');
});
