const plain = 1;
const zstd = 50_000;

/** Codes of the TIFF tag Compression. */
export const tiffCompressions = {
  plain,
  jpeg: 7,
  zstd,
  /** Those that give back the very bytes of the samples: none, LZW, Deflate (two codes), PackBits, ZSTD. */
  ofBytes: new Set([plain, 5, 8, 32_946, 32_773, zstd]) as ReadonlySet<number>,
};

/** Codes of the TIFF tag PhotometricInterpretation. */
export const tiffPhotometrics = {
  ...{ whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3 },
  ...{ mask: 4, cmyk: 5, ycbcr: 6, lab: 8 },
};
