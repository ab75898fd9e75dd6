/** Which thing is meant, and as of which version. */
export function HiddenFields(fields: Readonly<Record<string, string | number>>) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}
