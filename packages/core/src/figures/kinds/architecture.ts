import { ArchitectureDataSchema } from '../../schemas/figure-data.ts';
import {
  computeArchitectureData,
  describeArchitecture,
  tabulateArchitecture,
} from '../architecture.ts';
import { specifyArchitecture } from '../architecture-chart.ts';
import { defineFigureKind } from '../figure-kind.ts';

/** The layers that all models have. */
export const ARCHITECTURE = defineFigureKind({
  schema: ArchitectureDataSchema,
  forms: {
    architecture: (_, { models, runOf }, figure) => ({
      madeFrom: [],
      data: computeArchitectureData({
        figure,
        layers: runOf(models[0]!.id).layers,
        models: models.length,
      }),
    }),
  },
  describe: describeArchitecture,
  tabulate: tabulateArchitecture,
  drawing: { look: 'chart', specify: specifyArchitecture },
});
