// What the shell does in a home. Folders there may be locked by whoever worked in it (`chmod 000`, caches that are read-only): they are
// the employee's own, so they can be opened again, and have to be before anything is packed or taken away. Links are never followed.

/** $1: the home. Whatever cannot be read is made readable: what is not packed is lost with the home. */
export const makeReadable =
  'find "$1" -type d ! -perm -u=rx -exec chmod u+rx {} \\; -o -type f ! -perm -u=r -exec chmod u+r {} +'

/** $1: a folder. Everything in it can be taken away afterwards. */
export const unlock = 'find "$1" -type d ! -perm -u=rwx -exec chmod u+rwx {} \\;'

/**
 * $1: the home, unlocked; $2: the draft in it. Everything but the draft goes; then what is in the draft comes up. A folder is not moved
 * while it is read-only.
 */
export const moveIn = [
  'cd "$1"',
  'find . -mindepth 1 -maxdepth 1 ! -name "$2" -exec rm -rf {} +',
  `find "$2" -mindepth 1 -maxdepth 1 -type d ! -perm -u=w -exec sh -euc '
    for folder; do
      mode=$(stat -c %a "$folder"); chmod u+w "$folder"; mv -t . "$folder"; chmod "$mode" "./\${folder##*/}"
    done' sh {} +`,
  'find "$2" -mindepth 1 -maxdepth 1 -exec mv -t . {} +',
  'rmdir "$2"',
].join('\n')
