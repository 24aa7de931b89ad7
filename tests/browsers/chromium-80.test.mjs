import { Chromium, chromium80 } from './drivers/chromium.mjs';
import { wholeExam } from './whole-exam.mjs';

wholeExam('Chromium 80', (url) => Chromium.open(url, { binary: chromium80() }));
