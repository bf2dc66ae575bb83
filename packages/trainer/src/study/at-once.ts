/** The option that says how many trainings of a study run side by side. */
export const AT_ONCE = {
  value: 'n',
  pattern: /^[1-9][0-9]{0,2}$/,
  help: 'Trainings at once. Default: one a core.',
  optional: true,
} as const;
