// A portrait by seed, drawn by the server as a cacheable picture: nothing of the drawing library reaches a browser.
import { classes } from './classes.ts'

type AvatarProps = {
  seed: string
  /** The name for screen readers; left out where the name stands beside the portrait. */
  name?: string
  size?: 20 | 24 | 32 | 40 | 56 | 96
  className?: string
}

export function Avatar({ seed, name = '', size = 32, className }: AvatarProps) {
  return (
    // biome-ignore lint/performance/noImgElement: an SVG of a few kilobytes, nothing to optimise
    <img
      src={`/portrait/${encodeURIComponent(seed)}`}
      alt={name}
      width={size}
      height={size}
      loading="lazy"
      decoding="async"
      className={classes('shrink-0 rounded-full bg-[#f1e7d6]', className)}
    />
  )
}
