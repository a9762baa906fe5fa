/** What every box one types or chooses in looks like. 16 px on small screens keeps phones from zooming in. */
export const controlLook =
  'w-full rounded-md border border-edge bg-surface px-3 text-base text-ink max-sm:text-md ' +
  'transition-colors duration-150 ease-out hover:border-muted ' +
  'focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 focus-visible:outline-focus ' +
  'disabled:opacity-50 data-invalid:border-bad aria-invalid:border-bad'
