// What is used of noVNC's core, which comes without types.
declare module '@novnc/novnc' {
  export default class Rfb {
    constructor(target: HTMLElement, channel: WebSocket, options?: { shared?: boolean })
    viewOnly: boolean
    focusOnClick: boolean
    scaleViewport: boolean
    clipViewport: boolean
    dragViewport: boolean
    showDotCursor: boolean
    background: string
    /** 0 to 9. */
    qualityLevel: number
    /** 0 to 9. */
    compressionLevel: number
    addEventListener(type: 'connect' | 'desktopname', listener: () => void): void
    addEventListener(type: 'disconnect', listener: (event: CustomEvent<{ clean: boolean }>) => void): void
    addEventListener(type: 'securityfailure', listener: () => void): void
    addEventListener(type: 'clipboard', listener: (event: CustomEvent<{ text: string }>) => void): void
    sendKey(keysym: number, code: string | null, down?: boolean): void
    clipboardPasteFrom(text: string): void
    focus(options?: FocusOptions): void
    blur(): void
    disconnect(): void
    toDataURL(type?: string, quality?: number): string
    /** Set once the server has sent its first fence. */
    protected _supportsFence: boolean
    protected _sock: {
      /** Whether fewer bytes have come; if so, it steps back. */
      rQwait(what: string, bytes: number, goBack: number): boolean
      rQpeekBytes(bytes: number): Uint8Array
      rQskipBytes(bytes: number): void
    }
    protected _handleServerFenceMsg(): boolean
  }
}
