import { expect, test } from 'vitest';
import { sayLeaks } from '../../src/report/leaks.ts';

const leak = (testIndex: number) => ({ testIndex, trainingIndex: testIndex + 1000 });

test('says that there are none', () => {
  expect(sayLeaks({ leaks: [], testImages: 20 })).toBe(
    'No test image is also a training image, byte for byte.',
  );
});

test('names one', () => {
  expect(sayLeaks({ leaks: [leak(3)], testImages: 20 })).toBe(
    'Of the 20 test images, 1 is also a training image, byte for byte: test image 3 is training image 1,003. A network that has learnt an image by heart is right about it, so the accuracies flatter by as much.',
  );
});

test('names some of many and counts the rest', () => {
  const leaks = [0, 1, 2, 3, 4, 5, 6].map(leak);
  expect(sayLeaks({ leaks, testImages: 2000 })).toContain(
    'Of the 2,000 test images, 7 are also training images, byte for byte: test image 0 is training image 1,000, test image 1 is training image 1,001, test image 2 is training image 1,002, test image 3 is training image 1,003, test image 4 is training image 1,004 and so on for 2 more.',
  );
});
