import { WebKit } from './drivers/webkit.mjs';
import { wholeExam } from './whole-exam.mjs';

wholeExam('WebKitGTK', (url) => WebKit.open(url));
