/** Recurrent layers: tensors, state, and the arithmetic on it. */
import { linear, normParts, type Part } from './model-parts.ts';
import type { Recurrence } from './model.ts';

const vector = (name: string, ...shape: readonly number[]): Part => ({ name, group: 'recurrence', shape });

/** Over the last tokens, each channel by itself. */
const convolution = (name: string, channels: number, conv: number, bias: boolean): readonly Part[] => [
  vector(name, channels, 1, conv),
  ...(bias ? [vector(`${name}.bias`, channels)] : []),
];

/** That a layer's convolution runs over. */
const channels = (layer: Recurrence, width: number): number => {
  switch (layer.kind) {
    case 'gated-delta':
      return 2 * layer.keyHeads * layer.keyDim + layer.valueHeads * layer.valueDim;
    case 'mamba2':
      return layer.heads * layer.headDim + 2 * layer.groups * layer.state;
    case 'mamba':
      return layer.inner;
    case 'lightning':
      return 0;
    case 'short-convolution':
      return width;
  }
};

export function recurrenceParts(layer: Recurrence, d: number, name: string): readonly Part[] {
  const wide = channels(layer, d);
  switch (layer.kind) {
    case 'gated-delta': {
      const value = layer.valueHeads * layer.valueDim;
      return [
        ...linear('recurrence', `${name}.queryKeyValue`, d, wide),
        ...linear('recurrence', `${name}.gate`, d, value),
        ...linear('recurrence', `${name}.stepAndDecay`, d, 2 * layer.valueHeads),
        ...convolution(`${name}.convolution`, wide, layer.conv, false),
        vector(`${name}.stepBias`, layer.valueHeads),
        vector(`${name}.decay`, layer.valueHeads),
        ...normParts('rms', `${name}.outputNorm`, layer.valueDim),
        ...linear('recurrence', `${name}.output`, value, d),
      ];
    }
    case 'mamba2': {
      const inner = layer.heads * layer.headDim;
      return [
        ...linear('recurrence', `${name}.input`, d, inner + wide + layer.heads, layer.bias),
        ...convolution(`${name}.convolution`, wide, layer.conv, layer.convBias),
        ...['stepBias', 'decay', 'skip'].map((each) => vector(`${name}.${each}`, layer.heads)),
        ...(layer.norm ? normParts('rms', `${name}.outputNorm`, inner) : []),
        ...linear('recurrence', `${name}.output`, inner, d, layer.bias),
      ];
    }
    case 'mamba': {
      const { inner, state, stepRank } = layer;
      const norms = [
        ...normParts('rms', `${name}.stepNorm`, stepRank),
        ...normParts('rms', `${name}.writeNorm`, state),
        ...normParts('rms', `${name}.readNorm`, state),
      ];
      return [
        ...linear('recurrence', `${name}.input`, d, 2 * inner, layer.bias),
        ...convolution(`${name}.convolution`, wide, layer.conv, layer.convBias),
        ...linear('recurrence', `${name}.stepWriteRead`, inner, stepRank + 2 * state),
        ...linear('recurrence', `${name}.step`, stepRank, inner, true),
        { name: `${name}.decay`, group: 'recurrence', shape: [inner, 1, state] },
        vector(`${name}.skip`, inner),
        ...(layer.innerNorms ? norms : []),
        ...linear('recurrence', `${name}.output`, inner, d, layer.bias),
      ];
    }
    case 'lightning': {
      const all = layer.heads * layer.headDim;
      return [
        ...linear('recurrence', `${name}.queryKeyValue`, d, 3 * all),
        ...normParts('rms', `${name}.outputNorm`, all),
        ...linear('recurrence', `${name}.gate`, d, all),
        ...linear('recurrence', `${name}.output`, all, d),
      ];
    }
    case 'short-convolution':
      return [
        ...linear('recurrence', `${name}.input`, d, 3 * d, layer.bias),
        ...convolution(`${name}.convolution`, wide, layer.conv, layer.bias),
        ...linear('recurrence', `${name}.output`, d, d, layer.bias),
      ];
  }
}

/** Its state, and the last inputs of its convolution. */
export function stateElements(layer: Recurrence, d: number): { readonly state: number; readonly convolution: number } {
  const convolutionInputs = layer.kind === 'lightning' ? 0 : channels(layer, d) * (layer.conv - 1);
  switch (layer.kind) {
    case 'gated-delta':
      return { state: layer.valueHeads * layer.keyDim * layer.valueDim, convolution: convolutionInputs };
    case 'mamba2':
      return { state: layer.heads * layer.headDim * layer.state, convolution: convolutionInputs };
    case 'mamba':
      return { state: layer.inner * layer.state, convolution: convolutionInputs };
    case 'lightning':
      return { state: layer.heads * layer.headDim * layer.headDim, convolution: 0 };
    case 'short-convolution':
      return { state: 0, convolution: convolutionInputs };
  }
}

/**
 * Forward, token by token: writing to the state and reading from it are a multiply-add an element each; the delta rule first reads what it
 * replaces. Decay and convolution are left out, and chunked kernels do more.
 */
export const stateFlops = (layer: Recurrence, d: number): number => (layer.kind === 'gated-delta' ? 6 : 4) * stateElements(layer, d).state;
