// The typed client of api/openapi.yaml; `schema.d.ts` is generated from it and never edited.
import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

type Schemas = components['schemas'];
export type Ability = Schemas['Ability'];
export type AbilityMemory = components['schemas']['AbilityMemory'];
export type Representation = components['schemas']['Representation'];
export type Enquiries = components['schemas']['Enquiries'];
export type Enquiry = components['schemas']['Enquiry'];
export type EnquiryDraft = components['schemas']['EnquiryDraft'];
export type EnquiryKind = components['schemas']['EnquiryKind'];
export type FormCount = components['schemas']['FormCount'];
export type FormFault = components['schemas']['FormFault'];
export type EnquiryWish = components['schemas']['EnquiryWish'];
export type Creditor = components['schemas']['Creditor'];
export type Creditors = components['schemas']['Creditors'];
export type JointChoice = components['schemas']['JointChoice'];
export type JointOffer = components['schemas']['JointOffer'];
export type JointPlans = components['schemas']['JointPlans'];
export type JointProposal = components['schemas']['JointProposal'];
export type Helper = components['schemas']['Helper'];
export type HelperSearch = components['schemas']['HelperSearch'];
export type HelpNeed = components['schemas']['HelpNeed'];
export type Referral = components['schemas']['Referral'];
export type Referrals = components['schemas']['Referrals'];
export type ReferralWish = components['schemas']['ReferralWish'];
export type DirectDebit = components['schemas']['DirectDebit'];
export type DirectDebitCollection = components['schemas']['DirectDebitCollection'];
export type Representations = components['schemas']['Representations'];
export type AbilityAnswers = Schemas['AbilityAnswers'];
export type Authority = Schemas['Authority'];
export type Session = Schemas['Session'];
export type Overview = Schemas['Overview'];
export type ChosenMeans = Schemas['ChosenMeans'];
export type ClaimSummary = Schemas['ClaimSummary'];
export type ClaimDetail = Schemas['ClaimDetail'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Payment = Schemas['Payment'];
export type PaymentHistory = Schemas['PaymentHistory'];
export type PaymentPart = Schemas['PaymentPart'];
export type PaymentRequest = Schemas['PaymentRequest'];
export type PaymentStarted = Schemas['PaymentStarted'];
export type Plan = Schemas['Plan'];
export type PlanAnswer = Schemas['PlanAnswer'];
export type PlanInstalment = Schemas['PlanInstalment'];
export type PlanMove = Schemas['PlanMove'];
export type PlanOffer = Schemas['PlanOffer'];
export type PlanProposal = Schemas['PlanProposal'];
export type PlanWanted = Schemas['PlanWanted'];
export type PlanWish = Schemas['PlanWish'];
export type Problem = Schemas['Problem'];

/** Same origin only; the browser sends the session cookie by itself. */
export const client = createClient<paths>({
  baseUrl: '/',
  credentials: 'same-origin',
  cache: 'no-store',
  headers: { Accept: 'application/json, application/problem+json' },
});
