'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Attachment } from '#lib/wire/message.ts'
import { uploadFile } from '../_state/request.ts'
import { admitFiles } from './admit-files.ts'

export interface Upload {
  key: string
  name: string
  sizeBytes: number
  state: 'uploading' | 'done' | 'failed'
  /** From 0 to 1. */
  share: number
  problem: string
  /** Of a picture from this page; one from an earlier draft is shown from the server. */
  previewUrl: string | undefined
  attachment: Attachment | undefined
}

export interface Uploads {
  files: readonly Upload[]
  refused: readonly string[]
  add: (files: readonly File[]) => void
  remove: (key: string) => void
  /** Replaces them all, for a draft or an edited message. */
  set: (attachments: readonly Attachment[]) => void
}

export function useUploads(employeeId: string): Uploads {
  const [files, setFiles] = useState<readonly Upload[]>([])
  const [refused, setRefused] = useState<readonly string[]>([])
  const controls = useRef(new Map<string, AbortController>())
  const present = useRef(files)
  useEffect(() => {
    present.current = files
  })
  useEffect(() => {
    const running = controls.current
    return () => {
      for (const control of running.values()) control.abort()
    }
  }, [])
  const update = useCallback((key: string, change: Partial<Upload>) => {
    setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)))
  }, [])
  const add = useCallback(
    (chosen: readonly File[]) => {
      const sizeBytes = present.current.reduce((sum, one) => sum + one.sizeBytes, 0)
      const { admitted, refused: problems } = admitFiles(chosen, { count: present.current.length, sizeBytes })
      setRefused(problems)
      const uploads = admitted.map((file) => ({ file, upload: uploadOf(file) }))
      present.current = [...present.current, ...uploads.map(({ upload }) => upload)]
      setFiles(present.current)
      for (const { file, upload } of uploads) {
        const control = new AbortController()
        controls.current.set(upload.key, control)
        const onProgress = (share: number) => update(upload.key, { share })
        void uploadFile(employeeId, file, onProgress, control.signal).then((outcome) => {
          if (outcome.ok) update(upload.key, { state: 'done', share: 1, attachment: outcome.value })
          else update(upload.key, { state: 'failed', problem: outcome.detail })
        })
      }
    },
    [employeeId, update],
  )
  const remove = useCallback((key: string) => {
    controls.current.get(key)?.abort()
    setRefused([])
    setFiles((all) => all.filter((one) => one.key !== key || forget(one)))
  }, [])
  const set = useCallback((attachments: readonly Attachment[]) => {
    setRefused([])
    for (const one of present.current) forget(one)
    setFiles(attachments.map(keptUpload))
  }, [])
  return { files, refused, add, remove, set }
}

/** Gives the memory of a preview back. False, for use in a filter. */
function forget({ previewUrl }: Upload): boolean {
  if (previewUrl?.startsWith('blob:')) URL.revokeObjectURL(previewUrl)
  return false
}

let uploads = 0

function uploadOf(file: File): Upload {
  uploads += 1
  return {
    key: `upload-${uploads}`,
    name: file.name,
    sizeBytes: file.size,
    state: 'uploading',
    share: 0,
    problem: '',
    previewUrl: file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined,
    attachment: undefined,
  }
}

function keptUpload(attachment: Attachment): Upload {
  const { id, name, sizeBytes, mediaType } = attachment
  const previewUrl = mediaType.startsWith('image/') ? `/api/v1/attachments/${id}` : undefined
  return { key: id, name, sizeBytes, state: 'done', share: 1, problem: '', previewUrl, attachment }
}
