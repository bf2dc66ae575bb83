import { TrainingCurvesDataSchema } from '../../schemas/figure-data.ts';
import { MODEL_NAMES } from '../../schemas/scalars.ts';
import { defineFigureKind } from '../figure-kind.ts';
import {
  computeTrainingCurvesData,
  describeTrainingCurves,
  tabulateTrainingCurves,
} from '../training-curves.ts';
import { specifyTrainingCurves } from '../training-curves-chart.ts';

/** A metric of both models by epoch. */
export const TRAINING_CURVES = defineFigureKind({
  schema: TrainingCurvesDataSchema,
  forms: {
    'training-{metric}': ({ metric }, { runs }, figure) => ({
      madeFrom: MODEL_NAMES,
      data: computeTrainingCurvesData({ figure, metric, runs }),
    }),
  },
  describe: describeTrainingCurves,
  tabulate: tabulateTrainingCurves,
  drawing: { look: 'chart', specify: specifyTrainingCurves },
});
