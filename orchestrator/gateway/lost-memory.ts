// What a gateway says that cannot reach its own memory any more: it fails every turn, for as long as its process lives (docs/gateway.md).

export const saysMemoryIsLost = /database execution admission is closed/i
