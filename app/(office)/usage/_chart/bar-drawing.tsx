'use client'
// The bars themselves. Loaded when the page is there: no other page pays for the library that draws them.
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { shortDay, tickMoney } from '../_words/figures.ts'
import { BarTip } from './bar-tip.tsx'
import { type BarRow, type Bars, linesUpTo } from './series.ts'

const tick = { fill: 'var(--muted)', fontSize: 12, fontFamily: 'var(--font-geist-mono)' }
const dayOfRow = ({ day }: BarRow) => day

export function BarDrawing({ bars: { series, rows }, label }: { bars: Bars; label: string }) {
  const lines = linesUpTo(Math.max(...rows.map(({ totalMicros }) => totalMicros)))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={rows}
        margin={{ top: 8, right: 20, bottom: 0, left: 0 }}
        barCategoryGap={rows.length > 45 ? '12%' : '22%'}
        maxBarSize={48}
        title={label}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey={dayOfRow}
          tickFormatter={shortDay}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          minTickGap={28}
          tickMargin={8}
        />
        <YAxis
          width="auto"
          tickFormatter={(micros: number) => tickMoney(micros, lines[1] ?? 1)}
          tick={tick}
          tickLine={false}
          axisLine={false}
          ticks={lines}
          domain={[0, lines.at(-1) ?? 1]}
          interval={0}
        />
        <Tooltip
          cursor={{ fill: 'var(--sunken)' }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const row = rows.find((one) => one === payload?.[0]?.payload)
            return active && row ? <BarTip row={row} series={series} /> : null
          }}
        />
        {series.map(({ key, name, colour }) => (
          <Bar
            key={key}
            dataKey={({ micros }: BarRow) => micros[key] ?? 0}
            name={name}
            stackId="day"
            fill={colour}
            stroke="var(--surface)"
            strokeWidth={rows.length > 45 ? 0 : 1}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}
