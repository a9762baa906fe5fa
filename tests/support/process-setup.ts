export { default } from './db-setup.ts'
