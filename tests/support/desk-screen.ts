// What programs at a real desk see of its screen: where the pointer is, and what lies on the clipboard.
import type { DockerDesks } from './docker-desks.ts'

export interface DeskScreen {
  pointer: () => Promise<string>
  /** Undefined while there is no text. */
  clipboard: () => Promise<string | undefined>
  /** A program puts a text on the clipboard and stays for a while to give it out. */
  copy: (text: string) => void
}

const pointerProgram = `
import ctypes
x = ctypes.CDLL('libX11.so.6')
x.XOpenDisplay.restype = ctypes.c_void_p
d = ctypes.c_void_p(x.XOpenDisplay(None))
x.XDefaultRootWindow.restype = ctypes.c_ulong
r, c = ctypes.c_ulong(), ctypes.c_ulong()
px, py, wx, wy, m = ctypes.c_int(), ctypes.c_int(), ctypes.c_int(), ctypes.c_int(), ctypes.c_uint()
refs = [ctypes.byref(v) for v in (r, c, px, py, wx, wy, m)]
x.XQueryPointer(d, ctypes.c_ulong(x.XDefaultRootWindow(d)), *refs)
print(px.value, py.value)`

const clipboardProgram = `
import ctypes, sys
g = ctypes.CDLL('libgtk-3.so.0')
g.gtk_init(None, None)
g.gdk_atom_intern.restype = ctypes.c_void_p
g.gtk_clipboard_get.restype = ctypes.c_void_p
board = ctypes.c_void_p(g.gtk_clipboard_get(ctypes.c_void_p(g.gdk_atom_intern(b'CLIPBOARD', False))))
if len(sys.argv) > 1:
    g.gtk_clipboard_set_text(board, sys.argv[1].encode(), -1)
    g.gtk_main()
g.gtk_clipboard_wait_for_text.restype = ctypes.c_char_p
print((g.gtk_clipboard_wait_for_text(board) or b'').decode())`

export function screenOf(desks: Pick<DockerDesks, 'exec'>, deskId: string): DeskScreen {
  const python = (program: string, given: string[] = [], timeoutMs = 10_000) =>
    desks.exec(deskId, ['env', 'DISPLAY=:1', 'python3', '-c', program, ...given], { timeoutMs })
  return {
    pointer: async () => (await python(pointerProgram)).stdout.trim(),
    clipboard: async () => (await python(clipboardProgram)).stdout.trim() || undefined,
    copy: (text) => void python(clipboardProgram, [text], 30_000).catch(() => undefined),
  }
}
