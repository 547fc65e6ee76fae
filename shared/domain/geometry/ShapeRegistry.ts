import type { Shape } from './GeometryEngine.ts';
import type { GeosRuntime } from './GeosRuntime.ts';
import type { Pointer } from './geosModule.ts';

interface ShapeRecord extends Shape {
  pointer: Pointer;
  /** GEOS's index on this geometry, or null. */
  prepared: Pointer;
  kept: boolean;
}

/** Knows every geometry that is alive, and frees it when its scope ends or its owner disposes of it. */
export class ShapeRegistry {
  private readonly runtime: GeosRuntime;
  private readonly scopes: ShapeRecord[][] = [];
  private readonly keptRecords = new Set<ShapeRecord>();
  private live = 0;

  constructor(runtime: GeosRuntime) {
    this.runtime = runtime;
  }

  get liveShapes(): number {
    return this.live;
  }

  scope<T>(work: () => T): T {
    const records: ShapeRecord[] = [];
    this.scopes.push(records);
    try {
      const value = work();
      if (value instanceof Promise)
        throw new Error('a geometry scope is synchronous, but its work is a promise');
      return value;
    } finally {
      this.scopes.pop();
      for (const record of records) if (!record.kept) this.release(record);
    }
  }

  /** Gives a new geometry to the innermost scope. */
  add(pointer: Pointer): Shape {
    const scope = this.scopes.at(-1);
    if (scope === undefined) {
      this.runtime.destroyGeometry(pointer);
      throw new Error('geometries are made inside engine.scope(...)');
    }
    const record = { pointer, prepared: 0, kept: false } as ShapeRecord;
    scope.push(record);
    this.live += 1;
    return record;
  }

  pointerOf(shape: Shape): Pointer {
    const { pointer } = shape as ShapeRecord;
    if (pointer === 0) throw new Error('this shape was freed: its scope has ended or it was disposed of');
    return pointer;
  }

  /** Moves the shape out of its scope; returns what disposes of it. */
  keep(shape: Shape, prepared: Pointer = 0): () => void {
    const record = shape as ShapeRecord;
    this.pointerOf(record);
    if (record.kept) throw new Error('this shape is already kept');
    record.kept = true;
    record.prepared = prepared;
    this.keptRecords.add(record);
    return () => this.release(record);
  }

  releaseAll(): void {
    for (const record of this.keptRecords) this.release(record);
    for (const scope of this.scopes) for (const record of scope) this.release(record);
  }

  private release(record: ShapeRecord): void {
    if (record.pointer === 0) return;
    if (record.prepared !== 0) this.runtime.destroyPrepared(record.prepared);
    this.runtime.destroyGeometry(record.pointer);
    record.pointer = 0;
    record.prepared = 0;
    this.keptRecords.delete(record);
    this.live -= 1;
  }
}
