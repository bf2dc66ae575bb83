/** Height and width of a drawing, in pixels, as in CIFAR-10. */
export const IMAGE_SIZE = 32;
/** Red, green and blue. */
export const IMAGE_CHANNELS = 3;
