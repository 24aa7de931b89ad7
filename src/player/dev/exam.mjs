// The exam that the mock server gives.
const question = (id, type, title, description, settings = {}, points = 1) => ({
  id: `q_${id}`,
  type,
  title,
  description,
  settings,
  points,
});

/** A picture of one line. */
const drawing = (path) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 100" width="240" height="200"><rect width="120" height="100" fill="#fff"/><path d="M10 50h100M60 5v90" stroke="#999"/><path d="${path}" fill="none" stroke="#124" stroke-width="3"/></svg>`)}`;

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
  question('steps', 'sequence', 'Solving an equation', '<p>Put the steps in the order in which you take them.</p>', {
    options: ['c', 'a', 'd', 'b', 'e'],
    optionsHtml: [
      'Divide both sides by 2: <inline-math>x = 3</inline-math>',
      'Start with <inline-math>2x + 4 = 10</inline-math>',
      'Check the answer by putting it into the equation that you began with, and see whether both sides are equal',
      'Subtract 4 from both sides: <inline-math>2x = 6</inline-math>',
      '<b>Write</b> the answer down',
    ],
  }),
  question(
    'capitals',
    'matching',
    'Functions and derivatives',
    '<p>Which derivative belongs to which function? One derivative belongs to two functions.</p>',
    {
      left: ['sin', 'square', 'square1', 'line'],
      leftHtml: [
        '<inline-math>\\sin x</inline-math>',
        '<inline-math>x^2</inline-math>',
        '<inline-math>x^2 + 1</inline-math>',
        'A straight line through the origin and the point (1, 3), drawn in a plane',
      ],
      right: ['2x', '3', 'cos', '0', '-cos'],
      rightHtml: [
        '<inline-math>2x</inline-math>',
        'the number three',
        '<inline-math>\\cos x</inline-math>',
        'nothing at all',
        '<inline-math>-\\cos x</inline-math>',
      ],
      layout: 'columns',
    },
    2,
  ),
  question(
    'parse',
    'sentence-analysis',
    'Zinsontleding',
    '<p>Benoem de zinsdelen en wijs de persoonsvorm aan.</p>',
    {
      sentence: 'Gisteren heeft mijn oude buurvrouw, een lerares, aan haar kleinzoon een prachtig boek gegeven.',
      tokens: 'Gisteren heeft mijn oude buurvrouw een lerares aan haar kleinzoon een prachtig boek gegeven'.split(' '),
      enabledLabels: ['OND', 'WG', 'LV', 'MV', 'BWB', 'BIJST'],
      requirePersoonsvorm: true,
    },
    3,
  ),
  question(
    'parse-ar',
    'sentence-analysis',
    'تحليل الجملة',
    null,
    {
      sentence: 'قرأ الطالب المجتهد كتابًا مفيدًا في المكتبة أمس.',
      tokens: 'قرأ الطالب المجتهد كتابًا مفيدًا في المكتبة أمس.'.split(' '),
      enabledLabels: ['فعل', 'فاعل', 'مفعول به', 'ظرف'],
    },
    2,
  ),
  question(
    'drawing',
    'upload-file',
    'Your sketch',
    '<p>Draw the graph of <inline-math>y = x^2</inline-math> on paper and hand in a photo of it.</p>',
    { acceptFileTypes: ['image/*', '.pdf'] },
    3,
  ),
  question(
    'aloud',
    'voice-recorder',
    'Say it in your own words',
    '<p>What is a proof?</p>',
    { maxDurationSeconds: 90 },
    3,
  ),
  question(
    'shape',
    'picture-choice',
    'Which graph is a parabola?',
    '<p>The last picture is not there, to see what a student sees then.</p>',
    {
      options: [
        drawing('M10 90Q60 -70 110 90'),
        drawing('M10 90L110 10'),
        drawing('M10 50Q35 -30 60 50T110 50'),
        'https://pictures.invalid/4.png',
      ],
    },
    2,
  ),
  question(
    'words',
    'fill-in-blank',
    'Words of algebra',
    '<p>Fill in what is missing.</p>',
    {
      textHtml:
        '<p>The equation <inline-math>x^2 = 4</inline-math> has ___ solutions: the <b>larger one is ___</b>, and the other is its opposite.</p><table><tbody><tr><th>Word</th><th>Means</th></tr><tr><td>root</td><td>where f(x) is ___</td></tr><tr><td>sum</td><td>what an addition gives</td></tr></tbody></table><ul><li>A polynomial of degree 2 is called _____.</li><li>One of degree 1 is called linear.</li></ul>',
    },
    4,
  ),
  question(
    'words-ar',
    'fill-in-blank',
    'كلمات الجبر',
    null,
    { textHtml: '<p>للمعادلة <inline-math>x^2 = 4</inline-math> عدد من الحلول هو ___، وأكبرها هو ___.</p>' },
    2,
  ),
  question('year', 'date-year', 'In which year did Emmy Noether die?', null, { dateType: 'year' }),
  question('day', 'date-year', 'On which day was she born?', '<p>Give the whole date.</p>', { dateType: 'full-date' }),
  question(
    'essay',
    'essay',
    'Algebra in your life',
    '<p>Where do you use algebra outside of school? Give at least two examples, each under a heading of its own.</p>',
    { minWords: 50, maxWords: 400 },
    10,
  ),
  question('outro', 'exam-outro', null, '<p>That was all. Check your answers on the next page.</p>', {}, null),
];

/** What is right, of the questions that the mock judges; the others wait for a teacher. */
export const keys = {
  q_city: 'Baghdad',
  q_roots: '2 and 3',
  q_even: ['cos', 'square'],
  q_finite: 'false',
  q_shape: drawing('M10 90Q60 -70 110 90'),
  q_words: ['two', '2', 'zero', 'quadratic'],
  q_year: '1935',
  q_day: '1882-03-23',
};
