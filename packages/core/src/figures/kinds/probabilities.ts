import { ProbabilitiesDataSchema } from '../../schemas/figure-data.ts';
import { defineFigureKind } from '../figure-kind.ts';
import {
  computeProbabilitiesData,
  describeProbabilities,
  tabulateProbabilities,
} from '../probabilities.ts';
import { specifyProbabilities } from '../probabilities-chart.ts';

/** What the models take the main specimen for. */
export const PROBABILITIES = defineFigureKind({
  schema: ProbabilitiesDataSchema,
  forms: {
    probabilities: (_, measured, figure) => {
      const { id: specimen, className } = measured.dataset.specimens[0]!;
      const data = computeProbabilitiesData({
        figure,
        specimen,
        classNames: measured.dataset.classNames,
        ...(className !== undefined && { trueClass: className }),
        models: measured.models.map((model) => {
          const answer = measured.runOf(model.id).layers.at(-1)!.name;
          const { values } = measured.layerOf(model.id, answer, specimen).measured;
          return { model, probabilities: values };
        }),
      });
      return { specimen, madeFrom: measured.models.map(({ id }) => id), data };
    },
  },
  describe: describeProbabilities,
  tabulate: tabulateProbabilities,
  drawing: { look: 'chart', specify: specifyProbabilities },
});
