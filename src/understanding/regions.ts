/**
 * Names of countries and of first-order regions that people add to a town ("Paris, Texas"). Tells `settlement` from
 * `country`, and where a name ends and what narrows it begins; coordinates are for the place table.
 */
import { phraseTable, rows } from './phrases.ts';
import type { Token } from './tokens.ts';

export type RegionType = 'country' | 'region';

const countries = `
  afghanistan, aland islands, aland, albania, algeria, american samoa, andorra, angola, anguilla, antarctica,
  antigua and barbuda, argentina, armenia, aruba, ascension island, ascension, australia, austria, azerbaijan, bahamas,
  bahrain, bangladesh, barbados, belarus, belgium, belize, benin, bermuda, bhutan, bolivia, bonaire,
  bosnia and herzegovina, bosnia, botswana, bouvet island, brazil, british indian ocean territory,
  british virgin islands, brunei, brunei darussalam, bulgaria, burkina faso, burkina, burma, burundi, cambodia,
  cameroon, canada, cape verde, caribbean netherlands, cayman islands, central african republic, chad, chile, china,
  christmas island, cocos islands, colombia, comoros, congo, cook islands, costa rica, cote d'ivoire, croatia, cuba,
  curacao, cyprus, czechia, czech republic, democratic republic of the congo, denmark, djibouti, dominica,
  dominican republic, dprk, east timor, ecuador, egypt, el salvador, england, equatorial guinea, eritrea, estonia,
  eswatini, ethiopia, falkland islands, faroe islands, federated states of micronesia, fiji, finland, france,
  french guiana, french polynesia, french southern territories, gabon, gambia, germany, ghana, gibraltar,
  great britain, greece, greenland, grenada, guadeloupe, guam, guatemala, guernsey, guinea, guinea-bissau, guyana,
  haiti, heard and mcdonald islands, holland, honduras, hong kong, hungary, iceland, india, indonesia, iran, iraq,
  ireland, isle of man, israel, italy, ivory coast, jamaica, japan, jersey, jordan, kazakhstan, kenya, kiribati,
  kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon, lesotho, liberia, libya, liechtenstein, lithuania, luxembourg,
  macao, macau, macedonia, madagascar, malawi, malaysia, maldives, mali, malta, marshall islands, martinique,
  mauritania, mauritius, mayotte, mexico, micronesia, moldova, monaco, mongolia, montenegro, montserrat, morocco,
  mozambique, myanmar, namibia, nauru, nepal, netherlands, netherlands antilles, new caledonia, new zealand,
  nicaragua, niger, nigeria, niue, norfolk island, north korea, north macedonia, northern ireland,
  northern mariana islands, norway, norge, oman, pakistan, palau, palestine, palestinian territories, panama,
  papua new guinea, paraguay, peru, philippines, pitcairn islands, poland, portugal, puerto rico, qatar, reunion,
  romania, russia, russian federation, rwanda, saint barthelemy, saint helena, saint kitts and nevis, saint kitts,
  saint lucia, saint martin, saint pierre and miquelon, saint vincent and the grenadines, saint vincent, samoa,
  san marino, sao tome and principe, saudi arabia, scotland, senegal, serbia, serbia and montenegro, seychelles, sierra leone, singapore,
  sint maarten, slovakia, slovenia, solomon islands, somalia, south africa, south georgia,
  south georgia and the south sandwich islands, south korea, south sudan, spain, sri lanka, sudan, suriname,
  svalbard and jan mayen, svalbard, swaziland, sweden, sverige, switzerland, syria, taiwan, tajikistan, tanzania,
  thailand, timor-leste, togo, tokelau, tonga, trinidad and tobago, trinidad, tunisia, turkey, turkiye, turkmenistan,
  turks and caicos islands, turks and caicos, tuvalu, u . s ., u . s . a ., u . k ., u . s . virgin islands, uae,
  uganda, uk, ukraine, united arab emirates, united kingdom, united states, united states of america,
  united states minor outlying islands, united states virgin islands, uruguay, us virgin islands, usa, uzbekistan,
  vanuatu, vatican, vatican city, venezuela, vietnam, viet nam, wales, wallis and futuna, western sahara, yemen, zambia,
  zimbabwe, bouvet, st . lucia, st . kitts, st . vincent, danmark, suomi, deutschland, espana, italia`;

const regions = `
  alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, georgia, hawaii, idaho,
  illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota,
  mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey, new mexico, new york, north carolina,
  north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee, texas,
  utah, vermont, virginia, virgin islands, washington, west virginia, wisconsin, wyoming, district of columbia,
  ontario, quebec, british columbia, alberta, manitoba, saskatchewan, nova scotia, new brunswick, newfoundland,
  prince edward island, yukon, northwest territories, nunavut, new south wales, queensland, victoria, tasmania,
  western australia, south australia, northern territory, bavaria, saxony, hesse, normandy, brittany, provence,
  tuscany, sicily, sardinia, lombardy, catalonia, andalusia, galicia, crete, nordland, troms, finnmark, rogaland,
  vestland, innlandet, telemark, agder, vestfold, ostfold, akershus, buskerud, trondelag, more og romsdal, hordaland,
  skane, lapland, jutland, zealand, kent, cornwall, devon, essex, yorkshire, surrey, sussex, norfolk, suffolk`;

/** Postal codes of the United States and its territories, of Canada's provinces and Australia's states. */
const codes = new Set(
  (
    'al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ' +
    'ri sc sd tn tx ut vt va wa wv wi wy dc pr gu vi as mp fm mh pw ' +
    'bc ab mb sk ns nb nl qc nsw qld tas vic uk us usa uae nz eu'
  ).split(' '),
);
const countryCodes = new Set(['uk', 'us', 'usa', 'uae', 'nz']);

export const regionTable = phraseTable<RegionType>([
  ...rows('region' as const, regions),
  ...rows('country' as const, countries),
  ...rows('region' as const, 'georgia'),
]);

/** Codes that are words as well, and codes only when written in capitals. */
const wordCodes = new Set('in or me as hi ok la de oh co us id pa ma mi al'.split(' '));

/** Never codes in lower case, wherever they stand. */
const worse = new Set(['in', 'or', 'me', 'as', 'hi', 'ok', 'us']);

/** What a two- or three-letter code stands for; "OR" is told from "or"; `sure` says that it follows a name. */
export function codeType({ key, text, capital }: Token, sure: boolean): RegionType | null {
  if (!codes.has(key)) return null;
  if (!(capital && text === text.toUpperCase()) && (wordCodes.has(key) ? !sure || worse.has(key) : false))
    return null;
  return countryCodes.has(key) ? 'country' : 'region';
}

/** What the whole of `tokens` names, at the end of a place: "Texas", "tx", "the United States"; null if neither. */
export function areaType(tokens: readonly Token[]): RegionType | null {
  const from = tokens[0]?.key === 'the' ? 1 : 0;
  const found = regionTable.match(tokens, from);
  if (found !== null && from + found.length === tokens.length) return found.value;
  const [code] = tokens;
  return code === undefined || tokens.length > 1 ? null : codeType(code, true);
}
