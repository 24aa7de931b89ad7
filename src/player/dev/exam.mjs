// The exam that the mock server gives.
const question = (id, type, title, description, settings = {}, points = 1) => ({
  id: `q_${id}`,
  type,
  title,
  description,
  settings,
  points,
});

export const questions = [
  question(
    'intro',
    'exam-intro',
    'Midterm Exam - Algebra',
    '<p>You may use a calculator. Show your work where a question asks for it.</p><p>Good luck!</p>',
    {},
    null,
  ),
  question(
    'city',
    'single-line-text',
    'Where was algebra named?',
    '<p>The word <em>algebra</em> comes from a book written in the ninth century. In which city did its author work?</p>',
    { maxLength: 40 },
  ),
  question(
    'roots',
    'multiple-choice-single-answer',
    null,
    '<p>Which are the roots of <inline-math>x^2 - 5x + 6 = 0</inline-math>?</p>',
    {
      options: ['2 and 3', '-2 and -3', '1 and 6', '<b>none</b>'],
      optionsHtml: [
        '<inline-math>x = 2</inline-math> and <inline-math>x = 3</inline-math>',
        '<inline-math>x = -2</inline-math> and <inline-math>x = -3</inline-math>',
        '1 and 6',
        '<b>There are none</b>',
      ],
    },
    2,
  ),
  question(
    'even',
    'multiple-choice-multiple-answers',
    'Even functions',
    '<p>Choose every function <code>f</code> with f(−x) = f(x).</p>',
    {
      options: ['cos', 'sin', 'square', 'cube'],
      optionsHtml: ['cos x', 'sin x', 'x<sup>2</sup>', 'x<sup>3</sup>'],
    },
    2,
  ),
  question(
    'read',
    'paragraph',
    'A word about proofs',
    '<p>The next two questions are about this text.</p><blockquote><p>A proof is a finite chain of steps, each of which follows from the ones before.</p></blockquote><table><tr><th>Step</th><th>Claim</th></tr><tr><td>1</td><td>n is even</td></tr><tr><td>2</td><td>n² is even</td></tr></table>',
    {},
    null,
  ),
  question('finite', 'true-false', 'A proof may have infinitely many steps.', null),
  question(
    'explain',
    'multi-line-text',
    'Explain in your own words',
    '<p>Why is the square of an even number even?</p>',
    { maxLength: 600 },
    4,
  ),
  question('outro', 'exam-outro', null, '<p>That was all. Check your answers on the next page.</p>', {}, null),
];

export function typeTexts(locale) {
  const labels = { nl: ['Waar', 'Niet waar'], ar: ['صحيح', 'خطأ'] }[locale] ?? ['True', 'False'];
  return { 'true-false': { true: labels[0], false: labels[1] } };
}
