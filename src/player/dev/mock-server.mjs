// A stand-in for the server, to look at the player without it: `npm run build`, then `npm run dev:mock`.
// Everything is in memory. /embeds/<secret>?… takes: locale, color, limit (minutes), linear=1, slow (ms a chunk of a file), closed=time_limit|submitted,
// score=1 (the student sees a result), return=<url>, origin=<host origin>.
// The query belongs to the mock alone; on the real page there is none.

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keys, questions } from './exam.mjs';
import { typeTexts } from './type-texts.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = process.env.PLAYER_DIST ?? join(here, '../dist');
const port = Number(process.env.PORT ?? 5199);
const sessions = new Map();
/** The largest file. */
const MOST_BYTES = 20 * 2 ** 20;
const types = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https: data: blob:; font-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'";

createServer((request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  const [, area, ...rest] = url.pathname.split('/');
  if (area === 'embeds') page(url, rest[0], response);
  else if (area === 'assets') asset(rest.join('/'), response);
  else if (area === 'embed-api') void call(request, url, rest, response);
  else if (area === 'host') host(url, response);
  else send(response, 404, {});
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/embeds/demo`));

function sessionOf(secret, query = new URLSearchParams()) {
  if (!sessions.has(secret)) {
    const now = Date.now();
    const closed = query.get('closed');
    sessions.set(secret, {
      query,
      epoch: 0,
      seq: 0,
      startedAt: closed ? now - 60_000 : null,
      completedAt: closed ? now : null,
      reason: closed,
      answers: {},
      versions: new Map(),
      files: new Map(),
      state: null,
      position: 0,
      streams: new Set(),
    });
  }
  return sessions.get(secret);
}

function settingsOf({ query }) {
  return {
    timeLimit: query.has('limit') ? Number(query.get('limit')) : null,
    opensAt: query.get('opens'),
    closesAt: query.get('closes'),
    shuffleQuestions: false,
    navigation: query.has('linear') ? 'linear' : 'free',
    showScore: query.has('score'),
  };
}

function deadlineOf(session) {
  const { timeLimit } = settingsOf(session);
  return session.startedAt && timeLimit ? new Date(session.startedAt + timeLimit * 60_000).toISOString() : null;
}

function completionOf(session) {
  const deadline = deadlineOf(session);
  if (!session.completedAt && deadline && Date.now() >= Date.parse(deadline)) {
    session.completedAt = Date.parse(deadline);
    session.reason = 'time_limit';
  }
  if (!session.completedAt) return null;
  const back = session.query.get('return');
  return {
    status: 'completed',
    completionReason: session.reason,
    completedAt: new Date(session.completedAt).toISOString(),
    outputs: { examId: 'exam_mock', sessionId: 'session_mock', completionReason: session.reason },
    ...(back ? { returnUrl: `${back}?status=completed&examId=exam_mock&sessionId=session_mock` } : {}),
  };
}

function statusOf(session) {
  if (!session.startedAt) return 'not_started';
  return completionOf(session) ? 'completed' : 'in_progress';
}

function page(url, secret, response) {
  const session = sessionOf(secret, url.searchParams);
  const locale = session.query.get('locale') ?? 'en';
  const dir = locale === 'ar' ? 'rtl' : 'ltr';
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))['main.ts'];
  const texts = (name) => JSON.parse(readFileSync(join(here, `../locales/${name}.json`), 'utf8'));
  const data = {
    theme: { primaryColor: session.query.get('color'), locale },
    locale,
    dir,
    expired: session.query.get('expired') ?? false,
    serverNow: new Date().toISOString(),
    host: { allowedOrigin: session.query.get('origin') },
    messages: { player: { ...texts('en'), ...texts(locale) }, ...typeTexts(locale) },
    status: statusOf(session),
    startedAt: session.startedAt,
    deadline: deadlineOf(session),
    completion: completionOf(session),
    exam: {
      name: session.query.get('name') ?? 'Midterm Exam - Algebra',
      settings: settingsOf(session),
      questionCount: questions.filter((q) => !['exam-intro', 'paragraph', 'exam-outro'].includes(q.type)).length,
      intendedDuration: null,
    },
  };
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
  });
  response.end(`<!doctype html><html lang="${locale}" dir="${dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${data.exam.name}</title>
<link rel="stylesheet" href="../assets/${manifest.css[0]}"><script type="module" src="../assets/${manifest.file}"></script></head>
<body><div id="app"></div><script type="application/json" id="examlet-page">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script></body></html>`);
}

function asset(path, response) {
  const file = join(dist, normalize(`/${path}`));
  if (!existsSync(file)) return send(response, 404, {});
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Access-Control-Allow-Origin': '*',
  });
  createReadStream(file).pipe(response);
}

function stateOf(session, event = null) {
  const completion = completionOf(session);
  const isOpen = session.startedAt && !completion;
  const linear = settingsOf(session).navigation === 'linear';
  return {
    status: statusOf(session),
    epoch: session.epoch,
    serverNow: new Date().toISOString(),
    startedAt: session.startedAt && new Date(session.startedAt).toISOString(),
    deadline: deadlineOf(session),
    deadlineParts: null,
    theme: null,
    sessionId: session.startedAt ? 'session_mock' : null,
    exam: {
      id: 'exam_mock',
      name: 'Midterm Exam - Algebra',
      settings: settingsOf(session),
      questions: isOpen ? (linear ? questions.slice(0, session.position + 1) : questions) : [],
      nextQuestionId: linear ? (questions[session.position + 1]?.id ?? null) : null,
    },
    answers: isOpen ? session.answers : {},
    files: isOpen ? [...session.files.values()].map(fileOf) : [],
    state: isOpen ? session.state : null,
    completion,
    event,
  };
}

function resultOf(session) {
  const answers = Object.fromEntries(questions.filter((q) => q.points !== null).map((q) => [q.id, judge(q, session)]));
  const all = Object.values(answers);
  return {
    score: {
      points: all.reduce((sum, a) => sum + (a.points ?? 0), 0),
      maxPoints: all.reduce((sum, a) => sum + a.maxPoints, 0),
      needsGrading: all.some((a) => a.needsGrading),
    },
    questions,
    answers,
  };
}

function receiptOf(session) {
  const { completedAt, completionReason } = completionOf(session);
  return {
    code: 'receipt_mock',
    issuedAt: completedAt,
    completedAt,
    completionReason,
    examName: 'Midterm Exam - Algebra',
    jws: 'a.b.c',
    questions: questions.filter((q) => q.points !== null).map((q) => ({ ...q, description: null })),
    answers: Object.entries(session.answers).map(([questionId, { value, completed, savedAt }]) => ({
      questionId,
      value,
      completed,
      savedAt,
      salt: 'mock',
    })),
  };
}

function judge({ id, points: maxPoints }, session) {
  const value = session.answers[id]?.value ?? null;
  const needsGrading = value !== null && !(id in keys);
  const correct = id in keys ? JSON.stringify(value) === JSON.stringify(keys[id]) : null;
  return {
    value,
    valueHtml: null,
    points: needsGrading ? null : correct ? maxPoints : 0,
    maxPoints,
    correct,
    needsGrading,
  };
}

async function call(request, url, [what, id, action], response) {
  const secret = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const session = sessionOf(secret);
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const body = bytes.length > 0 && request.method !== 'PATCH' ? JSON.parse(bytes) : {};
  const event = () => ({ id: `event_mock_${++session.seq}`, seq: session.seq });
  const problem = (status, name, more = {}) =>
    send(
      response,
      status,
      { type: `urn:examlet:problem:${name}`, title: name, status, detail: name, message: name, ...more },
      'application/problem+json',
    );
  const tell = (name, data) => {
    for (const stream of session.streams) stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  if (what === 'events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(
      `event: deadline\ndata: ${JSON.stringify({ deadline: deadlineOf(session), serverNow: new Date().toISOString() })}\n\n`,
    );
    session.streams.add(response);
    request.on('close', () => session.streams.delete(response));
    return;
  }
  if (what === 'files' && request.method === 'GET') {
    const file = session.files.get(id);
    if (!file) return problem(404, 'not-found');
    response.writeHead(200, { 'Content-Type': file.type || 'application/octet-stream', 'Cache-Control': 'no-store' });
    return response.end(file.bytes);
  }
  if (what === 'start' || what === 'open') {
    const starts = what === 'start' && !session.startedAt;
    if (starts) session.startedAt = Date.now();
    if (session.startedAt && !completionOf(session)) {
      session.epoch += 1;
      if (session.epoch > 1) tell('superseded', { epoch: session.epoch });
    }
    return send(response, 200, stateOf(session, starts ? event() : null));
  }
  if (what === 'result') {
    session.asked = (session.asked ?? 0) + 1;
    if (!settingsOf(session).showScore) return problem(404, 'no-result');
    if (!completionOf(session) || session.asked === 1) {
      response.setHeader('Retry-After', '1');
      return problem(409, 'result-not-ready');
    }
    return send(response, 200, resultOf(session));
  }
  if (what === 'receipt') {
    session.askedReceipt = (session.askedReceipt ?? 0) + 1;
    if (!completionOf(session) || session.askedReceipt === 1) {
      response.setHeader('Retry-After', '1');
      return problem(409, 'receipt-not-ready');
    }
    return send(response, 200, receiptOf(session));
  }
  if (what === 'answers' && action === 'versions') {
    const all = session.versions.get(id) ?? [];
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const nextCursor = from + 20 < all.length ? String(from + 20) : null;
    return send(response, 200, { items: all.slice(from, from + 20), nextCursor });
  }
  if (what === 'hand-in' && completionOf(session)) return send(response, 200, completionOf(session));
  const graceOver = session.reason === 'time_limit' && Date.now() > session.completedAt + 30_000;
  if (completionOf(session) && (session.reason !== 'time_limit' || graceOver)) return problem(409, 'session-completed');
  if (body.epoch < session.epoch) return problem(409, 'superseded', { epoch: session.epoch });
  if (what === 'files' && request.method === 'POST') {
    const reason = body.size === 0 ? 'empty' : body.size > MOST_BYTES ? 'too-large' : null;
    if (reason) return problem(400, 'file-not-accepted', { reason, maxBytes: MOST_BYTES });
    const file = { id: `file_${session.files.size + 1}`, ...body, bytes: Buffer.alloc(0), complete: false };
    session.files.set(file.id, file);
    return send(response, 201, fileOf(file));
  }
  if (what === 'files') {
    const file = session.files.get(id);
    if (!file) return problem(404, 'not-found');
    await new Promise((resolve) => setTimeout(resolve, Number(session.query.get('slow') ?? 0)));
    const offset = Number(request.headers['upload-offset']);
    const checksum = createHash('sha256').update(bytes).digest('base64');
    if (request.headers['upload-checksum'] !== `sha-256 ${checksum}`) return problem(400, 'checksum-mismatch');
    if (offset !== file.bytes.length || file.complete)
      return problem(409, 'offset-mismatch', { offset: file.bytes.length });
    if (bytes.subarray(0, 2).equals(Buffer.from('MZ'))) {
      session.files.delete(id);
      return problem(400, 'file-not-accepted', { reason: 'type', accepted: [] });
    }
    file.bytes = Buffer.concat([file.bytes, bytes]);
    file.complete = file.size === null ? request.headers['upload-complete'] === '?1' : file.bytes.length === file.size;
    if (file.complete) file.size = file.bytes.length;
    return send(response, 200, fileOf(file));
  }
  if (what === 'answers') {
    const { epoch, revision, value, completed, context } = body;
    const savedAt = new Date().toISOString();
    session.answers[id] = { value, completed, context: context ?? null, epoch, revision, savedAt };
    session.versions.set(id, [{ ...session.answers[id], applied: true }, ...(session.versions.get(id) ?? [])]);
    return send(response, 200, {
      questionId: id,
      epoch,
      revision,
      applied: true,
      savedAt,
      serverNow: savedAt,
      deadline: deadlineOf(session),
      event: event(),
    });
  }
  if (what === 'state') {
    session.state = body;
    const linear = settingsOf(session).navigation === 'linear';
    if (linear)
      session.position = Math.max(
        session.position,
        questions.findIndex((q) => q.id === body.questionId),
      );
    const { exam } = stateOf(session);
    return send(response, 200, {
      epoch: body.epoch,
      revision: body.revision,
      serverNow: new Date().toISOString(),
      deadline: deadlineOf(session),
      ...(linear ? exam : {}),
    });
  }
  if (what === 'hand-in') {
    const savedAt = new Date().toISOString();
    for (const { questionId, ...answer } of body.answers ?? [])
      session.answers[questionId] = { ...answer, epoch: body.epoch, savedAt };
    session.completedAt = Date.now();
    session.reason = 'submitted';
    return send(response, 200, { ...completionOf(session), event: event() });
  }
  return problem(404, 'not-found');
}

function fileOf({ bytes, epoch, ...file }) {
  return { ...file, url: `http://127.0.0.1:${port}/exams/exam_mock/files/${file.id}`, offset: bytes.length };
}

/** A page that embeds the player and lists what it hears; open it under another name than 127.0.0.1 (localhost) to have another origin. */
function host(url, response) {
  const embed = `http://127.0.0.1:${port}/embeds/framed?origin=${encodeURIComponent(url.origin)}&${url.searchParams}`;
  const sandbox = url.searchParams.get('sandbox');
  const allow = url.searchParams.get('allow');
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>Host</title><iframe src="${embed}" width="100%" height="700"${sandbox === null ? '' : ` sandbox="${sandbox}"`}${allow === null ? '' : ` allow="${allow}"`}></iframe><pre id="heard"></pre>
<script>addEventListener('message', (e) => { heard.textContent += JSON.stringify(e.data) + '\\n'; });</script>`);
}

function send(response, status, body, type = 'application/json') {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}
