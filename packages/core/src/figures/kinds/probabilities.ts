import { ProbabilitiesDataSchema } from '../../schemas/figure-data.ts';
import { forModels } from '../../for-models.ts';
import { MODEL_NAMES } from '../../schemas/scalars.ts';
import { defineFigureKind } from '../figure-kind.ts';
import {
  computeProbabilitiesData,
  describeProbabilities,
  tabulateProbabilities,
} from '../probabilities.ts';
import { specifyProbabilities } from '../probabilities-chart.ts';

/** What both models take the main specimen for. */
export const PROBABILITIES = defineFigureKind({
  schema: ProbabilitiesDataSchema,
  forms: {
    probabilities: (_, measured, figure) => {
      const { id: specimen, className } = measured.dataset.specimens[0]!;
      const data = computeProbabilitiesData({
        figure,
        specimen,
        classNames: measured.dataset.classNames,
        trueClass: className,
        probabilities: forModels((model) => {
          const answer = measured.runs[model].layers.at(-1)!.name;
          return measured.layerOf(model, answer, specimen).measured.values;
        }),
      });
      return { specimen, madeFrom: MODEL_NAMES, data };
    },
  },
  describe: describeProbabilities,
  tabulate: tabulateProbabilities,
  drawing: { look: 'chart', specify: specifyProbabilities },
});
