import { Chromium } from './drivers/chromium.mjs';
import { withoutWhatLacks } from './lacks.mjs';
import { wholeExam } from './whole-exam.mjs';

for (const [name, browser, version] of [
  ['Safari 14.0', 'safari', '14'],
  ['Firefox 78', 'firefox', '78'],
])
  wholeExam(`Chromium without what ${name} lacks`, (url) =>
    Chromium.open(url, { before: withoutWhatLacks(browser, version) }),
  );
