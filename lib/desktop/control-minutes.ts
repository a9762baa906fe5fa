/** How long control of a desktop lasts when nothing more is done. */
export const controlMinutes = 10
