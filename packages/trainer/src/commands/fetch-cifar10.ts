import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine } from '@layerprint/artifacts/command-line';
import { readCifar10Lock } from '../dataset/cifar-10/lock.ts';
import { installCifar10 } from '../fetch/install-cifar10.ts';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'fetch-cifar10',
  purpose:
    'Puts CIFAR-10 in data/cifar-10-batches-bin, verified file by file: downloads 170 MB, going on where it was interrupted, or takes it from this machine.',
  options: {
    url: {
      value: 'address',
      help: 'Where the archive of the binary version is.',
      default: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
    },
    from: {
      value: 'archive or folder',
      help: 'What was downloaded already; nothing is asked of the network then.',
      optional: true,
    },
  },
  examples: [
    'npx nx run trainer:fetch-cifar10',
    'npx nx run trainer:fetch-cifar10 --from=/path/to/cifar-10-binary.tar.gz',
  ],
} as const;

/** Puts CIFAR-10 in place: downloads it, or takes it from an archive or a folder. */
await runCommand(async () => {
  const { url, from } = parseCommandLine(COMMAND, process.argv.slice(2));
  const folder = layoutOf('article').cifar10;
  const origin = from === undefined ? { url } : { path: from };
  const isNew = await installCifar10(folder, origin, await readCifar10Lock(), process.stderr);
  process.stderr.write(
    isNew ? `CIFAR-10 is in ${folder}, verified.\n` : `CIFAR-10 was in ${folder} already.\n`,
  );
});
