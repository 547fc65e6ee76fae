/**
 * What becomes of a plot of a finished 占补平衡 project (003 二(二)(三)): 'writeOff': all of it is struck off the
 * indicator; 'partWriteOff': part of it; 'restoreOrWriteOff': it has become forest or orchard, restore it or strike it
 * off; 'keep': nothing against it; 'undetermined': a layer is missing or it was not computed.
 */
export type RecheckOutcome = 'writeOff' | 'partWriteOff' | 'restoreOrWriteOff' | 'keep' | 'undetermined';
