import { describe, expect, it } from 'vitest';
import { splitCaption } from '../../src/report/split-caption.ts';

describe('splitCaption', () => {
  it.each([
    ['One sentence.', 'One sentence.', ''],
    ['The first. The rest. And more.', 'The first.', 'The rest. And more.'],
    [
      'A mean of 0.5 and 2.7 in conv2d_1. The rest.',
      'A mean of 0.5 and 2.7 in conv2d_1.',
      'The rest.',
    ],
    ['Is it? It is.', 'Is it?', 'It is.'],
    ['No end', 'No end', ''],
    ['', '', ''],
    ['Of e.g. two. Élan follows.', 'Of e.g. two.', 'Élan follows.'],
  ])('of "%s" shows "%s" and folds "%s"', (caption, first, rest) => {
    expect(splitCaption(caption)).toEqual({ first, rest });
  });
});
