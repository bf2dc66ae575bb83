import { countNoun } from '@layerprint/core';
import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import { formatBytes } from './format.ts';

/** What a published data set is called; undefined of an author's own, which has no name. */
export function nameData({ choice }: Pick<DatasetManifest, 'choice'>): string | undefined {
  switch (choice.name) {
    case 'sketch-10':
      return 'sketch-10';
    case 'cifar-10':
      return 'CIFAR-10';
    case 'cifar-100':
      return 'CIFAR-100';
    case 'idx':
    case 'numpy':
    case 'pictures':
      return undefined;
  }
}

/** Says where the images of a report come from, in sentences. */
export function describeData({ choice, source }: DatasetManifest): string {
  switch (choice.name) {
    case 'sketch-10':
      return `sketch-10: drawings of ten classes, made by our own code from seed ${choice.seed}, with CIFAR-10’s names and file layout. It is not CIFAR-10.`;
    case 'cifar-10':
      return 'CIFAR-10, binary version, by Krizhevsky, Nair and Hinton, as published by the University of Toronto.';
    case 'cifar-100':
      return `CIFAR-100, binary version, with its fine labels, by Krizhevsky, Nair and Hinton, ${sayFiles(source)}`;
    case 'idx':
      return `The author’s own images, in IDX files as MNIST’s, ${sayFiles(source)}`;
    case 'numpy':
      return `The author’s own images, in NumPy’s arrays, ${sayFiles(source)}`;
    case 'pictures':
      return `The author’s own pictures, a folder a class, each brought to one size, ${
        choice.fit === 'crop'
          ? 'cropped to its middle where its aspect is another'
          : 'stretched where its aspect is another'
      }, ${sayFiles(source)}`;
  }
}

function sayFiles(source: DatasetManifest['source']): string {
  if (source === undefined) return 'read from its files.';
  return `read from ${countNoun(source.files, 'file')} with ${formatBytes(source.bytes)}, each held to its hash; the sha256 of their list is ${source.sha256}.`;
}
