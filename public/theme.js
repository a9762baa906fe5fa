// Runs before the first paint: the stored choice wins over the system's, so nothing flashes. Kept as a file: the page allows no inline script.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // storage is switched off: the system's choice stands
}
