/**
 * Facts the table of places lacks: what first-order divisions are called, by GeoNames' code, and what people call
 * countries besides their names in `Intl.DisplayNames`. Used when the table is built, not while the server runs.
 * Sources: ISO 3166-2 and the postal services for abbreviations; the codes are those of GeoNames' column `admin1`.
 */

/** By country: `code=Name/abbreviation/other name`, the first name being the one that is shown. */
export const divisionNames: Readonly<Record<string, string>> = {
  US:
    'AL=Alabama; AK=Alaska; AZ=Arizona; AR=Arkansas; CA=California; CO=Colorado; CT=Connecticut; DE=Delaware; ' +
    'DC=District of Columbia/D.C.; FL=Florida; GA=Georgia; HI=Hawaii; ID=Idaho; IL=Illinois; IN=Indiana; IA=Iowa; ' +
    'KS=Kansas; KY=Kentucky; LA=Louisiana; ME=Maine; MD=Maryland; MA=Massachusetts; MI=Michigan; MN=Minnesota; ' +
    'MS=Mississippi; MO=Missouri; MT=Montana; NE=Nebraska; NV=Nevada; NH=New Hampshire; NJ=New Jersey; ' +
    'NM=New Mexico; NY=New York/New York State; NC=North Carolina; ND=North Dakota; OH=Ohio; OK=Oklahoma; ' +
    'OR=Oregon; PA=Pennsylvania; RI=Rhode Island; SC=South Carolina; SD=South Dakota; TN=Tennessee; TX=Texas; ' +
    'UT=Utah; VT=Vermont; VA=Virginia; WA=Washington/Washington State; WV=West Virginia; WI=Wisconsin; WY=Wyoming',
  CA:
    '01=Alberta/AB; 02=British Columbia/BC; 03=Manitoba/MB; 04=New Brunswick/NB; 05=Newfoundland and Labrador/NL/' +
    'Newfoundland/Labrador; 07=Nova Scotia/NS; 08=Ontario/ON; 09=Prince Edward Island/PE/PEI; 10=Quebec/QC; ' +
    '11=Saskatchewan/SK; 12=Yukon/YT; 13=Northwest Territories/NT; 14=Nunavut/NU',
  AU:
    '01=Australian Capital Territory/ACT; 02=New South Wales/NSW; 03=Northern Territory/NT; 04=Queensland/QLD; ' +
    '05=South Australia/SA; 06=Tasmania/TAS; 07=Victoria/VIC; 08=Western Australia/WA',
  GB: 'ENG=England; NIR=Northern Ireland; SCT=Scotland; WLS=Wales',
  IE: 'C=Connacht; L=Leinster; M=Munster; U=Ulster',
  DE:
    '01=Baden-Württemberg/BW; 02=Bavaria/BY/Bayern; 03=Bremen/HB; 04=Hamburg/HH; 05=Hesse/HE/Hessen; ' +
    '06=Lower Saxony/NI/Niedersachsen; 07=North Rhine-Westphalia/NRW/NW/Nordrhein-Westfalen; ' +
    '08=Rhineland-Palatinate/RP/Rheinland-Pfalz; 09=Saarland/SL; 10=Schleswig-Holstein/SH; 11=Brandenburg/BB; ' +
    '12=Mecklenburg-Western Pomerania/MV/Mecklenburg-Vorpommern; 13=Saxony/SN/Sachsen; ' +
    '14=Saxony-Anhalt/ST/Sachsen-Anhalt; 15=Thuringia/TH/Thüringen; 16=Berlin/BE',
  AT:
    '01=Burgenland; 02=Carinthia/Kärnten; 03=Lower Austria/Niederösterreich; 04=Upper Austria/Oberösterreich; ' +
    '05=Salzburg; 06=Styria/Steiermark; 07=Tyrol/Tirol; 08=Vorarlberg; 09=Vienna/Wien',
  CH:
    'AG=Aargau; AI=Appenzell Innerrhoden; AR=Appenzell Ausserrhoden; BE=Bern; BL=Basel-Landschaft; BS=Basel-Stadt; ' +
    'FR=Fribourg/Freiburg; GE=Geneva/Genève/Genf; GL=Glarus; GR=Grisons/Graubünden; JU=Jura; LU=Lucerne/Luzern; ' +
    'NE=Neuchâtel; NW=Nidwalden; OW=Obwalden; SG=St. Gallen; SH=Schaffhausen; SO=Solothurn; SZ=Schwyz; TG=Thurgau; ' +
    'TI=Ticino/Tessin; UR=Uri; VD=Vaud; VS=Valais/Wallis; ZG=Zug; ZH=Zurich',
  IT:
    '01=Abruzzo; 02=Basilicata; 03=Calabria; 04=Campania; 05=Emilia-Romagna; 06=Friuli Venezia Giulia/Friuli; ' +
    '07=Lazio/Latium; 08=Liguria; 09=Lombardy/Lombardia; 10=Marche; 11=Molise; 12=Piedmont/Piemonte; ' +
    '13=Apulia/Puglia; 14=Sardinia/Sardegna; 15=Sicily/Sicilia; 16=Tuscany/Toscana; ' +
    '17=Trentino-South Tyrol/Trentino-Alto Adige/South Tyrol/Trentino; 18=Umbria; 19=Aosta Valley; 20=Veneto',
  ES:
    '07=Balearic Islands/Baleares; 27=La Rioja; 29=Madrid; 31=Murcia; 32=Navarre/Navarra; 34=Asturias; ' +
    '39=Cantabria; 51=Andalusia/Andalucía; 52=Aragon; 53=Canary Islands/Canarias; 54=Castile-La Mancha; ' +
    '55=Castile and León; 56=Catalonia/Catalunya/Cataluña; 57=Extremadura; 58=Galicia; ' +
    '59=Basque Country/Euskadi/País Vasco; 60=Valencia; CE=Ceuta; ML=Melilla',
  FR:
    '11=Île-de-France; 24=Centre-Val de Loire; 27=Bourgogne-Franche-Comté/Burgundy; 28=Normandy/Normandie; ' +
    '32=Hauts-de-France; 44=Grand Est/Alsace; 52=Pays de la Loire; 53=Brittany/Bretagne; 75=Nouvelle-Aquitaine; ' +
    "76=Occitanie; 84=Auvergne-Rhône-Alpes; 93=Provence-Alpes-Côte d'Azur/Provence; 94=Corsica/Corse",
  NL:
    '01=Drenthe; 02=Friesland/Fryslân; 03=Gelderland; 04=Groningen; 05=Limburg; 06=North Brabant/Noord-Brabant; ' +
    '07=North Holland/Noord-Holland; 09=Utrecht; 10=Zeeland; 11=South Holland/Zuid-Holland; 15=Overijssel; ' +
    '16=Flevoland',
  BE: 'BRU=Brussels; VLG=Flanders/Vlaanderen; WAL=Wallonia/Wallonie',
  NO:
    '08=Møre og Romsdal; 09=Nordland; 12=Oslo; 14=Rogaland; 21=Trøndelag; 30=Viken; 34=Innlandet; ' +
    '38=Vestfold og Telemark/Vestfold/Telemark; 42=Agder; 46=Vestland; 54=Troms og Finnmark/Troms/Finnmark',
  SE:
    '02=Blekinge; 03=Gävleborg; 05=Gotland; 06=Halland; 07=Jämtland; 08=Jönköping; 09=Kalmar; 10=Dalarna; ' +
    '12=Kronoberg; 14=Norrbotten; 15=Örebro; 16=Östergötland; 18=Södermanland; 21=Uppsala; 22=Värmland; ' +
    '23=Västerbotten; 24=Västernorrland; 25=Västmanland; 26=Stockholm; 27=Skåne/Scania; 28=Västra Götaland',
  DK:
    '17=Capital Region/Hovedstaden; 18=Central Jutland/Midtjylland; 19=North Jutland/Nordjylland; ' +
    '20=Zealand/Sjælland; 21=South Denmark/Syddanmark',
  PL:
    '72=Lower Silesia/Dolnośląskie; 73=Kuyavia-Pomerania; 74=Łódź; 75=Lublin; 76=Lubusz; ' +
    '77=Lesser Poland/Małopolskie; 78=Mazovia/Mazowieckie; 79=Opole; 80=Subcarpathia; 81=Podlasie; 82=Pomerania; ' +
    '83=Silesia/Śląskie; 84=Holy Cross; 85=Warmia-Masuria; 86=Greater Poland/Wielkopolskie; 87=West Pomerania',
  BR:
    '01=Acre; 02=Alagoas; 03=Amapá; 04=Amazonas; 05=Bahia; 06=Ceará; 07=Federal District; 08=Espírito Santo; ' +
    '11=Mato Grosso do Sul; 13=Maranhão; 14=Mato Grosso; 15=Minas Gerais; 16=Pará; 17=Paraíba; 18=Paraná; 20=Piauí; ' +
    '21=Rio de Janeiro; 22=Rio Grande do Norte; 23=Rio Grande do Sul; 24=Rondônia; 25=Roraima; 26=Santa Catarina; ' +
    '27=São Paulo; 28=Sergipe; 29=Goiás; 30=Pernambuco; 31=Tocantins',
  MX:
    '01=Aguascalientes; 02=Baja California; 03=Baja California Sur; 04=Campeche; 05=Chiapas; 06=Chihuahua; ' +
    '07=Coahuila; 08=Colima; 09=Mexico City; 10=Durango; 11=Guanajuato; 12=Guerrero; 13=Hidalgo; 14=Jalisco; ' +
    '15=State of Mexico; 16=Michoacán; 17=Morelos; 18=Nayarit; 19=Nuevo León; 20=Oaxaca; 21=Puebla; 22=Querétaro; ' +
    '23=Quintana Roo; 24=San Luis Potosí; 25=Sinaloa; 26=Sonora; 27=Tabasco; 28=Tamaulipas; 29=Tlaxcala; ' +
    '30=Veracruz; 31=Yucatán; 32=Zacatecas',
  IN:
    '01=Andaman and Nicobar Islands; 02=Andhra Pradesh; 03=Assam; 05=Chandigarh; 07=Delhi; 09=Gujarat; 10=Haryana; ' +
    '11=Himachal Pradesh; 12=Jammu and Kashmir/Kashmir; 13=Kerala; 14=Lakshadweep; 16=Maharashtra; 17=Manipur; ' +
    '18=Meghalaya; 19=Karnataka; 20=Nagaland; 21=Odisha/Orissa; 22=Puducherry; 23=Punjab; 24=Rajasthan; ' +
    '25=Tamil Nadu; 26=Tripura; 28=West Bengal; 29=Sikkim; 30=Arunachal Pradesh; 31=Mizoram; 33=Goa; 34=Bihar; ' +
    '35=Madhya Pradesh; 36=Uttar Pradesh; 37=Chhattisgarh; 38=Jharkhand; 39=Uttarakhand; 40=Telangana; 41=Ladakh',
  ZA:
    '02=KwaZulu-Natal; 03=Free State; 05=Eastern Cape; 06=Gauteng; 07=Mpumalanga; 08=Northern Cape; 09=Limpopo; ' +
    '10=North West; 11=Western Cape',
  NZ:
    'E7=Auckland; E8=Bay of Plenty; E9=Canterbury; F1=Gisborne; F2=Hawke’s Bay; F3=Manawatu-Wanganui; ' +
    'F4=Marlborough; F5=Nelson; F6=Northland; F7=Otago; F8=Southland; F9=Taranaki; G1=Waikato; G2=Wellington; ' +
    'G3=West Coast; TAS=Tasman',
  JP:
    '01=Aichi; 02=Akita; 03=Aomori; 04=Chiba; 05=Ehime; 06=Fukui; 07=Fukuoka; 08=Fukushima; 09=Gifu; 10=Gunma; ' +
    '11=Hiroshima; 12=Hokkaido; 13=Hyogo; 14=Ibaraki; 15=Ishikawa; 16=Iwate; 17=Kagawa; 18=Kagoshima; 19=Kanagawa; ' +
    '20=Kochi; 21=Kumamoto; 22=Kyoto; 23=Mie; 24=Miyagi; 25=Miyazaki; 26=Nagano; 27=Nagasaki; 28=Nara; 29=Niigata; ' +
    '30=Oita; 31=Okayama; 32=Osaka; 33=Saga; 34=Saitama; 35=Shiga; 36=Shimane; 37=Shizuoka; 38=Tochigi; ' +
    '39=Tokushima; 40=Tokyo; 41=Tottori; 42=Toyama; 43=Wakayama; 44=Yamagata; 45=Yamaguchi; 46=Yamanashi; 47=Okinawa',
  AR:
    '01=Buenos Aires Province; 02=Catamarca; 03=Chaco; 04=Chubut; 05=Córdoba; 06=Corrientes; 07=Buenos Aires; ' +
    '08=Entre Ríos; 09=Formosa; 10=Jujuy; 11=La Pampa; 12=La Rioja; 13=Mendoza; 14=Misiones; 15=Neuquén; ' +
    '16=Río Negro; 17=Salta; 18=San Juan; 19=San Luis; 20=Santa Cruz; 21=Santa Fe; 22=Santiago del Estero; ' +
    '23=Tierra del Fuego; 24=Tucumán',
};

/** Countries whose English name in `Intl.DisplayNames` is not what one would say in an answer. */
export const shownCountryNames: Readonly<Record<string, string>> = {
  CD: 'DR Congo',
  CG: 'Republic of the Congo',
  HK: 'Hong Kong',
  MM: 'Myanmar',
  MO: 'Macao',
  PS: 'Palestine',
  TR: 'Turkey',
};

/** Other names for a country, by its code. */
export const otherCountryNames: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE', 'Emirates', 'The Emirates'],
  BA: ['Bosnia', 'Bosnia and Herzegovina'],
  CD: ['Congo', 'Democratic Republic of the Congo', 'DRC', 'Zaire'],
  CG: ['Congo-Brazzaville'],
  CI: ['Ivory Coast', "Côte d'Ivoire"],
  CV: ['Cabo Verde'],
  CZ: ['Czech Republic'],
  GB: ['UK', 'U.K.', 'Great Britain', 'Britain', 'GB'],
  IE: ['Republic of Ireland', 'Eire'],
  KP: ['DPRK'],
  KR: ['Korea', 'Republic of Korea'],
  MK: ['Macedonia'],
  MM: ['Burma'],
  NL: ['Holland', 'The Netherlands'],
  PH: ['The Philippines'],
  SZ: ['Swaziland'],
  TL: ['East Timor'],
  TR: ['Türkiye'],
  US: ['USA', 'U.S.A.', 'U.S.', 'America', 'United States of America', 'The States', 'The United States'],
  VA: ['Vatican', 'The Vatican'],
};

/** Languages whose names for countries are understood besides English. */
export const countryNameLanguages: readonly string[] = [
  'nb', 'nn', 'da', 'sv', 'fi', 'is', 'de', 'nl', 'fr', 'es', 'pt', 'it', 'pl', 'ru', 'uk', 'ja', 'zh', 'ko', 'ar',
]; // prettier-ignore
