/**
 * The engine knows the times from 1900 to 2299. The calendar is the same every 400 years, so `spl_date` gives the time of these
 * years that is a whole number of cycles away.
 */
export const secondsOfCycle = 12_622_780_800;

/** How many cycles a time is away from what `spl_date` gives for it. */
export const cycleOf = (epoch: string): string => `floor((ifNull(${epoch}, 0) + 2208988800) / ${secondsOfCycle})`;

/** The year of a time. */
export const yearOf = (epoch: string): string => `(toYear(spl_date(${epoch})) + 400 * ${cycleOf(epoch)})`;

/** Months since January 1970. */
export const monthOf = (epoch: string): string => `((${yearOf(epoch)} - 1970) * 12 + toMonth(spl_date(${epoch})) - 1)`;

/** A year as text, with four digits at least. */
export const yearText = (year: string): string =>
  `leftPad(toString(${year}), greatest(4, length(toString(${year}))), '0')`;
