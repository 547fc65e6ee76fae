import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** Features in the order they are read, with what tells whether one has changed and where it lies. */
export interface FeatureList {
  /** 8 bytes of SHA-256 over the geometry and what is asked of it. */
  readonly hashes: BigUint64Array<ArrayBuffer>;
  /** Five numbers for each: id (fid, or plot id), minX, minY, maxX, maxY. */
  readonly places: Float64Array<ArrayBuffer>;
}

export interface RunInput {
  readonly kind: 'layer' | 'plots';
  readonly layerId: number;
  readonly contentSha256: string;
  /** Which rules ask what of it. */
  readonly use: string;
  readonly features: FeatureList;
}

/** All that the results of a run depend on. */
export interface RunInputs {
  /** Rules, thresholds, system and settings, in one text. */
  readonly rules: string;
  /** Layers in the order their features take part, then the plots of each layer. */
  readonly inputs: readonly RunInput[];
}

/** Keeps them for this run and drops those of the runs before. Inside runCommand. */
export function writeRunInputs(db: WritableDatabase, runId: number, { rules, inputs }: RunInputs): void {
  db.run(sql`DELETE FROM eligibility_inputs`);
  db.run(
    sql`INSERT INTO eligibility_inputs (run_id, kind, description) VALUES (${runId}, 'rules', ${rules})`,
  );
  for (const { kind, layerId, contentSha256, use, features } of inputs) {
    db.run(sql`
      INSERT INTO eligibility_inputs (run_id, kind, layer_id, content_sha256, description, hashes, places)
      VALUES (${runId}, ${kind}, ${layerId}, ${contentSha256}, ${use}, ${new Uint8Array(features.hashes.buffer)},
        ${new Uint8Array(features.places.buffer)})`);
  }
}

/** Undefined for a run from before they were kept. */
export function readRunInputs(db: ReadableDatabase, runId: number): RunInputs | undefined {
  const rows = db.all<InputRow>(
    sql`SELECT * FROM eligibility_inputs WHERE run_id = ${runId} ORDER BY input_id`,
  );
  const rules = rows.find(({ kind }) => kind === 'rules')?.description;
  if (rules === undefined) return undefined;
  const inputs = rows.flatMap((row) =>
    row.kind === 'rules'
      ? []
      : [
          {
            ...{ kind: row.kind, layerId: row.layer_id, contentSha256: row.content_sha256 },
            use: row.description,
            features: {
              hashes: new BigUint64Array(copyBuffer(row.hashes)),
              places: new Float64Array(copyBuffer(row.places)),
            },
          },
        ],
  );
  return { rules, inputs };
}

/** Plots with a computed result in this run. */
export function listComputedPlots(db: ReadableDatabase, runId: number): number[] {
  return db.column<number>(
    sql`SELECT plot_id FROM eligibility_results WHERE run_id = ${runId} AND not_computed IS NULL`,
  );
}

interface InputRow {
  readonly kind: 'rules' | RunInput['kind'];
  readonly layer_id: number;
  readonly content_sha256: string;
  readonly description: string;
  readonly hashes: Uint8Array;
  readonly places: Uint8Array;
}

function copyBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
