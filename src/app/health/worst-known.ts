import type {FindingSeverity} from '../../health/finding.ts';
import {type HealthLook, healthName} from './use-health.ts';

/** How much is wrong by the latest look at everything, and when that was; null before there was one. */
export function readWorst(
  memory: ReadonlyMap<string, unknown>,
): {critical: number; warning: number; at: Date} | null {
  const look = memory.get(healthName) as HealthLook | undefined;
  if (!look?.health) return null;
  const {report, at} = look.health;
  const count = (severity: FindingSeverity) =>
    report.findings.filter(finding => finding.severity === severity).length;
  return {critical: count('critical'), warning: count('warning'), at};
}
