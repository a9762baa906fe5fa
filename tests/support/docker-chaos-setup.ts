export { default } from './docker-setup.ts'
