import { TrainingCurvesDataSchema } from '../../schemas/figure-data.ts';
import { defineFigureKind } from '../figure-kind.ts';
import {
  computeTrainingCurvesData,
  describeTrainingCurves,
  tabulateTrainingCurves,
} from '../training-curves.ts';
import { specifyTrainingCurves } from '../training-curves-chart.ts';

/** A metric of the models by epoch. */
export const TRAINING_CURVES = defineFigureKind({
  schema: TrainingCurvesDataSchema,
  forms: {
    'training-{metric}': ({ metric }, { models, runOf }, figure) => ({
      madeFrom: models.map(({ id }) => id),
      data: computeTrainingCurvesData({
        figure,
        metric,
        models: models.map((model) => ({ model, run: runOf(model.id) })),
      }),
    }),
  },
  describe: describeTrainingCurves,
  tabulate: tabulateTrainingCurves,
  drawing: { look: 'chart', specify: specifyTrainingCurves },
});
