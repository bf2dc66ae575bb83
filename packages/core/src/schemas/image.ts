import * as z from 'zod';

/** Pixels along one side of an image: what networks of small pictures see, and figures have room for. */
const SideSchema = z.int().min(8).max(128);

/** The size of all images of a data set. */
export const ImageShapeSchema = z.strictObject({
  /** In pixels. */
  height: SideSchema,
  width: SideSchema,
  channels: z.union([z.literal(1), z.literal(3)], 'Expected 1 channel for grey or 3 for colour'),
});
