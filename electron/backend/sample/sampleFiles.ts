/** What a sample file is for; the first five words are also roles of `import vector`. */
export type SampleFileRole =
  | 'plots'
  | 'dltb'
  | 'towns'
  | 'slope'
  | 'basicFarmland'
  | 'ecologicalRedLine'
  | 'natureReserve'
  | 'waterSource'
  | 'riverManagement'
  | 'forest'
  | 'urbanGrowth'
  | 'reference'
  | 'list'
  | 'dem'
  | 'imageryEarlier'
  | 'imageryLater'
  | 'notes';

export interface SampleFile {
  readonly path: string;
  readonly role: SampleFileRole;
  readonly features?: number;
}
