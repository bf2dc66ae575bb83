/** The part of Jasmine that `run-specs.ts` needs; its own types would declare Vitest's names once more. */
declare module 'jasmine-core/lib/jasmine-core/jasmine.js' {
  interface Expectation {
    message: string;
  }
  interface Spec {
    fullName: string;
    status: string;
    failedExpectations: Expectation[];
  }
  interface Environment {
    configure(options: { random: boolean; forbidDuplicateNames: boolean }): void;
    addReporter(reporter: { specDone(spec: Spec): void }): void;
    execute(): Promise<{ failedExpectations: Expectation[] }>;
  }
  const jasmineRequire: {
    core(itself: object): { getEnv(options: { suppressLoadErrors: boolean }): Environment };
    interface(jasmine: object, environment: Environment): object;
  };
  export default jasmineRequire;
}
