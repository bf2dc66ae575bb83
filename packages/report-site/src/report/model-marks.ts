/** The marks of models beside their names, by place, in a box of 10 × 10: the shapes of their points in charts. */
export const MODEL_MARKS: readonly string[] = [
  'M5 0a5 5 0 1 0 0 10a5 5 0 1 0 0 -10z',
  'M1 1h8v8h-8z',
  'M5 0l5 9h-10z',
  'M5 0.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z',
  'M3.5 0h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z',
  'M5 9l4.2 -7.5h-8.4z',
  'M9.5 5l-8.5 5v-10z',
  'M1.5 5l7.5 4.2v-8.4z',
];
