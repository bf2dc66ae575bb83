/** What files have again and again that nothing here follows, by the name of a layer's class or of a key, and what to do. */
const INSTEAD: readonly (readonly [name: RegExp, remedy: string])[] = [
  [
    /^ZeroPadding2D$/,
    'Give the layer behind it the padding "same", which puts zeros around what comes in, and save the model again.',
  ],
  [
    /^(?:Reshape|Permute|RepeatVector)$/,
    'Leave it out: images come in with the shape of the data set, and Flatten makes one row of values of maps.',
  ],
  [/^(?:Multiply|Average|Maximum|Minimum|Subtract|Dot)$/, 'Join by Add or by Concatenate.'],
  [
    /^(?:Rescaling|Normalization)$/,
    'Leave it out: the values of images are divided by 255 here, from 0 to 1, before they come in.',
  ],
  [
    /^Random/,
    'Leave it out: images are trained on as they are, and it does nothing outside of trainings.',
  ],
  [
    /Regularizer$/,
    'Save the model without it: nothing is added to the loss here, and outside of trainings it does nothing.',
  ],
  [
    /Constraint$/,
    'Save the model without it: the optimizer alone changes weights here, and outside of trainings it does nothing.',
  ],
];

/** What to do where a file has a layer or a key that nothing follows; undefined where nobody has thought of it. */
export function sayInstead(name: string): string | undefined {
  return INSTEAD.find(([names]) => names.test(name))?.[1];
}
