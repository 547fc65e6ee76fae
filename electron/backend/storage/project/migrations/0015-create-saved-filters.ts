import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Filters of the queue under names of their own, and indexes for the orders of the attribute table. */
export const createSavedFilters: Migration = {
  number: 15,
  name: '0015-create-saved-filters',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE saved_filters (
        saved_filter_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        -- the filter as the queue asks for it; nothing is queried inside it
        filter TEXT NOT NULL,
        saved_by TEXT NOT NULL,
        saved_at_utc TEXT NOT NULL
      ) STRICT;

      CREATE INDEX plots_by_village ON plots(village_name, plot_id);
      CREATE INDEX plots_by_land_class ON plots(land_class_code, plot_id);
      CREATE INDEX plots_by_recorded ON plots(coalesce(recorded_square_meters, -1), plot_id);
      CREATE INDEX plots_by_year ON plots(coalesce(outflow_year, -1), plot_id);
      CREATE INDEX plots_by_eligibility ON plots(coalesce(eligibility, ''), plot_id);`);
    registerAttributesTable(db, 'saved_filters', 'saved_filters', nowUtc);
  },
};
