import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { BackendContext } from '../backendContext.ts';
import { readPosition } from '../documents/freezePlotList.ts';
import type { ListFormat } from '../documents/listProduct.ts';
import { listReleases } from '../documents/listReleases.ts';
import { freezeSources, withHandUpOptions } from '../documents/openHandUp.ts';
import { createRelease } from '../documents/release.ts';
import { describeOrigin } from '../documents/releaseOrigin.ts';
import { rebuildRelease, rerunProducts } from '../documents/remakeRelease.ts';
import { verifyRelease } from '../documents/verifyRelease.ts';
import { readHandUpSettings } from '../storage/project/handUpSettings.ts';

const whats = ['plots', 'eligible'] as const;
/** Pages for every plot are asked for by name: thousands of them are not what a release holds by default. */
const releaseFormats: readonly ListFormat[] = [
  ...(['xlsx', 'csv', 'gpkg', 'geojson', 'shp', 'kml', 'txt', 'docx'] as const),
  ...(['statistics', 'bulletin', 'wallmap'] as const),
];

type ReleaseMethods =
  | 'release.create'
  | 'release.rerun'
  | 'release.rebuild'
  | 'release.verify'
  | 'release.list';

export function createReleaseHandlers(context: BackendContext): Pick<Handlers, ReleaseMethods> {
  return {
    async 'release.create'(request, { reportProgress, signal }) {
      const project = context.session.require('出件');
      const position = readPosition(project);
      const { personalData } = readHandUpSettings(project.database);
      const wanted = request.lists ?? whats;
      const formats = request.formats ?? releaseFormats;
      // all lists from one moment: nothing can be written between these synchronous reads
      const lists = freezeSources(project, wanted, formats, position, personalData);
      const files = await withHandUpOptions(project, { encoding: request.encoding, signal }, (options) =>
        createRelease({
          ...{ directory: request.directory, lists, options, replace: request.replace ?? false },
          formats,
          origin: describeOrigin(project, position, wanted, options),
          onFile: (done, total) => reportProgress('出件', done, total),
        }),
      );
      return { dir: request.directory, files, ok: true };
    },

    async 'release.rerun'({ directory, formats }, { reportProgress, signal }) {
      const project = context.session.require('出件');
      const files = await withHandUpOptions(project, { signal }, ({ drawChips, findGround }) =>
        rerunProducts(project, directory, formats, {
          ...{ signal, drawChips, findGround },
          onFile: (done, total) => reportProgress('出件', done, total),
        }),
      );
      return { dir: directory, files, ok: true };
    },

    async 'release.rebuild'({ release, directory }, { reportProgress, signal }) {
      const project = context.session.require('出件');
      const { files, different } = await withHandUpOptions(project, { signal }, ({ drawChips, findGround }) =>
        rebuildRelease(project, release, directory, {
          ...{ signal, drawChips, findGround },
          onFile: (done, total) => reportProgress('出件', done, total),
        }),
      );
      return { dir: directory, files, identical: different.length === 0, different };
    },

    async 'release.verify'(request) {
      const findings = await verifyRelease(request.directory);
      return { ok: findings.length === 0, findings };
    },

    async 'release.list'({ directory }) {
      return { releases: await listReleases(directory) };
    },
  };
}
