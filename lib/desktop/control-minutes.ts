/** How long control of a desktop lasts when nothing more is done. */
export const controlMinutes = 10

/** What is left of it once the person looks at the desktop no more. */
export const controlSecondsAway = 60
