// A stand-in for the server, to look at the monitor without it: `npm run build:monitor`, then `npm run dev:mock-monitor`.
// /monitor/<secret>?… takes: lang, students (1000), pace (rows that change each second, 20), over=expired|revoked (after 5 s), drop=1 (the stream breaks after 5 s),
// ends (minutes until the link ends), hurt=0 (nobody is in trouble).

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = process.env.PLAYER_DIST ?? join(here, '../dist');
const port = Number(process.env.PORT ?? 5198);
const types = { '.js': 'text/javascript', '.css': 'text/css' };
const locales = ['en', 'nl', 'ar'];
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const names = {
  first:
    'Anna Bram Chloë Daan Emma Finn Guus Hanna Isa Jesse Kaat Lars Maud Noor Omar Pien Quinten Roos Sem Tess Yara Zoë ليلى يوسف'.split(
      ' ',
    ),
  last: 'Bakker,van den Berg,de Boer,Dekker,El Amrani,Hendriks,Jansen,Kaya,Meijer,Mulder,Peters,Smit,Visser,de Vries,Yılmaz,العلي'.split(
    ',',
  ),
};
const rooms = new Map();

createServer(async (request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  const [, area, ...rest] = url.pathname.split('/');
  if (area === 'monitor') return page(url, rest[0], response);
  if (area === 'assets') return asset(rest.join('/'), response);
  const room = rooms.get((request.headers.authorization ?? '').replace('Bearer ', ''));
  if (area !== 'monitor-api' || !room) return send(response, 404, {});
  if (rest[0] === 'room') return stream(room, request, response);
  let text = '';
  for await (const piece of request) text += piece;
  return send(response, 200, act(room, JSON.parse(text)));
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/monitor/demo`));

function page(url, secret, response) {
  const query = url.searchParams;
  if (!rooms.has(secret))
    rooms.set(secret, { query, rows: makeRows(Number(query.get('students') ?? 1000), query), began: Date.now() });
  const locale = locales.find((known) => known === query.get('lang')) ?? 'en';
  const read = (name) => JSON.parse(readFileSync(join(here, `../monitor/locales/${name}.json`), 'utf8'));
  const entry = JSON.parse(readFileSync(join(dist, '.vite/monitor.json'), 'utf8'))['monitor/main.ts'];
  const dir = locale === 'ar' ? 'rtl' : 'ltr';
  const data = {
    locale,
    dir,
    locales,
    messages: { monitor: { ...read('en'), ...read(locale) } },
    exam: { id: 'exam_mock', name: 'Natural sciences, 4 VWO – final exam', settings: {}, questionCount: 20 },
    expiresAt: new Date(Date.now() + Number(query.get('ends') ?? 60) * 60_000).toISOString(),
    serverNow: new Date().toISOString(),
  };
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy });
  response.end(
    `<!doctype html><html lang="${locale}" dir="${dir}"><head><meta charset="utf-8"><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Monitor</title><link rel="stylesheet" href="../assets/${entry.css[0]}"><script type="module" src="../assets/${entry.file}"></script></head><body><div id="app"></div><script type="application/json" id="examlet-monitor">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script></body></html>`,
  );
}

function asset(path, response) {
  const file = normalize(join(dist, path));
  if (!file.startsWith(normalize(dist)) || !existsSync(file)) return send(response, 404, {});
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
  return createReadStream(file).pipe(response);
}

const iso = (ms) => new Date(ms).toISOString();

function makeRows(count, query) {
  const now = Date.now();
  const isHurt = query.get('hurt') !== '0';
  return Array.from({ length: count }, (_, i) => {
    const random = mulberry(i + 1);
    const name = `${names.first[i % names.first.length]} ${names.last[(i * 7) % names.last.length]}`;
    const user = { id: `user_${i}`, name: i % 97 === 5 ? null : name, email: `student.${i}@school.example` };
    const row = {
      id: `student:user_${i}`,
      sessionId: null,
      user,
      status: 'not_started',
      final: false,
      completionReason: null,
      progress: { answered: 0, total: 20 },
      startedAt: null,
      lastAnswerAt: null,
      connected: false,
      lastSeenAt: null,
      unsent: null,
      unsentAt: null,
      deadline: null,
      deadlineParts: null,
      completedAt: null,
      retained: 0,
      unread: 0,
      outage: null,
    };
    if (random() < 0.06) return row;
    const startedAt = now - (30 + random() * 12) * 60_000;
    const parts = {
      startedAt: iso(startedAt),
      timeLimit: 60,
      timeMultiplier: i % 14 === 3 ? 1.25 : 1,
      extraTime: i % 31 === 7 ? 5 : 0,
      pausedTime: i % 53 === 9 ? 3.5 : 0,
      closesAt: i % 23 === 4 ? iso(startedAt + 55 * 60_000) : null,
      cutByClosing: i % 23 === 4,
    };
    if (isHurt && i % 89 === 12) parts.timeLimit = 44;
    const limit = startedAt + (parts.timeLimit * parts.timeMultiplier + parts.extraTime + parts.pausedTime) * 60_000;
    const started = {
      ...row,
      id: `session_${i}`,
      sessionId: `session_${i}`,
      status: 'in_progress',
      startedAt: parts.startedAt,
      deadlineParts: parts,
      deadline: parts.closesAt ?? iso(limit),
      progress: { answered: Math.floor(5 + random() * 13), total: 20 },
      lastAnswerAt: iso(now - random() * 180_000),
      connected: true,
      unsent: 0,
      unsentAt: parts.startedAt,
    };
    if (random() < 0.1)
      return {
        ...started,
        status: 'completed',
        final: true,
        completionReason: i % 5 ? 'submitted' : 'staff',
        completedAt: iso(now - random() * 600_000),
        connected: false,
        lastSeenAt: iso(now - 500_000),
        progress: { answered: 20 - (i % 3), total: 20 },
        retained: isHurt && i % 40 === 1 ? 2 : 0,
      };
    if (i % 61 === 20) return { ...started, status: 'paused', deadline: null };
    if (!isHurt) return started;
    if (i % 97 === 3 || i % 97 === 30)
      return {
        ...started,
        connected: false,
        lastSeenAt: iso(now - 60_000 - random() * 400_000),
        unsent: 1 + (i % 6),
        unsentAt: iso(now - 300_000),
      };
    if (i % 71 === 8) return { ...started, connected: false, lastSeenAt: iso(now - 60_000 - random() * 200_000) };
    if (i % 67 === 15)
      return {
        ...started,
        outage: { minutes: 2 + (i % 5), lastFrom: iso(now - 900_000), lastUntil: iso(now - 700_000) },
        unread: i % 2,
        retained: i % 3,
      };
    if (i % 89 === 12) return { ...started, progress: { answered: 4, total: 20 } };
    if (i % 113 === 60) return { ...started, unsent: 2, unsentAt: iso(now - 90_000) };
    if (i % 101 === 44) return { ...started, lastAnswerAt: iso(now - 20 * 60_000) };
    return { ...started, unread: i % 73 === 2 ? 1 : 0 };
  });
}

function stream(room, request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const say = (name, data) =>
    response.write(`event: ${name}\ndata: ${JSON.stringify({ serverNow: iso(Date.now()), ...data })}\n\n`);
  say('room', { rows: room.rows, gone: [] });
  const changed = new Set();
  room.tell = (row) => changed.add(row);
  const pace = Number(room.query.get('pace') ?? 20);
  const timer = setInterval(() => {
    const age = Date.now() - room.began;
    for (let i = 0; i < pace; i += 1) {
      const at = Math.floor(Math.random() * room.rows.length);
      const row = room.rows[at];
      if (row.status !== 'in_progress' || !row.connected) continue;
      const answered = Math.min(20, row.progress.answered + (Math.random() < 0.2 ? 1 : 0));
      room.rows[at] = { ...row, lastAnswerAt: iso(Date.now()), progress: { answered, total: 20 } };
      changed.add(room.rows[at]);
    }
    if (changed.size > 0) say('room', { rows: [...changed], gone: [] });
    changed.clear();
    if (age > 5000 && room.query.has('over')) {
      say('over', { reason: room.query.get('over') });
      response.end();
    } else if (age > 5000 && room.query.has('drop')) request.socket.destroy();
  }, 1000);
  request.on('close', () => clearInterval(timer));
}

function act(room, { action, sessions, minutes, message, suggested }) {
  const results = sessions.map((sessionId) => {
    const at = room.rows.findIndex((row) => row.sessionId === sessionId);
    const row = room.rows[at];
    const given = suggested ? row.outage?.minutes : minutes;
    const parts = row.deadlineParts;
    const changes = {
      extend: () => ({
        deadline: iso(Date.parse(row.deadline) + given * 60_000),
        deadlineParts: { ...parts, extraTime: parts.extraTime + given },
        outage: suggested ? null : row.outage,
      }),
      pause: () => ({ status: 'paused', deadline: null }),
      resume: () => ({ status: 'in_progress', deadline: iso(Date.now() + 20 * 60_000) }),
      announce: () => ({ unread: row.unread + (message ? 1 : 0) }),
      'hand-in': () => ({
        status: 'completed',
        final: true,
        completionReason: 'staff',
        completedAt: iso(Date.now()),
        connected: false,
      }),
      reopen: () => ({
        status: 'in_progress',
        final: false,
        completionReason: null,
        completedAt: null,
        deadline: iso(Date.now() + 10 * 60_000),
      }),
    };
    if (sessionId.endsWith('7')) return { sessionId, done: false, detail: 'The mock does not like sevens.' };
    room.rows[at] = { ...row, ...changes[action]() };
    room.tell?.(room.rows[at]);
    return { sessionId, done: true, detail: null };
  });
  return { results };
}

function mulberry(seed) {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function send(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}
