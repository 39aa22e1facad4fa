export { type EvidenceLink, proofFaults, type ProofPoint } from './evidence.rules.js';
export { EvidenceLinkDto } from './evidence-link.dto.js';
