import { runCommand } from '@layerprint/core/command';
import { parseCommandLine } from '@layerprint/core/command-line';
import { readCifar10Lock } from '../dataset/cifar-10/lock.ts';
import { installCifar10 } from '../fetch/install-cifar10.ts';
import { layoutOf } from '../layout.ts';

/** Puts CIFAR-10 in place: downloads it, or takes it from an archive or a folder. */
await runCommand(async () => {
  const { url, from } = parseCommandLine('fetch-cifar10', process.argv.slice(2), {
    url: {
      value: 'address',
      default: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
    },
    from: { value: 'archive or folder', optional: true },
  });
  const folder = layoutOf('article').cifar10;
  const origin = from === undefined ? { url } : { path: from };
  const isNew = await installCifar10(folder, origin, await readCifar10Lock(), process.stderr);
  process.stderr.write(
    isNew ? `CIFAR-10 is in ${folder}, verified.\n` : `CIFAR-10 was in ${folder} already.\n`,
  );
});
