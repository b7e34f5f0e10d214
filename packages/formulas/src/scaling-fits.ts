/** Published fits of $L(N, D) = E + A/N^\alpha + B/D^\beta$, to spread into the formulas. */

export interface ParametricFit {
  /** $E$, nats per token that neither size nor data removes. */
  readonly irreducible: number;
  /** $A$, $B$, $\alpha$ and $\beta$ decide the compute-optimal split. */
  readonly terms: { readonly paramScale: number; readonly tokenScale: number; readonly alpha: number; readonly beta: number };
  readonly source: string;
}

/** As printed; its rounded exponents put the optimum far from the paper's other two methods. */
export const hoffmannFit: ParametricFit = {
  irreducible: 1.69,
  terms: { paramScale: 406.4, tokenScale: 410.7, alpha: 0.34, beta: 0.28 },
  source: 'Hoffmann et al. 2022, Training Compute-Optimal Large Language Models, Appendix D.2, arXiv:2203.15556',
};

/** Before rounding, from the paper's TeX source; reported by Besiroglu et al. 2024. */
export const hoffmannUnroundedFit: ParametricFit = {
  irreducible: 1.6934,
  terms: { paramScale: 406.4, tokenScale: 410.7, alpha: 0.3392, beta: 0.2849 },
  source: 'Hoffmann et al. 2022, arXiv:2203.15556, unrounded values as quoted by Besiroglu et al. 2024, arXiv:2404.10102',
};

/** Refit to data read from the paper's figures; agrees with about 20 tokens per parameter. */
export const besirogluFit: ParametricFit = {
  irreducible: 1.8172,
  terms: { paramScale: 482.01, tokenScale: 2085.43, alpha: 0.3478, beta: 0.3658 },
  source: 'Besiroglu, Erdil, Barnett, You 2024, Chinchilla Scaling: A replication attempt, arXiv:2404.10102',
};
