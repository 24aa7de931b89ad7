import type { Texts } from '../page/texts';
import type { SessionReceipt } from '../server/wire';

const STYLE = `
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1a2330;
  font: 16px/1.5 system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0 0 .3rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; }
dt { color: #525e6e; } dd { margin: 0; overflow-wrap: anywhere; }
ol { padding: 0; list-style: none; } li { padding: .8rem 0; border-top: 1px solid #d5dbe3; break-inside: avoid; }
p, .written { margin: 0 0 .3rem; }
.written { width: fit-content; max-width: 100%; white-space: pre-wrap; overflow-wrap: anywhere; }
.hint { color: #525e6e; font-size: .9rem; }
code { overflow-wrap: anywhere; } img { max-width: 12rem; max-height: 8rem; vertical-align: middle; }
.visually-hidden { display: none; }
@media (max-width: 30rem) { dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: .5rem; } }
@page { margin: 2cm; } @media print { body { margin: 0; max-width: none; } a { color: inherit; } }
`;

/** Where anybody can check the receipt under this code. */
export function checkAddress(code: string): string {
  return new URL(`../receipts/${encodeURIComponent(code)}`, window.location.href).href;
}

/**
 * The receipt as a page of its own, to be read, printed and kept: it loads nothing but pictures of the exam and runs
 * nothing. `answers` is the list as it stands on the page.
 */
export function receiptPage(receipt: SessionReceipt, answers: Element, texts: Texts): string {
  const { t } = texts;
  const page = document.implementation.createHTMLDocument(`${t('receiptTitle')} – ${receipt.examName}`);
  const root = page.documentElement;
  root.lang = texts.locale;
  root.dir = document.documentElement.dir || 'ltr';
  const make = (name: string, text: string, dir = '') => {
    const element = page.createElement(name);
    element.textContent = text;
    if (dir) element.dir = dir;
    return element;
  };
  const meta = (attributes: Readonly<Record<string, string>>) => {
    const element = page.createElement('meta');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  page.head.prepend(
    meta({ charset: 'utf-8' }),
    meta({
      'http-equiv': 'Content-Security-Policy',
      content: "default-src 'none'; img-src https: data:; style-src 'unsafe-inline'",
    }),
    meta({ name: 'viewport', content: 'width=device-width, initial-scale=1' }),
  );
  const facts = page.createElement('dl');
  const fact = (name: string, value: string | null | undefined, element = 'dd') => {
    if (!value) return;
    const given = page.createElement('dd');
    given.append(make(element === 'dd' ? 'span' : element, value, element === 'code' ? 'ltr' : 'auto'));
    facts.append(make('dt', t(name)), given);
  };
  fact('receiptExam', receipt.examName);
  fact('receiptName', receipt.studentName);
  fact('receiptHandedIn', texts.withZone(receipt.completedAt));
  fact('receiptIssued', texts.withZone(receipt.issuedAt));
  fact('receiptCode', receipt.code, 'code');
  fact('receiptCheck', checkAddress(receipt.code), 'code');
  const list = page.importNode(answers, true);
  // Browsers draw MathML by themselves; what stands beside it needs a style of its own.
  for (const drawn of list.querySelectorAll('.katex-html, annotation')) drawn.remove();
  page.body.append(
    make('h1', t('receiptTitle')),
    facts,
    make('p', t('receiptText')),
    make('h2', t('receiptAnswers')),
    list,
  );
  // As text: this page's own policy would refuse a style in an element that it makes.
  return `<!doctype html>\n${root.outerHTML.replace('</head>', `<style>${STYLE}</style></head>`)}\n`;
}
