import { TrainingCurvesDataSchema } from '../../schemas/figure-data.ts';
import { isTrainedRun } from '../../schemas/run.ts';
import { defineFigureKind } from '../figure-kind.ts';
import {
  computeTrainingCurvesData,
  describeTrainingCurves,
  tabulateTrainingCurves,
} from '../training-curves.ts';
import { specifyTrainingCurves } from '../training-curves-chart.ts';

/** A metric by epoch of the models that were trained. */
export const TRAINING_CURVES = defineFigureKind({
  schema: TrainingCurvesDataSchema,
  forms: {
    'training-{metric}': ({ metric }, { models, runOf }, figure) => {
      const trained = models.flatMap((model, place) => {
        const run = runOf(model.id);
        return isTrainedRun(run) ? [{ model, place, run }] : [];
      });
      return {
        madeFrom: trained.map(({ model }) => model.id),
        data: computeTrainingCurvesData({ figure, metric, models: trained }),
      };
    },
  },
  describe: describeTrainingCurves,
  tabulate: tabulateTrainingCurves,
  drawing: { look: 'chart', specify: specifyTrainingCurves },
});
