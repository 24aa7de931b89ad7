// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import server from '../../Examlet/Questions/AuthorHtml.cs?raw';
import { TAGS } from './plain';
import { ADDRESSES, PICTURES, WORDS } from './purify';

// What it does with them is tested in a browser (ShownAsTextTests): the document of these tests is too unlike one.
test.each([
  ['Tags', TAGS.split(' ')],
  ['Attributes', [...ADDRESSES, ...WORDS]],
  ['PictureTypes', PICTURES],
])('%s are those of the server', (list, here) => {
  const [, names = ''] = new RegExp(`\\b${list} =[^"]*((?:"[\\w+-]+",?\\s*)+)`).exec(server) ?? [];
  expect([...names.matchAll(/"([\w+-]+)"/g)].map(([, name]) => name).sort()).toEqual([...here].sort());
});
