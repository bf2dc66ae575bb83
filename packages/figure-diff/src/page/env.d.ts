import type { PageInput } from './page-input.ts';

declare global {
  namespace App {
    /** What the page finds in `Astro.locals`. */
    interface Locals {
      readonly diff: PageInput['diff'];
      readonly chartSizes: PageInput['chartSizes'];
    }
  }
}
