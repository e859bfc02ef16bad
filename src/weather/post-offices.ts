/**
 * The places of the United States that have a post office and are too small for the table of towns, from GeoNames'
 * postal codes (download.geonames.org/export/zip/readme.txt). Used when the table of places is built.
 */

export interface PostOffice {
  /** Negative, so that it is no GeoNames id: less the postal code. */
  readonly id: number;
  readonly name: string;
  /** The state's letters. */
  readonly division: string;
  readonly lat: number;
  readonly lon: number;
}

/** One for each name in a state, in the table's order; lines that are none are left out. */
export function postOfficesIn(table: string): readonly PostOffice[] {
  const offices = new Map<string, PostOffice>();
  for (const line of table.split('\n')) {
    const [country, code = '', name = '', , division = '', , , , , lat, lon] = line.split('\t');
    const office = { id: -Number(code), name, division, lat: Number(lat), lon: Number(lon) };
    const known = offices.has(`${division} ${name}`);
    if (country !== 'US' || name === '' || known || !/^\d{5}$/.test(code)) continue;
    if (Number.isFinite(office.lat) && Number.isFinite(office.lon))
      offices.set(`${division} ${name}`, office);
  }
  return [...offices.values()];
}

/** Squared distance in degrees of latitude, near enough to tell which of two neighbours is closer. */
export function apart(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const lon = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180);
  return (a.lat - b.lat) ** 2 + lon ** 2;
}
