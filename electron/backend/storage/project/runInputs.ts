import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { newestCount } from './runRows.ts';

/** Features in the order they are read, with what tells whether one has changed and where it lies. */
export interface FeatureList {
  /** 8 bytes of SHA-256 over the geometry and what is asked of it. */
  readonly hashes: BigUint64Array<ArrayBuffer>;
  /** Five numbers for each: id (fid, or plot id), minX, minY, maxX, maxY. */
  readonly places: Float64Array<ArrayBuffer>;
}

/** What a run read of a layer. */
export interface InputUse {
  readonly kind: 'layer' | 'plots';
  readonly layerId: number;
  readonly contentSha256: string;
  /** When its table was changed last, by whatever program: an edit in QGIS leaves our hash as it was. */
  readonly lastChange: string;
  /** Which rules ask what of it. */
  readonly use: string;
}

/** An input as it is kept; its features are read only where they have to be compared. */
export interface StoredInput extends InputUse {
  readonly inputId: number;
}

/** An input with features that were read anew. */
export interface NotedInput extends InputUse {
  readonly features: FeatureList;
}

/** All that the results of a run depend on. */
export interface RunInputs<Input extends InputUse = StoredInput | NotedInput> {
  /** Rules, thresholds, system and settings, in one text. */
  readonly rules: string;
  /** Layers in the order their features take part, then the plots of each layer. */
  readonly inputs: readonly Input[];
}

/** Makes them those of this run; only what was read anew is written, and what is not among them goes. Inside runCommand. */
export function writeRunInputs(db: WritableDatabase, runId: number, { rules, inputs }: RunInputs): void {
  const kept = inputs.flatMap((input) => ('inputId' in input ? [input.inputId] : []));
  db.run(sql`
    DELETE FROM eligibility_inputs WHERE input_id NOT IN (SELECT value FROM json_each(${JSON.stringify(kept)}))`);
  db.run(sql`
    INSERT INTO eligibility_inputs (run_id, position, kind, description) VALUES (${runId}, 0, 'rules', ${rules})`);
  inputs.forEach((input, index) => {
    const position = index + 1;
    if ('inputId' in input) {
      db.run(sql`
        UPDATE eligibility_inputs SET position = ${position}
        WHERE input_id = ${input.inputId} AND position <> ${position}`);
      return;
    }
    const { kind, layerId, contentSha256, lastChange, use, features } = input;
    db.run(sql`
      INSERT INTO eligibility_inputs (run_id, position, kind, layer_id, content_sha256, last_change, description,
        hashes, places)
      VALUES (${runId}, ${position}, ${kind}, ${layerId}, ${contentSha256}, ${lastChange}, ${use},
        ${new Uint8Array(features.hashes.buffer)}, ${new Uint8Array(features.places.buffer)})`);
  });
}

/** What layers are at this moment: for an input that is made of one now. */
export function createInputUse(
  db: ReadableDatabase,
): (kind: InputUse['kind'], layerId: number, use: string) => InputUse {
  const rows = db.all<{ layerId: number; contentSha256: string; lastChange: string }>(sql`
    SELECT layer_id AS layerId, content_sha256 AS contentSha256, last_change AS lastChange
    FROM layers JOIN gpkg_contents USING (table_name)`);
  const layers = new Map(rows.map((row) => [row.layerId, row]));
  return (kind, layerId, use) => {
    const layer = layers.get(layerId);
    if (layer === undefined) throw new Error(`no layer ${layerId}`);
    return { ...layer, kind, use };
  };
}

/** Undefined for a run that is not the newest, or is from before they were kept. */
export function readRunInputs(db: ReadableDatabase, runId: number): RunInputs<StoredInput> | undefined {
  const rules = db.value<string>(
    sql`SELECT description FROM eligibility_inputs WHERE run_id = ${runId} AND kind = 'rules'`,
  );
  if (rules === undefined) return undefined;
  const inputs = db.all<StoredInput>(sql`
    SELECT input_id AS inputId, kind, layer_id AS layerId, content_sha256 AS contentSha256,
      coalesce(last_change, '') AS lastChange, description AS "use"
    FROM eligibility_inputs WHERE kind <> 'rules' ORDER BY position`);
  return { rules, inputs };
}

/** True where another program has edited a table since the newest run read it, which leaves our hashes as they were. */
export function wereInputsEdited(db: ReadableDatabase, runId: number): boolean {
  const edited = db.value<number>(sql`
    SELECT EXISTS (SELECT 1 FROM eligibility_inputs WHERE run_id = ${runId} AND kind = 'rules') AND EXISTS (
      SELECT 1 FROM eligibility_inputs AS input JOIN layers USING (layer_id)
        JOIN gpkg_contents AS present USING (table_name)
      WHERE input.last_change <> present.last_change)`);
  return edited === 1;
}

/** The features of a kept input. */
export function readInputFeatures(db: ReadableDatabase, { inputId }: StoredInput): FeatureList {
  const row = db.get<{ hashes: Uint8Array; places: Uint8Array }>(
    sql`SELECT hashes, places FROM eligibility_inputs WHERE input_id = ${inputId}`,
  );
  if (row === undefined) throw new Error(`no input ${inputId}`);
  return {
    hashes: new BigUint64Array(new Uint8Array(row.hashes).buffer),
    places: new Float64Array(new Uint8Array(row.places).buffer),
  };
}

/** Plots of the project without a computed result in the newest run. */
export function listUncomputedPlots(db: ReadableDatabase): number[] {
  const holding = sql`FROM eligibility_results INDEXED BY eligibility_results_newest WHERE last_run IS NULL`;
  // results go with their plots, so equal numbers say that each plot has one, sooner than to look for it
  const isWhole = db.value<number>(sql`SELECT ${newestCount} = (SELECT count(*) FROM plots)`) === 1;
  if (!isWhole) {
    return db.column<number>(
      sql`SELECT plot_id FROM plots EXCEPT SELECT plot_id ${holding} AND not_computed IS NULL`,
    );
  }
  const failed = db.value<number>(
    sql`SELECT not_computed FROM eligibility_runs ORDER BY run_id DESC LIMIT 1`,
  );
  return failed === 0
    ? []
    : db.column<number>(sql`SELECT plot_id ${holding} AND not_computed IS NOT NULL ORDER BY plot_id`);
}
