import type { RemovedLayer } from '../../../../../shared/contract/records/historyRecords.ts';
import type { PastDatabase } from '../../sqlite/openPastDatabase.ts';
import { sql } from '../../sqlite/sql.ts';

/**
 * Takes out layers, their plots and imagery that came after a row of the log. Returns what was there then and has been
 * removed since: the log knows of it, but its features are gone for good.
 */
export function rewindLayers(past: PastDatabase, sequence: number): RemovedLayer[] {
  past.run(sql`
    DELETE FROM plots WHERE layer_id IN (SELECT id FROM (${importedAfter(sequence, 'layer')}))`);
  past.run(sql`
    DELETE FROM layer_fields WHERE layer_id IN (SELECT id FROM (${importedAfter(sequence, 'layer')}))`);
  past.run(sql`DELETE FROM layers WHERE layer_id IN (SELECT id FROM (${importedAfter(sequence, 'layer')}))`);
  past.run(sql`
    DELETE FROM imagery WHERE imagery_id IN (SELECT id FROM (${importedAfter(sequence, 'imagery')}))`);
  return past.all<RemovedLayer>(sql`
    SELECT json_extract(old_value, '$.name') AS name, json_extract(old_value, '$.role') AS role,
      json_extract(old_value, '$.features') AS features, sequence AS removedBySequence
    FROM live.command_log
    WHERE sequence > ${sequence} AND kind = 'layer.remove'
      AND target NOT IN (SELECT target FROM live.command_log WHERE sequence > ${sequence} AND kind = 'layer.import')
    ORDER BY sequence`);
}

function importedAfter(sequence: number, subject: 'layer' | 'imagery') {
  return sql`
    SELECT CAST(substr(target, ${subject.length + 2}) AS INTEGER) AS id FROM live.command_log
    WHERE sequence > ${sequence} AND kind = ${`${subject}.import`}`;
}
