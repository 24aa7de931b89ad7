import { expect, test } from 'vitest';
import { flowOf, withSources } from './demo-pages';

test('a page of the demo is shown with the sources, and its data stays', () => {
  const html =
    '<head><link rel="icon" href="data:,"><link rel="stylesheet" href="../assets/main-Ab1.css">' +
    '<script type="module" src="../assets/main-Cd2.js"></script></head>' +
    '<script type="application/json" id="examlet-page">{}</script>';
  expect(withSources(html, '/main.ts')).toBe(
    '<head><link rel="icon" href="data:,">' +
      '<script type="module" src="/@vite/client"></script><script type="module" src="/main.ts"></script></head>' +
      '<script type="application/json" id="examlet-page">{}</script>',
  );
});

test('a page of staff is told by its data', () => {
  expect(flowOf('<script type="application/json" id="examlet-staff">{"flow":"grade-exam","locale":"en"}')).toBe(
    'grade-exam',
  );
  expect(flowOf('<script type="application/json" id="examlet-page">{"flow":"grade-exam"}')).toBe('');
});
