/** What the command line says about itself. */
export const usage = `Usage:
  scaling <formula> [--input value …] [--model id] [--chip id] [--dtype type] [--as unit] [--json]
  scaling list [word]     the formulas, or those about a word
  scaling show <formula>  what it takes and gives, and where it comes from
  scaling models          ids for --model
  scaling chips           ids for --chip

Values carry a unit where you like: --bandwidth "3.35 TB/s", --params 70.6B, --mfu 40%.
`;
