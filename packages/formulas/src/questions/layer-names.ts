/** Names of kinds of layers, for working and reports. */
import type { LayerKind, Mixer } from '../model-layers.ts';

const mixerName = (mixer: Mixer): string => {
  switch (mixer.kind) {
    case 'attention': {
      const { span, sharesCache, heads, kvHeads } = mixer;
      const reach =
        span === undefined
          ? 'full attention'
          : `attention ${span.kind === 'window' ? 'behind a window' : 'in chunks'} of ${String(span.tokens)} tokens`;
      return `${kvHeads < heads ? 'grouped-query ' : ''}${reach}${sharesCache ? ' over the cache of another layer' : ''}`;
    }
    case 'latent':
      return mixer.indexer === undefined ? 'latent attention' : `latent attention to ${String(mixer.indexer.tokens)} chosen tokens`;
    case 'gated-delta':
      return 'gated delta rule';
    case 'mamba2':
      return 'Mamba-2';
    case 'mamba':
      return 'Mamba';
    case 'lightning':
      return 'lightning attention';
    case 'short-convolution':
      return 'short convolution';
  }
};

/** `21 layers with grouped-query full attention`. */
const layersWith = (layers: number, mixer: Mixer): string =>
  `${String(layers)} ${layers === 1 ? 'layer' : 'layers'} with ${mixerName(mixer)}`;

export const nameOfKind = ({ layers, mixers }: LayerKind): string =>
  mixers.length === 0 ? `${String(layers)} layers without attention` : mixers.map((mixer) => layersWith(layers, mixer)).join(', beside ');
