export * from './fail-on.ts';
