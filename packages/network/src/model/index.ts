export { buildModel, type NetworkChoice } from './build-model.ts';
export { readTopology, TopologyFileSchema, type FileTopology } from './file/read-topology.ts';
export { initialiseParameters } from './initialise-parameters.ts';
export {
  countParameters,
  layOutParameters,
  setParameters,
  type ParameterSlot,
} from './parameters.ts';
export { readLayers } from './read-layers.ts';
