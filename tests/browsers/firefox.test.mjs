import { Firefox } from './drivers/firefox.mjs';
import { wholeExam } from './whole-exam.mjs';

wholeExam('Firefox ESR', (url) => Firefox.open(url));
