// A bank's statement as a file, for scripts in which money comes by transfer.
import { day } from './support.mjs';

const amount = (minor) => (minor / 100).toFixed(2);

/** A camt.053 of one day; entries are [bank reference, minor, payer's reference]. */
export function statement(id, opening, entries) {
  const side = (minor) => `<Amt Ccy="DKK">${amount(Math.abs(minor))}</Amt><CdtDbtInd>${minor < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
  const date = `<Dt>${day(-2)}</Dt>`;
  const balance = (code, minor) => `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${side(minor)}<Dt>${date}</Dt></Bal>`;
  const closing = entries.reduce((sum, [, minor]) => sum + minor, opening);
  const lines = entries.map(([name, minor, reference]) => `<Ntry>${side(minor)}<Sts><Cd>BOOK</Cd></Sts><BookgDt>${date}</BookgDt>`
    + `<ValDt>${date}</ValDt><AcctSvcrRef>${name}</AcctSvcrRef><BkTxCd><Prtry><Cd>1</Cd></Prtry></BkTxCd><NtryDtls><TxDtls>`
    + `<RltdPties><Dbtr><Pty><Nm>Bodil Betaler</Nm></Pty></Dbtr></RltdPties>`
    + `<RmtInf><Strd><CdtrRefInf><Ref>${reference.replaceAll('<', '&lt;')}</Ref></CdtrRefInf></Strd></RmtInf>`
    + '</TxDtls></NtryDtls></Ntry>').join('');
  return '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
    + `<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>${day(-1)}T05:00:00+01:00</CreDtTm></GrpHdr><Stmt><Id>${id}</Id>`
    + `<CreDtTm>${day(-1)}T05:00:00+01:00</CreDtTm><Acct><Id><IBAN>DK5000400440116243</IBAN></Id><Ccy>DKK</Ccy></Acct>`
    + `${balance('OPBD', opening)}${balance('CLBD', closing)}${lines}</Stmt></BkToCstmrStmt></Document>`;
}
