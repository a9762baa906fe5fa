import { describe, expect, it } from 'vitest'
import { createRunText } from './run-text.ts'

describe('the text of a run', () => {
  it('grows within a segment and goes on with the next', () => {
    const text = createRunText()
    text.stream('1', 'Let me')
    text.stream('1', 'Let me look.')
    text.stream('2', 'Done.')
    expect(text.read()).toBe('Let me look.\n\nDone.')
  })

  it('says nothing of an attempt that failed before its first word', () => {
    const text = createRunText()
    text.stream('1', '')
    text.stream('2', 'Second try.')
    expect(text.read()).toBe('Second try.')
  })

  it('gets back the words that the stream dropped before a tool', () => {
    const text = createRunText()
    text.stream('1', '# Plan\n\nI will')
    text.close('# Plan I will look at it now.')
    text.stream('2', 'Done.')
    expect(text.read()).toBe('# Plan\n\nI will look at it now.\n\nDone.')
  })

  it('keeps its own white space when nothing was dropped', () => {
    const text = createRunText()
    text.stream('1', '- one\n- two\n')
    text.close('- one - two')
    expect(text.read()).toBe('- one\n- two\n')
  })

  it('knows a segment of which the stream showed nothing', () => {
    const text = createRunText()
    text.close('I will look.')
    text.stream('2', 'Done.')
    expect(text.read()).toBe('I will look.\n\nDone.')
  })

  it('tells two equal segments apart', () => {
    const text = createRunText()
    text.stream('1', 'Again.')
    text.close('Again.')
    text.stream('2', 'Again.')
    text.close('Again.')
    expect(text.read()).toBe('Again.\n\nAgain.')
  })

  it('lets the final text complete its last segment, and that only', () => {
    const text = createRunText()
    text.stream('1', 'I will')
    text.close('I will look.')
    text.stream('2', 'Do')
    text.finish('I will\n\nDone.')
    expect(text.read()).toBe('I will look.\n\nDone.')
  })

  it('goes on from text learned after a break', () => {
    const text = createRunText()
    text.replace('I will look.\n\nFirst.\n\nThen')
    text.stream('7', 'First.\n\nThen second.')
    expect(text.read()).toBe('I will look.\n\nFirst.\n\nThen second.')
    text.close('First. Then second. Now a tool.')
    expect(text.read()).toBe('I will look.\n\nFirst.\n\nThen second. Now a tool.')
  })

  it('begins a new segment after learned text that has nothing to do with it', () => {
    const text = createRunText()
    text.replace('I will look.')
    text.stream('7', 'Done.')
    expect(text.read()).toBe('I will look.\n\nDone.')
  })
})
