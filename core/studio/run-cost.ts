/** What training takes in money: electricity by the machine's power, or rent by the hour. No currency: the price has it. */

export type CostBasis =
  | { readonly by: 'power'; readonly watts: number; readonly pricePerKwh: number }
  | { readonly by: 'rent'; readonly pricePerHour: number };

export const costOf = (basis: CostBasis, seconds: number): number => (pricePerHour(basis) * seconds) / 3600;

export const pricePerHour = (basis: CostBasis): number =>
  basis.by === 'power' ? (basis.watts / 1000) * basis.pricePerKwh : basis.pricePerHour;
