import { ClassNamesSchema } from '@layerprint/core/schemas/class-names';
import { refuseData } from '../refuse-data.ts';
import type { SourceFiles } from '../source-files.ts';

/** The folder of a class. */
export interface ClassFolder {
  readonly name: string;
  /** Paths of its pictures, below the folder of the data set. */
  readonly pictures: readonly string[];
}

/**
 * Lists the classes of a folder by name, and the pictures of each by name.
 *
 * @param folder Below the data set's; empty for that itself.
 * @throws {LayerprintError} `data-not-supported`, naming the file or folder.
 */
export function listClasses(folder: string, files: Pick<SourceFiles, 'list'>): ClassFolder[] {
  const place = folder === '' ? 'The folder of the data' : folder;
  const entries = files.list(folder);
  const other = entries.find((entry) => !entry.isDirectory());
  if (other !== undefined) {
    throw refuseData(
      joinPath(folder, other.name),
      'stands where a folder a class is expected',
      'Move it away: a folder of pictures holds folders of classes alone.',
    );
  }
  const classes = entries.map(({ name }) => ({
    name: name.normalize('NFC'),
    path: joinPath(folder, name),
  }));
  const found = ClassNamesSchema.safeParse(classes.map(({ name }) => name));
  if (found.success) {
    return classes.map(({ name, path }) => ({ name, pictures: listPictures(path, files) }));
  }
  const { path, message } = found.error.issues[0]!;
  const [which] = path;
  const whose = typeof which === 'number' ? JSON.stringify(classes[which]!.path) : place;
  throw refuseData(
    whose,
    `has classes that cannot be: ${message}; it holds ${classes.length}`,
    'Rename the folders of the classes, or move some away.',
  );
}

function listPictures(folder: string, files: Pick<SourceFiles, 'list'>): string[] {
  const entries = files.list(folder);
  if (entries.length === 0) {
    throw refuseData(
      folder,
      'is the folder of a class and holds no picture',
      'Put pictures into it, or remove it.',
    );
  }
  const other = entries.find(
    (entry) => entry.isDirectory() || !/\.(?:png|jpe?g)$/i.test(entry.name),
  );
  if (other === undefined) return entries.map(({ name }) => joinPath(folder, name));
  const problem = other.isDirectory()
    ? 'is a folder in the folder of a class'
    : 'is no picture by its name: .png, .jpg and .jpeg are read';
  throw refuseData(joinPath(folder, other.name), problem, 'Move it away.');
}

function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
