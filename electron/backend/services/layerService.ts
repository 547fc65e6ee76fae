import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { intakeOperations } from '../../../shared/text/vectorImport.zh-CN.ts';
import type { BackendContext } from '../backendContext.ts';
import { isAddedLayer } from '../storage/project/addedPlots.ts';
import { getLayer, removeLayer } from '../storage/project/layers.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { createTileSource, type TileSource } from '../vector/tiles/createTileSource.ts';

/** Layers as the map shows them, and taking one out of the project. */
export function createLayerHandlers(context: BackendContext): Pick<Handlers, 'layer.remove' | 'layer.tile'> {
  // caches of one project must not outlive it, nor keep it from being freed
  const sources = new WeakMap<OpenProject, TileSource>();

  return {
    'layer.remove'({ layerId, by }) {
      const project = context.session.require(intakeOperations.removeLayer);
      const { role, name, sourceFile } = getLayer(project.database, layerId);
      if (isAddedLayer({ sourceFile })) throw new AppError('ADDED_LAYER_KEPT', { layer: name });
      removeLayer(project, layerId, by);
      context.emit('project.changed', { what: 'layers' });
      if (role === 'plots') context.emit('project.changed', { what: 'plots' });
      return {};
    },

    'layer.tile'({ layerId, z, x, y }) {
      const project = context.session.require(intakeOperations.readTile);
      let source = sources.get(project);
      if (source === undefined) {
        source = createTileSource(project);
        sources.set(project, source);
      }
      return source.readTile(layerId, z, x, y);
    },
  };
}
