/** Who made what the pages say, and under which licence it may be used: as `CITATION.cff` says. */
export const AUTHORS = 'The Layerprint authors';
export const LICENCE = 'MIT';
