/**
 * Where an installed program keeps a file that lies beside its archive (asarUnpack in electron-builder.yml): libvips
 * opens the font by itself and cannot look into the archive. Any other path as it is.
 */
export function outsideArchive(file: string): string {
  return file.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked');
}
