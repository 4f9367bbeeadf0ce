/** One sentence where this Node cannot run lanewatch, which says what can; written so that old Nodes read it too. */
export function refuseOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return undefined;
  return `lanewatch needs Node 22.18 or newer; this is Node ${version}.\n`;
}
