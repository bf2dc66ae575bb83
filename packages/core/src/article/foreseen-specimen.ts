import { sayKnown, sayMeant, UnknownName } from '../claims/claim-context.ts';

/**
 * What a specimen is called: its id; or, before it is known what the test images show, what an image of one of some
 * classes can be called.
 */
export type ForeseenSpecimen =
  | string
  | {
      /** As ids begin: "frog". */
      readonly classes: readonly string[];
      /** As the id ends; any, where it is absent. */
      readonly testIndex?: number;
    };

const IMAGE = /^(?<of>.*)-(?<index>0|[1-9]\d*)$/;

/** Whether there can be a specimen of an id. */
export function canBeSpecimen(id: string, specimens: readonly ForeseenSpecimen[]): boolean {
  return specimens.some((specimen) => {
    if (typeof specimen === 'string') return specimen === id;
    const { of, index } = IMAGE.exec(id)?.groups ?? {};
    const { classes, testIndex } = specimen;
    if (of === undefined || !classes.includes(of)) return false;
    return testIndex === undefined || String(testIndex) === index;
  });
}

/** Says that no specimen can have an id, how those that there will be are called, and what was probably meant. */
export function unknownSpecimen(id: string, specimens: readonly ForeseenSpecimen[]): UnknownName {
  const { index } = IMAGE.exec(id)?.groups ?? {};
  const near = specimens.flatMap((specimen) => {
    if (typeof specimen === 'string') return [specimen];
    const end = specimen.testIndex ?? index;
    return end === undefined ? [] : specimen.classes.map((of) => `${of}-${end}`);
  });
  return new UnknownName(
    `"${id}" is no specimen of this experiment, which has ${sayKnown(specimens.map(nameForm))}${sayMeant(id, near)}`,
  );
}

/** "frog-…", "…-4", "frog-png". */
function nameForm(specimen: ForeseenSpecimen): string {
  if (typeof specimen === 'string') return specimen;
  const { classes, testIndex } = specimen;
  return `${classes.length === 1 ? classes[0]! : '…'}-${testIndex ?? '…'}`;
}
