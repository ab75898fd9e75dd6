// Loaded before anything else where CLOCK_AHEAD_MS is set: the clock of this process, and of those that it
// starts, runs that far ahead of the machine's. Timers and durations stay as they are, and so do the times
// of files. A plain script without imports, so that the pages of a browser can run it too.
{
  const aheadMs = Number(globalThis.process?.env.CLOCK_AHEAD_MS ?? globalThis.clockAheadMs ?? 0)
  const MachineDate = Date
  const machineNow = MachineDate.now
  const now = () => machineNow() + aheadMs
  const timeOrigin = performance.timeOrigin + aheadMs

  // One prototype for both, and no Proxy: the mock world makes millions of dates.
  function MovedDate(...args) {
    if (new.target === MovedDate) {
      return args.length === 0 ? new MachineDate(now()) : new MachineDate(...args)
    }
    if (new.target === undefined) return new MachineDate(now()).toString()
    return Reflect.construct(MachineDate, args.length === 0 ? [now()] : args, new.target)
  }
  MachineDate.now = now
  Object.defineProperties(MovedDate, {
    ...Object.getOwnPropertyDescriptors(MachineDate),
    prototype: { value: MachineDate.prototype, writable: false },
  })
  MachineDate.prototype.constructor = MovedDate
  globalThis.Date = MovedDate
  Object.defineProperty(performance, 'timeOrigin', { get: () => timeOrigin, configurable: true })
}
