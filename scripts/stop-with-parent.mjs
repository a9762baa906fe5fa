// Preloaded by run.mjs into the script it starts: when the launcher is gone, however it went, the script is asked to stop.
// Processes that inherit this preload by fork are not concerned: their parent is another one.
if (process.env.DESKHAND_LAUNCHER_PID === String(process.ppid) && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
