// Calls to the kernel that a way out of a container begins with, made from perl, which every Debian has. amd64 numbers.

export interface KernelCall {
  says: string
  /** A perl expression: true when the kernel did it. */
  perl: string
}

const newUser = 0x1000_0000
const newMounts = 0x0002_0000
const newNetwork = 0x4000_0000
const newProcesses = 0x2000_0000
const newCgroup = 0x0200_0000

/** Strings go in variables: perl lends the kernel no literal. */
function call(number: number, ...args: (number | string)[]): string {
  const given = args.map((arg) => (typeof arg === 'string' ? `"${arg}"` : String(arg))).join(', ')
  const passed = args.map((_, index) => `$a[${index}]`)
  return `do { my @a = (${given}); syscall(${[number, ...passed].join(', ')}) >= 0 }`
}

const unshare = (flags: number) => call(272, flags)

/** What Chromium's own sandbox needs: the control that shows that the others fail for what they are. */
export const allowedCalls: KernelCall[] = [
  { says: 'a user namespace', perl: unshare(newUser) },
  { says: 'a Unix socket', perl: 'socket(my $s, 1, 1, 0)' },
  { says: 'an Internet socket', perl: 'socket(my $s, 2, 1, 0)' },
]

export const deniedCalls: KernelCall[] = [
  {
    says: 'a network namespace inside a user namespace of one’s own by unshare',
    perl: unshare(newUser + newNetwork),
  },
  {
    says: 'a process namespace inside a user namespace of one’s own by unshare',
    perl: unshare(newUser + newProcesses),
  },
  { says: 'a mount namespace, even inside a user namespace', perl: unshare(newUser + newMounts) },
  { says: 'a cgroup namespace, even inside a user namespace', perl: unshare(newUser + newCgroup) },
  { says: 'mount', perl: call(165, 'tmpfs', '/tmp', 'tmpfs', 0, 0) },
  {
    says: 'mount as root of a user namespace',
    perl: `${unshare(newUser)} && ${call(165, 'tmpfs', '/tmp', 'tmpfs', 0, 0)}`,
  },
  { says: 'umount', perl: call(166, '/tmp', 0) },
  { says: 'pivot_root', perl: call(155, '/tmp', '/tmp') },
  { says: 'setns', perl: 'open(my $f, "<", "/proc/self/ns/net") && syscall(308, fileno($f), 0) >= 0' },
  { says: 'mknod of a block device', perl: call(133, '/tmp/disk', 0o60600, 0x0801) },
  {
    says: 'ptrace',
    perl: 'do { my $p = fork; if (!$p) { sleep 60; exit } my $did = syscall(101, 16, $p, 0, 0) >= 0; my $why = $! + 0; kill 9, $p; $! = $why; $did }',
  },
  { says: 'reading another process’s memory', perl: call(310, 1, 0, 0, 0, 0, 0) },
  { says: 'io_uring', perl: 'do { my $b = "\\0" x 120; syscall(425, 4, $b) >= 0 }' },
  { says: 'bpf', perl: 'do { my $b = "\\0" x 120; syscall(321, 5, $b, 120) >= 0 }' },
  { says: 'perf_event_open', perl: 'do { my $b = "\\0" x 120; syscall(298, $b, 0, -1, -1, 0) >= 0 }' },
  { says: 'userfaultfd', perl: call(323, 0) },
  { says: 'a key of the kernel’s keyring', perl: call(248, 'user', 'k', 'v', 1, -3) },
  { says: 'keyctl', perl: call(250, 0, -3, 1) },
  { says: 'modify_ldt', perl: 'do { my $b = "\\0" x 16; syscall(154, 0, $b, 16) >= 0 }' },
  { says: 'loading a module', perl: call(175, 0, 0, '') },
  { says: 'kexec', perl: call(246, 0, 0, 0, 0) },
  { says: 'open_by_handle_at', perl: call(304, -100, 0, 0) },
  { says: 'reboot', perl: call(169, 0, 0, 0, 0) },
  { says: 'setting the clock', perl: 'do { my $b = pack("q2", 0, 0); syscall(164, $b, 0) >= 0 }' },
  { says: 'a VSOCK socket', perl: 'socket(my $s, 40, 1, 0)' },
  { says: 'a packet socket', perl: 'socket(my $s, 17, 3, 0)' },
  { says: 'a raw socket', perl: 'socket(my $s, 2, 3, 1)' },
  { says: 'a Bluetooth socket', perl: 'socket(my $s, 31, 3, 0)' },
  { says: 'an ALG socket', perl: 'socket(my $s, 38, 5, 0)' },
  { says: 'becoming root', perl: call(105, 0) },
]
